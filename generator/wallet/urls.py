from django.urls import path

from generator.wallet import views

urlpatterns = [
    path("wallet/", views.wallet, name="wallet"),
    path("wallet/statement.csv", views.statement_csv, name="wallet_csv"),
    path("wallet/move/", views.move, name="wallet_move"),
]
