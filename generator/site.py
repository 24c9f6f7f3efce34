"""Django admin, as this site's own desk."""

from django.contrib.admin.apps import AdminConfig


class SongdeskAdminConfig(AdminConfig):
    pass
