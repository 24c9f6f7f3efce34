from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("generator.urls")),
]
handler400 = "generator.ops.views.bad_request"
handler404 = "generator.ops.views.not_found"
