from django.urls import path

from generator.library import playlistviews, songviews, views

urlpatterns = [
    path("songs/", views.songs, name="songs"),
    path("songs/bulk/", views.bulk_do, name="songs_bulk"),
    path("songs/trash/", views.trash, name="trash"),
    path("songs/<int:pk>/", songviews.detail, name="song"),
    path("songs/<int:pk>/favourite/", songviews.favourite, name="song_favourite"),
    path("songs/<int:pk>/rename/", songviews.rename, name="song_rename"),
    path("songs/<int:pk>/notes/", songviews.notes, name="song_notes"),
    path("takes/<int:pk>/keep/", songviews.keep_take, name="take_keep"),
    path("takes/<int:pk>/trash/", songviews.trash_take, name="take_trash"),
    path("takes/<int:pk>/restore/", songviews.restore_take, name="take_restore"),
    path("playlists/", playlistviews.index, name="playlists"),
    path("playlists/<int:pk>/", playlistviews.detail, name="playlist"),
    path("playlists/<int:pk>/rename/", playlistviews.rename, name="playlist_rename"),
    path("playlists/<int:pk>/delete/", playlistviews.delete, name="playlist_delete"),
    path("playlists/<int:pk>/move/", playlistviews.move, name="playlist_move"),
    path("playlists/<int:pk>/remove/", playlistviews.remove, name="playlist_remove"),
]
