"""Static files, named by their content and compressed, once, when they change."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_OURS = re.compile(r"css/[\w-]+\.css")
_IMPORT = re.compile(r'^@import "(.+)";$', re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Names without a hash go on working, so that no page breaks where nothing was collected."""

    support_js_module_import_aggregation = True  # our scripts import each other by hashed name
    # Only ours: others' mention imports in comments, which this takes for the real thing.
    _js_module_import_aggregation_patterns = (
        "js/*.js",
        CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1],
    )

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], **options: Any
    ) -> Iterator[tuple[str, str | None, bool | Exception]]:
        """A stylesheet of ours travels with those that it imports in it: small files weigh twice.

        `paths` says of each name which storage has its source, and where in it.
        """
        joined = InMemoryStorage()
        ours = [name for name in paths if _OURS.fullmatch(name)]
        for name in ours:
            joined.save(name, ContentFile(_whole(*paths[name])))
        yield from super().post_process(paths | {name: (joined, name) for name in ours}, **options)

    def stored_name(self, name: str) -> str:
        found = self.hashed_files.get(self.hash_key(self.clean_name(name)))
        return str(found or self.clean_name(name))


def _whole(storage: Storage, path: str) -> str:
    """The stylesheet, with each that it imports in that one's place."""
    with storage.open(path) as source:
        text = source.read().decode()
    folder = posixpath.dirname(path)
    return _IMPORT.sub(lambda found: _whole(storage, posixpath.join(folder, found[1])), text)
