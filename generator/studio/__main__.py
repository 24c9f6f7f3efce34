"""The engine as a process: `python -m generator.studio --out FILE`.

One JSON object with the fields of a `Brief` on standard input; on standard output one line of JSON
per step, {"stage": ..., "percent": ...}, and at last {"done": {...}} or {"error": "..."} (exit 2).
Beside FILE it writes the song's other files, under its name with endings of their own (`ENDINGS`);
"parts" in the last line says which there are.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import sys
from pathlib import Path
from typing import Any

from generator.studio import Brief, Rendered, render

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 3 << 29
"""Bytes of address space: the longest song needs a third, so a runaway one ends alone."""

ENDINGS = {
    "voice": "voice.mp3",
    "drums": "drums.mp3",
    "bass": "bass.mp3",
    "music": "music.mp3",
    "midi": "mid",
    "chords": "chords.txt",
}

MOST_INPUT = 4 << 20
"""Bytes of a brief worth reading."""


def main() -> int:
    """Read, render, write; the exit status."""
    options = argparse.ArgumentParser(prog="python -m generator.studio", description=__doc__)
    options.add_argument("--out", required=True, type=Path, help="the MP3 to write")
    out: Path = options.parse_args().out
    _bound_memory()
    try:
        brief = read_brief(sys.stdin.buffer.read(MOST_INPUT))
        song = render(brief, report=_tell, folder=out.parent)
        names = _save(song, out)
    except (ValueError, OSError, MemoryError) as wrong:
        if isinstance(wrong, BrokenPipeError):
            raise
        _say(error=_sentence(wrong))
        return 2
    _say(done={**_facts(song), "parts": names})
    return 0


def read_brief(text: bytes) -> Brief:
    """The brief in a JSON object, or a ValueError that says in a sentence what is wrong."""
    try:
        given = json.loads(text)
    except ValueError:
        raise ValueError("The brief is not valid JSON.") from None
    if not isinstance(given, dict):
        raise ValueError("The brief must be a JSON object.")
    kinds = {field.name: field.type for field in dataclasses.fields(Brief)}
    for name, value in given.items():
        if name not in kinds:
            raise ValueError(f"The brief has no field “{name}”.")
        if not isinstance(value, kinds[name]) or isinstance(value, bool):  # type: ignore[arg-type]
            raise ValueError(f"The brief's {name} has the wrong type.")
    if "prompt" not in given:
        raise ValueError("The brief needs a prompt.")
    return Brief(**given)


def _bound_memory() -> None:
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _save(song: Rendered, out: Path) -> dict[str, str]:
    """Write all files, or none; the names of the parts by kind."""
    names = {kind: f"{out.stem}.{ENDINGS[kind]}" for kind in song.parts}
    try:
        for kind, data in song.parts.items():
            out.with_name(names[kind]).write_bytes(data)
        out.write_bytes(song.mp3)
    except OSError:
        for file in (out, *map(out.with_name, names.values())):
            file.unlink(missing_ok=True)
        raise
    return names


def _tell(stage: str, percent: int) -> None:
    _say(stage=stage, percent=percent)


def _say(**what: Any) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def _sentence(wrong: Exception) -> str:
    if isinstance(wrong, MemoryError):
        return "The song needed more memory than the studio may use."
    return str(wrong) or "The song could not be made."


def _facts(song: Rendered) -> dict[str, Any]:
    facts = {
        field.name: getattr(song, field.name)
        for field in dataclasses.fields(song)
        if field.name not in {"mp3", "sections", "words", "parts"}
    }
    return {
        **facts,
        "sections": [[section.name, section.start, section.end] for section in song.sections],
        "words": [[word.text, word.start, word.end, word.line] for word in song.words],
    }


if __name__ == "__main__":
    try:
        status = main()
    except BrokenPipeError:
        # Nobody listens any more. Python would complain again when it flushes on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)
