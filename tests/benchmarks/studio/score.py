"""How words are set and how takes differ: `python -m tests.benchmarks.studio.score`.

Nothing is played, so it takes a minute. The lyrics below were not used while the rules were tuned.
It prints, for each genre, over all lyrics and two seeds:

- `beat`: per cent of stressed syllables that fall on a strong beat. The reader's phonemic stress
  says which are stressed. A strong beat is a beat as written (a quarter; a dotted quarter in 6/8).
  Where that lasts longer than `rhythm.SLOW_BEAT` (0.75 s; 0.6 s in rapped verses), so that a
  listener counts eighths, it is an eighth. Nothing else counts: no syncopation, no near miss.
- `weak`: the same for unstressed syllables, for comparison: setting everything on beats would
  make both 100.
- `held`: syllables inside a phrase that last longer than 1.5 s.
- `rate`: the fastest phrase, in syllables a second from its first onset to its last.
- `breath`: per cent of phrases with at least 0.2 s of silence before the next.
- `tail`: per cent of phrases whose last syllable lasts longer than all the others together.
- `out`: notes outside the singer's range, and notes of the lead while somebody sings.
- `takes`: the edit distance between the tunes of two seeds, as intervals, divided by the longer;
  1 is nothing in common. The forms and the words of the two must be equal.
"""

import argparse
from collections.abc import Iterator
from itertools import groupby, pairwise

import numpy as np

from generator.studio import Brief, engine
from generator.studio.reading.genres import GENRES
from generator.studio.writing import pitches, rhythm
from generator.studio.writing.score import Score, Sung

LYRICS = (
    """[Verse 1]
There's a bicycle leaning on Hannah's front gate
And the kitchen is humming the news
Every morning she hurries, she's always too late
With the laces undone on her shoes
[Chorus]
Slow down, darling, the river will wait
Nobody's counting the time
Slow down, darling, it's never too late
For a cup and a story and rhyme
[Verse 2]
All the neighbours are painting their windows again
In a yellow as bright as a bell
And the postman is dancing his way through the rain
With a secret he's longing to tell
[Chorus]
Slow down, darling, the river will wait
Nobody's counting the time
Slow down, darling, it's never too late
For a cup and a story and rhyme""",
    """[Verse]
Concrete towers, copper sky
Satellites are floating by
I was born on the seventh floor
Where the elevator doesn't work anymore
[Pre-Chorus]
Higher, higher
Pull me through the wire
[Chorus]
We are electric tonight
Burning like a neon sign
Nothing can turn off the light
Long as your hand is in mine
[Bridge]
Whisper it, shout it, say it again
[Chorus]
We are electric tonight
Burning like a neon sign
Nothing can turn off the light
Long as your hand is in mine""",
    """My grandfather's violin lies in its case
The strings have gone silent and grey
He carried it once over mountains and snow
And taught me the one song he'd play

Remember me, remember me
When winter has covered the hill
Remember me, remember me
The music is travelling still

Tonight I will open the window and try
My fingers are clumsy and cold
But somewhere a melody finds its way home
As stubborn as stories we told

Remember me, remember me
When winter has covered the hill
Remember me, remember me
The music is travelling still""",
    """[Verse 1]
Monday I'm broke and Tuesday I'm late
Wednesday the landlord is banging the gate
Got seven odd dollars, a hole in my sleeve
A ticket to nowhere and no way to leave
[Hook]
Keep it moving, keep it moving
Even when you're losing, keep it moving
[Verse 2]
Thursday my cousin came knocking with beer
Said brother, you know there is nothing left here
We loaded the station wagon at dawn
The radio playing, the heater was gone
[Hook]
Keep it moving, keep it moving
Even when you're losing, keep it moving""",
)

MOODS = ("{}", "slow sad {}", "happy fast {}")


def songs(genre: str, seed: int, few: bool) -> Iterator[Score]:
    """The genre's songs for one seed."""
    for mood in MOODS[:1] if few else MOODS:
        for lyrics in LYRICS:
            yield engine.write(Brief(f"{mood.format(genre)} with vocals", lyrics, seed=seed))


def phrases(score: Score) -> list[list[Sung]]:
    """The notes of each phrase that has words."""
    sung = [note for note in score.tune if note.line in score.lines]
    return [list(notes) for _, notes in groupby(sung, key=lambda note: note.line)]


def starts(score: Score, phrase: list[Sung]) -> list[float]:
    """Seconds at which its syllables begin."""
    return [score.clock.seconds(sung.note.start) for sung in phrase if not sung.slur]


def end(score: Score, phrase: list[Sung]) -> float:
    """Seconds at which it ends."""
    return score.clock.seconds(phrase[-1].note.start + phrase[-1].note.length)


