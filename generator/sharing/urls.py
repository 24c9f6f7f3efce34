from django.urls import path

from generator.sharing import public, views

urlpatterns = [
    path("songs/<int:pk>/cover.png", views.cover, name="song_cover"),
    path("songs/<int:pk>/link/", views.link, name="song_link"),
    path("songs/<int:pk>/link/revoke/", views.revoke, name="song_link_revoke"),
    path("songs/<int:pk>/share/", views.share, name="song_share"),
    path("shares/<int:pk>/end/", views.unshare, name="unshare"),
    path("oembed/", public.oembed, name="oembed"),
    path("s/<slug:token>/", public.page, name="link"),
    path("s/<slug:token>/embed", public.embed, name="link_embed"),
    path("s/<slug:token>/cover.png", public.cover, name="link_cover"),
    path("s/<slug:token>/audio", public.audio, name="link_audio"),
    path("s/<slug:token>/audio/<int:number>", public.audio, name="link_audio_of"),
    path("s/<slug:token>/download", public.download, name="link_download"),
    path("s/<slug:token>/download/<int:number>", public.download, name="link_download_of"),
]
