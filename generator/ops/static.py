"""Static files, named by their content and compressed, once, when they change."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names without a hash go on working, so that no page breaks where nothing was collected."""

    support_js_module_import_aggregation = True  # our scripts import each other by hashed name
    # Only ours: others' mention imports in comments, which this takes for the real thing.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def stored_name(self, name: str) -> str:
        found = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return str(found or self.clean_name(name))
