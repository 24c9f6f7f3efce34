from django.urls import path

from generator.modelpages import views

urlpatterns = [
    path("models/", views.index, name="models"),
    path("models/<slug:slug>/", views.detail, name="model"),
]
