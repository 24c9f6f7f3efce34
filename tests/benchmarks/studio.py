"""What the studio engine costs and how its genres measure: `python tests/benchmarks/studio.py`.

Prints, for each genre, processor time against playing time on one core with encoding, and the
loudness and true peak of the decoded MP3; then the peak memory of a song of the longest length.
"""

import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import miniaudio
import numpy as np

from generator.studio import Brief, loudness, render
from generator.studio.genres import GENRES

LYRICS = "[Verse]\n" + "Here are the words of a very long song\n" * 8
LONGEST = (LYRICS + "[Chorus]\n" + "Sing it again and again my friend\n" * 8) * 12


def main() -> None:
    """One line per genre, then the extremes."""
    print(f"{'genre':14} {'song':>7} {'ratio':>7} {'LUFS':>7} {'dBTP':>6}")
    ratios = [_genre(name) for name in GENRES]
    print(f"real-time ratio: lowest {min(ratios):.1f}, median {np.median(ratios):.1f}")
    _longest("calm piano ballad")
    _longest("energetic electronic dance music")


def _genre(name: str) -> float:
    begun = time.process_time()
    song = render(Brief(name, seed=1))
    ratio = song.seconds / (time.process_time() - begun)
    audio = miniaudio.mp3_read_f32(song.mp3)
    sound = np.asarray(audio.samples, dtype=np.float32).reshape(-1, audio.nchannels).T
    lufs, peak = loudness.integrated(sound, audio.sample_rate), loudness.true_peak(sound)
    print(f"{name:14} {song.seconds:6.1f}s {ratio:6.1f}x {lufs:7.2f} {peak:6.2f}", flush=True)
    return ratio


def _longest(prompt: str) -> None:
    """In a process of its own, since the peak of this one is already past."""
    code = (
        "import resource, sys; from generator.studio import Brief, render;"
        "before = resource.getrusage(resource.RUSAGE_SELF);"
        "song = render(Brief(sys.argv[1], sys.argv[2]));"
        "after = resource.getrusage(resource.RUSAGE_SELF);"
        "print(song.seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,"
        " after.ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, prompt, LONGEST],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seconds, spent, kilobytes = map(float, done.stdout.split())
    ratio = seconds / spent
    print(f"{prompt}: {seconds:.0f} s, {ratio:.1f}x, peak memory {kilobytes / 1024:.0f} MB")


if __name__ == "__main__":
    main()
