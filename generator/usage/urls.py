from django.urls import path

from generator.usage import views

urlpatterns = [
    path("usage/", views.usage, name="usage"),
    path("usage/requests/", views.requests, name="usage_requests"),
    path("usage/calls.csv", views.usage_csv, name="usage_csv"),
]