def on_beat(score: Score, *, stressed: bool) -> list[bool]:
    """For each syllable that is (or is not) stressed, whether it falls on a strong beat."""
    steps = score.plan.metre.steps
    found = []
    for phrase in phrases(score):
        first = phrase[-1].note.start
        passage = next(p for p in reversed(score.passages) if p.bar * steps <= first)
        rapped = pitches.spoken(score.plan, passage)
        found += [
            rhythm.is_strong(score.plan, sung.note.start, rapped)
            for sung in phrase
            if not sung.slur and sung.syllable and sung.syllable.stressed == stressed
        ]
    return found


def held(score: Score) -> int:
    """Syllables inside a phrase that last longer than 1.5 s."""
    gaps = [b - a for phrase in phrases(score) for a, b in pairwise(starts(score, phrase))]
    return sum(gap > 1.5 for gap in gaps)


def rate(score: Score) -> float:
    """Syllables a second in the fastest phrase."""
    placed = [starts(score, phrase) for phrase in phrases(score)]
    return max((len(at) - 1) / (at[-1] - at[0]) for at in placed if len(at) > 3)


def breaths(score: Score) -> list[bool]:
    """For each phrase but the last, whether there is time to breathe after it."""
    return [
        score.clock.seconds(later[0].note.start) - end(score, phrase) >= 0.2
        for phrase, later in pairwise(phrases(score))
    ]


def tails(score: Score) -> list[bool]:
    """For each phrase of more than three syllables, whether its last outlasts the others."""
    found = []
    for phrase in phrases(score):
        at = starts(score, phrase)
        if len(at) > 3:
            found.append(end(score, phrase) - at[-1] > at[-1] - at[0])
    return found


def strays(score: Score) -> int:
    """Notes no singer of this voice reaches, and notes of the lead over the words."""
    voice = score.plan.voice
    notes = [sung.note for phrase in phrases(score) for sung in phrase]
    high = sum(not voice.low <= note.pitch <= voice.high for note in notes) if voice else 0
    busy = [(p[0].note.start, p[-1].note.start + p[-1].note.length) for p in phrases(score)]
    lead = [note for part in score.parts if part.role in {"lead", "solo"} for note in part.notes]
    return high + sum(any(a < n.start + n.length and n.start < b for a, b in busy) for n in lead)


def distance(one: list[int], other: list[int]) -> float:
    """Levenshtein's, divided by the longer's length."""
    row = np.arange(len(other) + 1)
    for i, item in enumerate(one, start=1):
        swapped = row[:-1] + (np.array(other) != item)
        best = np.concatenate([[i], np.minimum(swapped, row[1:] + 1)])
        row = np.minimum.accumulate(best - np.arange(len(best))) + np.arange(len(best))
    return float(row[-1] / max(len(one), len(other), 1))


def intervals(score: Score) -> list[int]:
    """From each note of the sung tune to the next, in semitones."""
    notes = [sung.note.pitch for phrase in phrases(score) for sung in phrase]
    return [b - a for a, b in pairwise(notes)]


def shape(score: Score) -> list[object]:
    """What two takes have in common: sections and words."""
    words = [line.text for _, line in sorted(score.lines.items())]
    return [*(passage.name for passage in score.passages), *words]


def main() -> None:
    """One line for each genre, then all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--few", action="store_true", help="plain prompts only")
    few = parser.parse_args().few
    print(f"{'genre':14} {'beat':>6} {'weak':>6} {'held':>5} {'rate':>5} {'breath':>7} {'tail':>6}"
          f" {'out':>4} {'takes':>6} {'words a s':>9}")  # fmt: skip
    beats, takes = list[float](), list[float]()
    for genre in GENRES:
        one, other = list(songs(genre, 11, few)), list(songs(genre, 12, few))
        both = one + other
        for a, b in zip(one, other, strict=True):
            if shape(a) != shape(b):
                raise SystemExit(f"{genre}: two takes differ in form or words")
        takes.append(
            min(distance(intervals(a), intervals(b)) for a, b in zip(one, other, strict=True))
        )
        beats.append(100 * float(np.mean([x for s in both for x in on_beat(s, stressed=True)])))
        weak = 100 * np.mean([x for s in both for x in on_beat(s, stressed=False)])
        syllables = sum(not n.slur for s in both for p in phrases(s) for n in p)
        sounding = sum(end(s, p) - starts(s, p)[0] for s in both for p in phrases(s))
        print(
            f"{genre:14} {beats[-1]:6.1f} {weak:6.1f} {sum(map(held, both)):5}"
            f" {max(map(rate, both)):5.1f} {100 * np.mean(sum(map(breaths, both), [])):7.1f}"
            f" {100 * np.mean(sum(map(tails, both), [])):6.1f} {sum(map(strays, both)):4}"
            f" {takes[-1]:6.2f} {syllables / sounding:9.2f}",
            flush=True,
        )
    print(f"stressed on strong beats: lowest {min(beats):.1f} %, mean {np.mean(beats):.1f} %")
    print(f"two takes: nearest {min(takes):.2f}, mean of the nearest {np.mean(takes):.2f}")


if __name__ == "__main__":
    main()
