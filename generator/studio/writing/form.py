"""The form: which sections, how many bars each, how full each is played, and in which key."""

from dataclasses import dataclass, replace

import numpy as np

from generator.studio.reading.lyrics import Line, Stanza
from generator.studio.reading.plan import Plan
from generator.studio.writing import rhythm
from generator.studio.writing.pitches import spoken
from generator.studio.writing.score import Passage, Phrase

LONGEST = 234.0
SHORTEST = 46.0
WORDLESS = 91.0
"""Seconds: the bounds of a song (before its last chord rings out), and of one without words."""

FORMS: dict[str, list[tuple[str, int]]] = {
    "song": [("intro", 4), ("verse", 8), ("prechorus", 4), ("chorus", 8), ("verse", 8),
             ("chorus", 8), ("outro", 4)],
    "club": [("intro", 8), ("verse", 8), ("build", 4), ("chorus", 8), ("break", 4), ("build", 4),
             ("chorus", 8), ("outro", 4)],
    "standard": [("intro", 4), ("verse", 8), ("chorus", 8), ("verse", 8), ("solo", 8),
                 ("chorus", 8), ("outro", 4)],
    "blues": [("intro", 4), ("verse", 12), ("solo", 12), ("verse", 12), ("outro", 4)],
    "slow": [("intro", 4), ("verse", 8), ("chorus", 8), ("interlude", 4), ("chorus", 8),
             ("outro", 4)],
    "cinema": [("intro", 4), ("verse", 8), ("build", 4), ("chorus", 8), ("bridge", 4),
               ("build", 4), ("chorus", 8), ("outro", 4)],
}  # fmt: skip

SPARE = ("prechorus", "interlude", "bridge", "solo", "break", "build")
"""What goes first when a wordless form grows too long."""

BARS = {"intro": 4, "outro": 4, "break": 4, "build": 4, "interlude": 4, "transition": 2,
        "prechorus": 4, "postchorus": 4, "bridge": 8}  # fmt: skip

FULL = {"intro": 0.36, "verse": 0.50, "prechorus": 0.64, "chorus": 0.92, "postchorus": 0.88,
        "hook": 0.90, "bridge": 0.48, "break": 0.20, "build": 0.55, "inst": 0.74, "solo": 0.82,
        "interlude": 0.44, "transition": 0.40, "outro": 0.42}  # fmt: skip

LEAN = 0.36
"""How much fuller the most energetic song is than the calmest."""

NAMES = {"prechorus": "Pre-Chorus", "postchorus": "Post-Chorus", "build": "Build Up",
         "inst": "Instrumental"}  # fmt: skip

LIFTED = ("pop", "ballad", "country", "soul", "disco", "rock")
"""Where a last chorus may move up into another key."""

SIZES = (1, 2, 4, 6, 8)
"""Bars that a line may take."""

REST = 4.5
"""Seconds that the singer of a calm song leaves to the band after every second line."""


@dataclass(frozen=True)
class Form:
    """The passages in order, and a sentence on the lines that found no room ("" if all did)."""

    passages: list[Passage]
    left_out: str


def lay_out(plan: Plan, stanzas: list[Stanza]) -> Form:
    """All passages in order, within the bounds of a song."""
    if any(stanza.lines for stanza in stanzas):
        return _worded(plan, stanzas)
    if stanzas:
        raw = _framed([_wordless(plan, stanza.kind, stanza.label) for stanza in stanzas], plan)
        raw = _long_enough(raw, plan)
    else:
        raw = _instrumental(plan)
    return Form(_numbered(_short_enough(raw, plan), plan), "")


def _worded(plan: Plan, stanzas: list[Stanza]) -> Form:
    """Words come first: when they are many, the band plays less between them, then they run.

    Where they are few in a calm song, they take their time (a haste of -1).
    """
    for haste in range(-1 if plan.relaxed else 0, 3):
        raw = _framed([_sung(plan, stanza, haste) for stanza in stanzas], plan)
        if haste > 0:
            raw = [p if p.phrases else _shortened(p, 2) for p in raw]
        if _length(raw, plan) <= LONGEST:
            break
    kept = _short_enough(_long_enough(raw, plan), plan)
    return Form(_numbered(kept, plan), _unsung(stanzas, kept))


