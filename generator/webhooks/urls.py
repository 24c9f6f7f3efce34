from django.urls import path

from generator.webhooks import views

urlpatterns = [
    path("webhooks/", views.index, name="webhooks"),
    path("webhooks/<int:pk>/", views.endpoint, name="webhook"),
    path("webhooks/<int:pk>/test/", views.test, name="webhook_test"),
    path("webhooks/<int:pk>/rotate/", views.rotate, name="webhook_rotate"),
    path("webhooks/<int:pk>/switch/", views.switch, name="webhook_switch"),
    path("webhooks/<int:pk>/delete/", views.delete, name="webhook_delete"),
    path("webhooks/callbacks/<int:pk>/", views.callbacks, name="webhook_callbacks"),
    path(
        "webhooks/callbacks/<int:pk>/rotate/",
        views.callbacks_rotate,
        name="webhook_callbacks_rotate",
    ),
    path("webhooks/deliveries/<int:pk>/", views.delivery, name="delivery"),
    path("webhooks/deliveries/<int:pk>/again/", views.again, name="delivery_again"),
]
