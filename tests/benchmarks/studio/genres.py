"""Can a listener tell the genres apart? `python -m tests.benchmarks.studio.genres [--few]`.

Songs with words, as people make them: every genre by its prompt, in many seeds; a verse and a
chorus of each text, about a minute of song. From the decoded MP3 alone come features; each song,
left out in turn, goes to the genre whose centre is nearest.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from multiprocessing import Pool

import numpy as np

from generator.studio import Brief, render
from generator.studio.mixing import loudness
from tests.benchmarks.studio import listening
from tests.benchmarks.studio.listening import FRAMES, Heard, Sound
from tests.benchmarks.studio.prompts import LYRICS, SONGS, Asked

SEEDS, FEW_SEEDS, FEW_GENRES = 10, 3, 8

PROCESSES = 2

LAGS = np.geomspace(12, 120, 24).astype(int)
"""Hundredths of a second in which a rhythm may come back."""


def main(arguments: Sequence[str]) -> None:
    """The share of songs that land in their genre, and what is taken for what."""
    few = "--few" in arguments
    songs = SONGS[:: len(SONGS) // FEW_GENRES] if few else SONGS
    jobs = [(asked, seed) for asked in songs for seed in range(FEW_SEEDS if few else SEEDS)]
    with Pool(PROCESSES) as pool:
        found = np.array(pool.map(_made, jobs, chunksize=1))
    names = [asked.genre for asked, _ in jobs]
    guesses = nearest(found, names)
    right = [guess == name for guess, name in zip(guesses, names, strict=True)]
    print(f"{len(songs)} genres, {len(jobs)} songs: {100 * np.mean(right):.1f} % in their own")
    print(f"(chance {100 / len(songs):.1f} %)")
    wrong = Counter(
        (name, guess) for name, guess in zip(names, guesses, strict=True) if name != guess
    )
    for (name, guess), times in wrong.most_common(15):
        print(f"  {name} taken for {guess}: {times}")


def _made(job: tuple[Asked, int]) -> Sound:
    """The features of one song; words and seed change together, as between people."""
    asked, seed = job
    brief = Brief(asked.prompt, _beginning(LYRICS[seed % len(LYRICS)]), seed=100 + seed)
    return features(listening.decode(render(brief, apart=False).mp3))


def _beginning(lyrics: str) -> str:
    """Its first stanza and its first chorus."""
    stanzas = [f"[{stanza}" for stanza in lyrics.split("[")[1:]]
    return stanzas[0] + next(stanza for stanza in stanzas if stanza.startswith("[Chorus"))


def features(heard: Heard) -> Sound:
    """Colour, movement, rhythm and loudness of a song, about eighty numbers."""
    loud = listening.bands(heard)
    rise = listening.onsets(heard)
    centred = rise - rise.mean()
    alike = [float(np.mean(centred[lag:] * centred[:-lag])) for lag in LAGS]
    rhythm = np.array(alike) / max(float(np.mean(centred**2)), 1e-9)
    side = heard.sound[0] - heard.sound[-1]
    tenths = loudness.energies(heard.sound, heard.rate)
    found = [
        np.median(loud, axis=0) - np.median(loud),
        loud.std(axis=0),
        rhythm,
        [
            listening.density(heard),
            listening.loudness_range(heard),
            float(np.log(np.mean(side**2) / np.mean(heard.sound**2) + 1e-4)),
            float(20 * np.log10(np.abs(heard.sound).max())),
            float(np.std(loudness.lufs(tenths))),
            float(np.percentile(rise, 99) / (rise.mean() + 1e-6)),
            float(np.log(listening.tempo(heard))),
            float(len(rise) / FRAMES / 60),
        ],
    ]
    return np.concatenate(found).astype(np.float32)


def nearest(found: Sound, names: list[str]) -> list[str]:
    """The genre of the nearest centre, by distance in standard deviations, without the song."""
    scaled = (found - found.mean(axis=0)) / (found.std(axis=0) + 1e-9)
    genres = sorted(set(names))
    guesses = []
    for i, one in enumerate(scaled):
        distances = []
        for genre in genres:
            others = [j for j, name in enumerate(names) if name == genre and j != i]
            distances.append(float(np.linalg.norm(one - scaled[others].mean(axis=0))))
        guesses.append(genres[int(np.argmin(distances))])
    return guesses


if __name__ == "__main__":
    main(sys.argv[1:])
