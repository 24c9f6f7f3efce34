"""The one Django app; each capability is a plain package inside it."""

from importlib import import_module

from django.apps import AppConfig


class GeneratorConfig(AppConfig):
    name = "generator"
    verbose_name = "Songdesk"

    def ready(self) -> None:
        # Tables can't be imported while the app itself is being loaded, so not at the top.
        import_module("generator.receivers")
        import_module("generator.ops.checks")
        import_module("generator.ops.workers").install()
