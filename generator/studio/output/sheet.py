"""The chord sheet: chords above the words, as ChordPro text (https://www.chordpro.org/chordpro/)."""

from generator.studio.reading import spelling
from generator.studio.reading.lyrics import Line
from generator.studio.writing import harmony
from generator.studio.writing.score import Passage, Score, Span, Sung

ENVIRONMENTS = {"verse": "verse", "chorus": "chorus", "hook": "chorus", "bridge": "bridge"}
"""Kinds of passages that ChordPro has an environment for; others get their name as a comment."""

BARS_A_LINE = 4


def written(score: Score, title: str) -> str:
    """The whole sheet: title, key, tempo, metre, then every section with its chords."""
    plan = score.plan
    key = spelling.key_name(plan.key, plan.mode)
    head = [
        f"{{title: {_plain(title)}}}",
        f"{{key: {key.removesuffix(' major').replace(' minor', 'm')}}}",
        f"{{tempo: {plan.tempo:g}}}",
        f"{{time: {plan.metre.name}}}",
    ]
    sung: dict[int, list[Sung]] = {}
    for one in score.tune:
        if one.line in score.lines and one.syllable and not one.slur:
            sung.setdefault(one.line, []).append(one)
    for passage in score.passages:
        head += ["", *_section(score, passage, sung)]
    return "\n".join(head) + "\n"


def _section(score: Score, passage: Passage, sung: dict[int, list[Sung]]) -> list[str]:
    name, environment = _plain(passage.name), ENVIRONMENTS.get(passage.kind)
    steps = score.plan.metre.steps
    start, end = passage.bar * steps, (passage.bar + passage.bars) * steps
    spans = [span for span in score.chords if start <= span.start < end]
    lines = {number: notes for number, notes in sung.items() if start <= notes[-1].note.start < end}
    body = _sung(score, passage, spans, lines) if lines else _played(score, passage, spans)
    if environment and lines:
        return [f"{{start_of_{environment}: {name}}}", *body, f"{{end_of_{environment}}}"]
    return [f"{{comment: {name}}}", *body]


def _played(score: Score, passage: Passage, spans: list[Span]) -> list[str]:
    """Chords alone, four bars to a line."""
    steps = score.plan.metre.steps * BARS_A_LINE
    rows: dict[int, list[str]] = {}
    for span in spans:
        row = rows.setdefault((span.start - passage.bar * score.plan.metre.steps) // steps, [])
        row.append(_chord(score, passage, span))
    return [" ".join(row) for row in rows.values()]


def _sung(
    score: Score, passage: Passage, spans: list[Span], lines: dict[int, list[Sung]]
) -> list[str]:
    """Each line with every chord before the syllable that it falls on, or after the last."""
    # A chord half a bar before a line begins is that line's, not the end of the one before.
    early = score.plan.metre.steps / 2
    begins = [notes[0].note.start - early for notes in lines.values()]
    rows = []
    for i, (number, notes) in enumerate(lines.items()):
        low = begins[i] if i else float("-inf")
        high = begins[i + 1] if i + 1 < len(begins) else float("inf")
        here = [span for span in spans if low <= span.start < high]
        rows.append(_line(score, passage, score.lines[number], notes, here))
    return rows


def _line(score: Score, passage: Passage, line: Line, notes: list[Sung], spans: list[Span]) -> str:
    """Chords go in from the right, so that the places to their left stay where they are."""
    text, places = _plain(line.text), _places(line, notes)
    for span in reversed(spans):
        chord = _chord(score, passage, span)
        after = [p for p, one in zip(places, notes, strict=True) if one.note.start > span.start - 1]
        if after:
            text = text[: after[0]] + chord + text[after[0] :]
        else:
            text += f" {chord}"
    return text


def _places(line: Line, notes: list[Sung]) -> list[int]:
    """Where in the line's text the syllable of each note begins; even parts of a word."""
    starts, place = [], 0
    for word in line.words:
        place = max(place, line.text.find(word, place))
        starts.append(place)
        place += len(word)
    numbers = [one.syllable.word if one.syllable else 0 for one in notes]
    found = []
    for i, number in enumerate(numbers):
        nth, many = i - numbers.index(number), numbers.count(number)
        inside = round(nth * len(line.words[number]) / many) if number < len(line.words) else 0
        found.append((starts[number] if number < len(starts) else len(line.text)) + inside)
    return found


def _chord(score: Score, passage: Passage, span: Span) -> str:
    plan = score.plan
    return f"[{harmony.chord_name(span.chord, plan.key + passage.lift, plan.mode)}]"


def _plain(text: str) -> str:
    """Without the signs that mean something in ChordPro, and as long as before."""
    return text.translate(str.maketrans("[]{}#\n\r", "()()♯  "))
