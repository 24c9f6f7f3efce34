"""Django admin, as this site's own desk."""

from django.contrib.admin.apps import AdminConfig


class SongdeskAdminConfig(AdminConfig):
    # Named, not imported: it reads tables, which are loaded after this file.
    default_site = "generator.ops.adminsite.SongdeskAdmin"
