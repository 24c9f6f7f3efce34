from django.urls import path

from generator.songs import callbacks, views

urlpatterns = [
    path("", views.home, name="home"),
    path("songs/changes/", views.changes, name="song_changes"),
    path("songs/<int:pk>/cancel/", views.cancel, name="song_cancel"),
    path("songs/<int:pk>/again/", views.again, name="song_again"),
    path("songs/<int:pk>/ask/", views.ask, name="song_ask"),
    path("takes/<int:pk>/audio", views.take_audio, name="take_audio"),
    path("takes/<int:pk>/download", views.take_download, name="take_download"),
    path("callbacks/<slug:token>/", callbacks.callback, name="callback"),
]
