from django.urls import path

from generator.songs import callbacks, downloads, views

urlpatterns = [
    path("", views.home, name="home"),
    path("songs/changes/", views.changes, name="song_changes"),
    path("songs/<int:pk>/cancel/", views.cancel, name="song_cancel"),
    path("songs/<int:pk>/again/", views.again, name="song_again"),
    path("songs/<int:pk>/ask/", views.ask, name="song_ask"),
    path("takes/<int:pk>/audio", downloads.take_audio, name="take_audio"),
    path("takes/<int:pk>/download", downloads.take_download, name="take_download"),
    path("takes/<int:pk>/words", downloads.take_words, name="take_words"),
    path("takes/<int:pk>/lrc", downloads.take_lrc, name="take_lrc"),
    path("takes/<int:pk>/zip", downloads.take_archive, name="take_archive"),
    path("takes/<int:pk>/<slug:kind>/audio", downloads.part_audio, name="part_audio"),
    path("takes/<int:pk>/<slug:kind>/download", downloads.part_download, name="part_download"),
    path("callbacks/<slug:token>/", callbacks.callback, name="callback"),
]
