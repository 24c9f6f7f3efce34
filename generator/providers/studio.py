"""The embedded engine as a provider: it renders in a process of its own and answers at once.

A process of its own because rendering must be bounded in time and memory, and stoppable: when
`report` raises, or this process dies, the engine's next line finds nobody reading and it ends.
"""

import json
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.base import Brief, Clip, Phase, Report, Update

FACTS = ("genre", "tempo", "key", "metre", "language", "voice")


class Studio:
    name = "studio"
    lane = "studio"
    repeatable = True

    def __init__(self, *, scratch: Path, timeout_seconds: float) -> None:
        self.scratch = scratch
        self.timeout_seconds = timeout_seconds

    def connected(self) -> bool:
        return True

    def submit(self, brief: Brief, *, report: Report) -> Update:
        """Render the song. Raises `ProviderError` where the engine fails or overruns its time."""
        self.scratch.mkdir(parents=True, exist_ok=True)
        path = self.scratch / f"{brief.song_id}-{uuid4().hex}.mp3"
        try:
            done = self._render(brief, path, report)
        except BaseException:
            _remove(path)
            raise
        clip = _clip(path, done)
        return Update(Phase.DONE, upstream_id=f"studio-{brief.song_id}", clips=(clip,))

    def async_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient()

    async def fetch(self, client: httpx.AsyncClient, upstream_id: str) -> Update:
        """The studio answers when it submits; there is nothing to ask later."""
        return Update(Phase.BUSY, upstream_id=upstream_id)

    def _render(self, brief: Brief, path: Path, report: Report) -> dict[str, Any]:
        command = [sys.executable, "-m", "generator.studio", "--out", str(path)]
        process = subprocess.Popen(
            # A Ctrl-C in the terminal is ours to handle, and the engine's end is in `finally`.
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        try:
            assert process.stdin
            process.stdin.write(_order(brief))
            process.stdin.close()
            for line in self._lines(process):
                if "done" in line:
                    return dict(line["done"])
                if "error" in line:
                    raise ProviderError(line["error"], cause=Cause.BAD_INPUT, permanent=True)
                report(line["stage"], line["percent"])
        finally:
            process.kill()
            process.wait()
            assert process.stdout
            process.stdout.close()
        raise ProviderError("The studio stopped in the middle of the song.", permanent=True)

    def _lines(self, process: "subprocess.Popen[bytes]") -> Iterator[dict[str, Any]]:
        """The engine's lines as they come, until it ends or its time is up."""
        assert process.stdout
        ends = time.monotonic() + self.timeout_seconds
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while selector.select(max(0.0, ends - time.monotonic())):
                line = process.stdout.readline()
                if not line:
                    return
                yield json.loads(line)
        raise ProviderError(
            f"The studio needed more than {self.timeout_seconds:.0f} s and was stopped.",
            cause=Cause.TIMED_OUT,
            permanent=True,
        )


def _clip(path: Path, done: dict[str, Any]) -> Clip:
    """The engine's last line, and its files, which lie beside the MP3."""
    return Clip(
        path=path,
        title=done["title"],
        seconds=done["seconds"],
        marks=tuple((name, start, end) for name, start, end in done["sections"]),
        words=tuple((text, start, end, line) for text, start, end, line in done["words"]),
        parts=tuple((kind, path.with_name(name)) for kind, name in done["parts"].items()),
        facts={name: done[name] for name in FACTS if done[name]},
        notice=done["left_out"],
    )


def _remove(path: Path) -> None:
    """The song and all that was written beside it under its name."""
    for file in path.parent.glob(f"{path.stem}.*"):
        file.unlink(missing_ok=True)


def _order(brief: Brief) -> bytes:
    return json.dumps(
        {
            "prompt": brief.prompt,
            "lyrics": brief.lyrics,
            "title": brief.title,
            "seed": brief.song_id,
            "bitrate": brief.bitrate,
            "sample_rate": brief.sample_rate,
        }
    ).encode()
