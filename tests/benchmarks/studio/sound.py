"""How songs measure: `python -m tests.benchmarks.studio.sound [--few]`.

For every genre, with words, decoded from the MP3: loudness, true peak, clipped samples, and how far
the voice stands above the band. Then other bitrates, tempi found, and calm against energetic.
"""

import sys
from collections.abc import Sequence

from generator.studio import Brief, Rendered, render
from generator.studio.mixing import loudness
from tests.benchmarks.studio import listening
from tests.benchmarks.studio.prompts import CALM_AND_ENERGETIC, DRUMMED, HARVEST, SONGS

FORMATS = ((32_000, 16_000), (60_000, 24_000), (64_000, 32_000), (128_000, 44_100),
           (192_000, 48_000), (320_000, 44_100))  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """All tables; a quarter of each with `--few`."""
    step = 4 if "--few" in arguments else 1
    _genres(step)
    _formats(step)
    _tempi(step)
    _moods(step)


def _genres(step: int) -> None:
    print(f"{'genre':14} {'LUFS':>7} {'dBTP':>6} {'clipped':>8} {'voice over band':>16}")
    within, over = 0, []
    songs = SONGS[::step]
    for asked in songs:
        song = render(Brief(asked.prompt, asked.lyrics, seed=7))
        good, measured = _level(song)
        voice = listening.voice_over_backing(song)
        over.append(voice is not None and 0 <= voice <= 4)
        within += good
        print(f"{asked.genre:14} {measured} {_decibels(voice):>16}", flush=True)
    print(f"-14 +-0.5 LUFS, <= -1 dBTP, no clipped sample: {within} of {len(songs)}")
    print(f"voice 0 to +4 dB over the band: {sum(over)} of {len(songs)}")


def _level(song: Rendered) -> tuple[bool, str]:
    heard = listening.decode(song.mp3)
    lufs = loudness.integrated(heard.sound, heard.rate)
    peak, clipped = loudness.true_peak(heard.sound), listening.clipped(heard)
    good = abs(lufs + 14) <= 0.5 and peak <= -1 and not clipped
    return good, f"{lufs:7.2f} {peak:6.2f} {clipped:8}"


def _decibels(value: float | None) -> str:
    return "nobody sings" if value is None else f"{value:+.1f} dB"


def _formats(step: int) -> None:
    print(f"\n{'bitrate, sample rate':28} {'LUFS':>7} {'dBTP':>6} {'clipped':>8}")
    within, many = 0, 0
    for asked in SONGS[2::6][:: min(step, 2)]:
        for bitrate, sample_rate in FORMATS:
            brief = Brief(asked.prompt, bitrate=bitrate, sample_rate=sample_rate, seed=3)
            good, measured = _level(render(brief, apart=False))
            within, many = within + good, many + 1
            print(f"{asked.genre:14}{bitrate:7} {sample_rate:6} {measured}", flush=True)
    print(f"-14 +-0.5 LUFS, <= -1 dBTP, no clipped sample: {within} of {many}")


def _tempi(step: int) -> None:
    print("\ntempo asked, and found by autocorrelation of onsets (octaves forgiven)")
    right, many = 0, 0
    for number, (prompt, tempo) in enumerate(DRUMMED[::step]):
        lyrics = HARVEST if number % 2 else ""
        song = render(Brief(prompt, lyrics, seed=5), apart=False)
        found = listening.tempo(listening.decode(song.mp3))
        wrong = listening.wrong_by(found, tempo)
        right, many = right + (wrong <= 0.01), many + 1
        print(f"{prompt[:44]:44} {tempo:5.0f} {found:7.2f} {100 * wrong:5.2f} %", flush=True)
    print(f"within 1 %: {right} of {many}")


def _moods(step: int) -> None:
    print("\ncalm against energetic: loudness range in LU, onsets a second")
    ranges, densities = [], []
    for pair in CALM_AND_ENERGETIC[::step]:
        calm, lively = (
            listening.decode(render(Brief(prompt, HARVEST, seed=5), apart=False).mp3)
            for prompt in pair
        )
        quiet, even = listening.loudness_range(calm), listening.loudness_range(lively)
        sparse, dense = listening.density(calm), listening.density(lively)
        ranges.append(quiet - even)
        densities.append(dense / sparse)
        print(
            f"{pair[0][:44]:44} {quiet:4.1f} - {even:4.1f} = {ranges[-1]:4.1f} LU"
            f"   {dense:4.1f} / {sparse:4.1f} = {densities[-1]:3.1f}",
            flush=True,
        )
    print(f">= 3 LU: {sum(one >= 3 for one in ranges)} of {len(ranges)};"
          f" >= 2 times: {sum(one >= 2 for one in densities)} of {len(densities)}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
