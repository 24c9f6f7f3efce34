"""Each capability's pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("generator.api.urls")),  # first, as programs ask most and Django asks in turn
    path("", include("generator.ops.urls")),
    path("", include("generator.library.urls")),
    path("", include("generator.songs.urls")),
    path("", include("generator.teamwork.urls")),
    path("", include("generator.sharing.urls")),
    path("", include("generator.notices.urls")),
    path("", include("generator.wallet.urls")),
    path("", include("generator.modelpages.urls")),
    path("", include("generator.console.urls")),
    path("", include("generator.usage.urls")),
    path("", include("generator.webhooks.urls")),
]
