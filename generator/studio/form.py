"""The form: which sections, how many bars each, and how full each is played."""

from dataclasses import replace

from generator.studio.lyrics import Line, Stanza
from generator.studio.plan import Plan
from generator.studio.score import Passage, Phrase

LONGEST = 226.0
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

NAMES = {"prechorus": "Pre-Chorus", "postchorus": "Post-Chorus", "build": "Build Up",
         "inst": "Instrumental"}  # fmt: skip


def lay_out(plan: Plan, stanzas: list[Stanza]) -> list[Passage]:
    """All passages in order, within the bounds of a song."""
    if any(stanza.lines for stanza in stanzas):
        raw = _framed([_sung(plan, stanza) for stanza in stanzas], plan)
        raw = _long_enough(raw, plan)
    elif stanzas:
        raw = _framed([_wordless(plan, stanza.kind, stanza.label) for stanza in stanzas], plan)
        raw = _long_enough(raw, plan)
    else:
        raw = _instrumental(plan)
    return _numbered(_short_enough(raw, plan), plan)


def _wordless(plan: Plan, kind: str, label: str = "", bars: int = 0) -> Passage:
    bars = bars or BARS.get(kind, 8)
    if plan.genre.form == "blues" and kind in {"verse", "chorus", "solo", "inst"}:
        bars = 12
    if plan.bar > 2.7 and bars >= 4:
        bars //= 2
    elif plan.bar < 1.5 and kind in {"chorus", "solo", "inst"}:
        bars *= 2
    return Passage(kind, label or NAMES.get(kind, kind.title()), 0, bars, (), 0, 0.0)


def _bars_for(line: Line, plan: Plan) -> int:
    """Room for a line at a singer's pace (about 3 syllables a second), with a breath after it."""
    rapped = plan.genre.name in {"hip hop", "trap"}
    pace = 5.0 if rapped else 2.6 + 1.0 * plan.energy
    needed = len(line.syllables) / pace + min(0.9, 0.35 * plan.bar)
    return next((bars for bars in (1, 2, 4) if bars * plan.bar >= needed), 4)


def _sung(plan: Plan, stanza: Stanza) -> Passage:
    """A stanza: its lines take equal bars, as many as most of them need."""
    if not stanza.lines:
        return _wordless(plan, stanza.kind, stanza.label)
    needs = sorted(_bars_for(line, plan) for line in stanza.lines)
    usual = needs[len(needs) // 2]
    phrases, bar = [], 0
    for line in stanza.lines:
        bars = max(usual, _bars_for(line, plan))
        phrases.append(Phrase(line, bar, bars))
        bar += bars
    whole = 4 if bar > 2 and plan.bar < 2.7 else 2
    if plan.genre.form == "blues" and bar > 8:
        whole = 12
    return Passage(stanza.kind, stanza.label, 0, bar + (-bar) % whole, tuple(phrases), 0, 0.0)


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
    kept, end = list[Passage](), passages[-1]
    room = LONGEST - min(_length([end], plan), 40.0)
    for passage in passages[:-1]:
        if _length([*kept, passage], plan) > room:
            spare = int((room - _length(kept, plan)) // plan.bar)
            if spare >= 4:
                kept.append(_shortened(passage, spare - spare % 2))
            break
        kept.append(passage)
    return [*kept, _shortened(end, max(2, int(40.0 // plan.bar)))]


def _shortened(passage: Passage, bars: int) -> Passage:
    inside = tuple(p for p in passage.phrases if p.bar + p.bars <= bars)
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
    placed, bar = [], 0
    for i, passage in enumerate(passages):
        nth = seen.get(passage.kind, 0)
        seen[passage.kind] = nth + 1
        full = FULL[passage.kind] + (plan.energy - 0.5) * 0.22 + min(nth, 2) * 0.05
        if choruses and i == choruses[-1]:
            full += 0.08
        full = min(1.0, max(0.08, full))
        last = i == len(passages) - 1
        placed.append(replace(passage, bar=bar, nth=nth, full=full, last=last))
        bar += passage.bars
    return placed
