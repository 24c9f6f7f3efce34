"""What a song costs: `python -m tests.benchmarks.studio.speed`.

Each song is made by the engine's own process, as on the site: written, sung, played, mixed,
mastered, encoded, with stems, notes and chords. Processor time (user and system) against playing
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


def main() -> None:
    """One line per genre, then the longest songs."""
    print(f"{'':44} {'song':>7} {'ratio':>7} {'memory':>8}")
    ratios = [cost(asked.prompt, asked.lyrics) for asked in SONGS]
    print(
        f"real-time ratio: lowest {min(ratios):.1f}, median {sorted(ratios)[len(ratios) // 2]:.1f}"
    )
    for asked in (SONGS[1], SONGS[2], SONGS[17]):
        cost(asked.prompt, LONG)


def cost(prompt: str, lyrics: str) -> float:
    """Seconds of song for each second of one core."""
    brief = json.dumps({"prompt": prompt, "lyrics": lyrics, "seed": 1})
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "song.mp3"
        process = subprocess.Popen(
            [sys.executable, "-m", "generator.studio", "--out", str(out)],
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
