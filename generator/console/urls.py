from django.urls import path

from generator.console import views

urlpatterns = [path("console/", views.console, name="console")]