def _unsung(stanzas: list[Stanza], kept: list[Passage]) -> str:
    """A sentence on the phrases at the end that found no room ("" when all did)."""
    wanted = [line for stanza in stanzas for line in stanza.lines]
    missing = wanted[sum(len(passage.phrases) for passage in kept) :]
    if not missing:
        return ""
    if len(missing) == 1:
        return f"The last phrase, “{missing[0].text}”, did not fit into 4 minutes."
    many = len(missing)
    return f"The last {many} phrases, from “{missing[0].text}” on, did not fit into 4 minutes."


def _wordless(plan: Plan, kind: str, label: str = "", bars: int = 0) -> Passage:
    bars = bars or BARS.get(kind, 8)
    if plan.genre.form == "blues" and kind in {"verse", "chorus", "solo", "inst"}:
        bars = 12
    if plan.bar > 2.7 and bars >= 4:
        bars //= 2
    elif plan.bar < 1.5 and kind in {"chorus", "solo", "inst"}:
        bars *= 2
    return Passage(kind, label or NAMES.get(kind, kind.title()), 0, bars, (), 0, 0.0)


def _bars_for(line: Line, plan: Plan, kind: str, haste: int) -> int:
    """Bars for a line at a singer's pace, with a breath after it; `haste` 0..2 quickens it."""
    rapped = spoken(plan, Passage(kind, "", 0, 0, (), 0, 0.0))
    calm = -min(plan.drive, 0)
    usual = 0.17 + 0.2 * calm if rapped else 0.36 - 0.12 * plan.energy + 0.18 * calm
    pace = (usual, 0.8 * usual, rhythm.QUICKEST)[max(haste, 0)]
    needed = rhythm.wanted(plan, line, pace, rapped) / plan.metre.steps
    return next((bars for bars in SIZES if 1.06 * bars >= needed), SIZES[-1])


