"""What a song costs: `python -m tests.benchmarks.studio.speed`.

Each song is made by the engine's own process, as on the site: written, sung, played, mixed,
mastered, encoded, with stems, notes and chords, from compiled files as an installed copy runs; the
second table leaves the stems out. Processor time (user and system) against playing
time, and the peak of resident memory; then songs of the longest length.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.studio.prompts import CITY, SONGS

LONG = CITY * 8
"""More words than the longest song has room for."""

WHOLE = ("-m", "generator.studio", "--out")

ALONE = (
    "-c",
    "import json, pathlib, sys; from generator.studio import Brief, render; "
    "song = render(Brief(**json.load(sys.stdin)), apart=False); "
    "pathlib.Path(sys.argv[1]).write_bytes(song.mp3); "
    "print(json.dumps({'done': {'seconds': song.seconds}}))",
)
"""The same song in the same kind of process, without its parts."""


def main() -> None:
    """One line per genre with stems and one without, then the longest songs."""
    with tempfile.TemporaryDirectory() as compiled:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        _genres()


def _genres() -> None:
    for command, what in ((WHOLE, "with stems"), (ALONE, "without stems")):
        print(f"{what:44} {'song':>7} {'ratio':>7} {'memory':>8}")
        ratios = sorted(cost(asked.prompt, asked.lyrics, command) for asked in SONGS)
        print(f"real-time ratio: lowest {ratios[0]:.1f}, median {ratios[len(ratios) // 2]:.1f}")
    for asked in (SONGS[1], SONGS[2], SONGS[17]):
        cost(asked.prompt, LONG, WHOLE)


def cost(prompt: str, lyrics: str, command: tuple[str, ...]) -> float:
    """Seconds of song for each second of one core."""
    brief = json.dumps({"prompt": prompt, "lyrics": lyrics, "seed": 1})
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "song.mp3"
        process = subprocess.Popen(
            [sys.executable, *command, str(out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert process.stdin
        assert process.stdout
        process.stdin.write(brief.encode())
        process.stdin.close()
        last = process.stdout.read().splitlines()[-1]
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = json.loads(last)["done"]["seconds"]
    ratio = float(seconds / (used.ru_utime + used.ru_stime))
    megabytes = used.ru_maxrss / 1024
    print(f"{prompt[:44]:44} {seconds:6.1f}s {ratio:6.1f}x {megabytes:5.0f} MB", flush=True)
    return ratio


if __name__ == "__main__":
    main()
