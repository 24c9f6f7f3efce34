"""Files that were rendered on this machine and are on their way into the storage."""

import logging
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


def files_of(clip: dict[str, Any]) -> list[Path]:
    """A clip's files on this machine, as the song's row has it: its sound and its parts."""
    named = [clip["path"], *(path for _, path in clip.get("parts", []))]
    return [Path(path) for path in named if path]


def discard(clips: Iterable[dict[str, Any]]) -> None:
    """Remove what was rendered here and is of no more use."""
    for clip in clips:
        for path in files_of(clip):
            path.unlink(missing_ok=True)


def discard_orphans(folder: Path, *, older_than_seconds: float) -> int:
    """Remove what a worker that died has left behind. How many files that were."""
    oldest = time.time() - older_than_seconds
    orphans = [path for path in folder.glob("*") if path.is_file() and _changed(path) < oldest]
    for path in orphans:
        path.unlink(missing_ok=True)
    if orphans:
        log.warning("removed %d files that no song came for", len(orphans))
    return len(orphans)


def _changed(path: Path) -> float:
    """When it was written; a file that has gone meanwhile is nobody's orphan."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