def _sung(plan: Plan, stanza: Stanza, haste: int) -> Passage:
    """A stanza: its lines take equal bars, as many as most of them need."""
    if not stanza.lines:
        return _wordless(plan, stanza.kind, stanza.label)
    needs = [_bars_for(line, plan, stanza.kind, haste) for line in stanza.lines]
    usual = sorted(needs)[len(needs) // 2] if haste < 2 else 1
    phrases, bar = [], 0
    for number, (line, need) in enumerate(zip(stanza.lines, needs, strict=True), start=1):
        bars = max(usual, need)
        phrases.append(Phrase(line, bar, bars))
        bar += bars
        if haste < 0 and (number % 2 == 0 or number == len(needs)):
            bar += _rest(plan)
    whole = 4 if bar > 2 and plan.bar < 2.7 else 2
    if plan.genre.form == "blues" and bar > 8:
        whole = 12
    padding = -bar % whole if haste <= 0 else 0
    return Passage(stanza.kind, stanza.label, 0, bar + padding, tuple(phrases), 0, 0.0)


def _rest(plan: Plan) -> int:
    """Bars of about a rest: one, two or four."""
    return min((1, 2, 4), key=lambda bars: abs(np.log2(bars * plan.bar / REST)))


def _framed(passages: list[Passage], plan: Plan) -> list[Passage]:
    """A song begins and ends, whatever the lyrics say."""
    if passages[0].kind != "intro":
        passages = [_wordless(plan, "intro"), *passages]
    if passages[-1].kind != "outro":
        passages = [*passages, _wordless(plan, "outro")]
    return passages


def _length(passages: list[Passage], plan: Plan) -> float:
    return sum(passage.bars for passage in passages) * plan.bar


def _long_enough(passages: list[Passage], plan: Plan) -> list[Passage]:
    """A few lines alone are no song: play on, and bring back the best stanza."""
    sung = [passage for passage in passages if passage.phrases] or passages[1:-1] or passages
    best = next((p for p in sung if p.kind in {"chorus", "hook"}), sung[-1])
    while _length(passages, plan) < SHORTEST:
        passages = [*passages[:-1], _wordless(plan, "inst"), best, passages[-1]]
    return passages


def _short_enough(passages: list[Passage], plan: Plan) -> list[Passage]:
    """What fits: the sections from the beginning, and always the end."""
    if _length(passages, plan) <= LONGEST:
        return passages
    kept, end = list[Passage](), passages[-1]
    if end.phrases or _length([end], plan) > 12:
        passages, end = [*passages, end], _wordless(plan, "outro", bars=2)
    room = LONGEST - _length([end], plan)
    for passage in passages[:-1]:
        spare = int((room - _length(kept, plan)) // plan.bar)
        if spare < passage.bars:
            cut = _shortened(passage, spare)
            kept += [cut] if cut.phrases else []
            break
        kept.append(passage)
    return [*kept, end]


def _shortened(passage: Passage, bars: int) -> Passage:
    """Its first bars, up to the last whole line in them."""
    inside = tuple(p for p in passage.phrases if p.bar + p.bars <= bars)
    if inside:
        bars = inside[-1].bar + inside[-1].bars
    return replace(passage, bars=min(bars, passage.bars), phrases=inside)


def _instrumental(plan: Plan) -> list[Passage]:
    form = FORMS[plan.genre.form]
    passages = [_wordless(plan, kind, bars=bars) for kind, bars in form]
    for kind in SPARE:
        number = next((i for i, p in enumerate(passages) if p.kind == kind), 0)
        if _length(passages, plan) > WORDLESS and number:
            del passages[number]
    second = [i for i, p in enumerate(passages) if p.kind == "verse"][1:]
    if _length(passages, plan) > WORDLESS and second:
        del passages[second[0]]
    while _length(passages, plan) < 58:
        passages = [*passages[:-1], _wordless(plan, "solo"), *passages[-2:]]
    return passages


def _numbered(passages: list[Passage], plan: Plan) -> list[Passage]:
    """Give each its first bar, its number among its kind, and how full it is played."""
    seen: dict[str, int] = {}
    choruses = [i for i, p in enumerate(passages) if p.kind in {"chorus", "hook"}]
    rise = _rise(plan, passages, choruses)
    placed, bar = [], 0
    for i, passage in enumerate(passages):
        nth = seen.get(passage.kind, 0)
        seen[passage.kind] = nth + 1
        # What comes back comes back fuller, a second verse above all.
        again = min(nth, 2) * (0.09 if passage.kind == "verse" else 0.05)
        full = FULL[passage.kind] + (plan.energy - 0.5) * LEAN + again
        if choruses and i == choruses[-1]:
            full += 0.08
        # Calm songs breathe between their sections, energetic ones keep going.
        full = 0.9 + (full - 0.9) * (1.3 - 0.6 * plan.energy)
        full = min(1.0, max(0.08, full))
        last = i == len(passages) - 1
        lift = rise if rise and i >= choruses[-1] else 0
        placed.append(replace(passage, bar=bar, nth=nth, full=full, last=last, lift=lift))
        bar += passage.bars
    return placed


def _rise(plan: Plan, passages: list[Passage], choruses: list[int]) -> int:
    """Semitones that the last chorus goes up: now and then, when it was heard twice before.

    Or once, where a bridge leads into it.
    """
    bridged = len(choruses) == 2 and passages[choruses[-1] - 1].kind == "bridge"
    dice = plan.dice("lift")
    if plan.genre.name not in LIFTED or not (len(choruses) > 2 or bridged):
        return 0
    return int(dice.integers(1, 3)) if dice.random() < 0.45 else 0
