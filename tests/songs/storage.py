"""Files on disk, and a moment to interfere: right after one was stored."""

from collections.abc import Callable
from typing import Any

from django.core.files.storage import FileSystemStorage


class Watched(FileSystemStorage):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after_save: Callable[[], object] = lambda: None

    def save(self, *args: Any, **kwargs: Any) -> str:
        name = super().save(*args, **kwargs)
        self.after_save()
        return name
