"""The arranger: a plan and lyrics become a complete score."""

from dataclasses import replace

from generator.studio.orchestra.instruments import ORCHESTRA
from generator.studio.reading.lyrics import Line, Lyrics
from generator.studio.reading.plan import Plan
from generator.studio.writing import band, drummer, form, harmony, melody
from generator.studio.writing.grooves import GROOVES
from generator.studio.writing.score import Clock, Note, Part, Passage, Score, Span, Sung

UNSUNG = "The prompt asks for an instrumental, so no words are sung."


def compose(plan: Plan, words: Lyrics) -> Score:
    """Write the song. Equal plans and lyrics give equal scores."""
    stanzas = list(words.stanzas)
    worded = any(stanza.lines for stanza in stanzas)
    plan = plan if worded else replace(plan, voice=None)
    laid = form.lay_out(plan, stanzas)
    passages = laid.passages
    chords = harmony.harmonise(plan, passages)
    tune = melody.compose(plan, passages, chords)
    lines = melody.lines(passages, tune) if plan.voice else {}
    end = float((passages[-1].bar + passages[-1].bars) * plan.metre.steps)
    calm = plan.energy < 0.55
    slowing = float(plan.metre.steps) if calm and plan.genre.form != "club" else 0.0
    missing = UNSUNG if worded and plan.voice is None else laid.left_out
    return Score(
        plan=plan,
        passages=passages,
        chords=chords,
        tune=tune,
        parts=_parts(plan, passages, chords, tune, lines),
        strokes=drummer.play(plan, passages),
        clock=Clock(plan, end=end, slowing=slowing),
        tail=3.2 if calm else 2.2,
        lines=lines,
        left_out=(*words.left_out, missing) if missing else words.left_out,
    )


def _parts(
    plan: Plan,
    passages: list[Passage],
    chords: list[Span],
    tune: list[Sung],
    lines: dict[int, Line],
) -> list[Part]:
    """Every player that the plan has a chair for; the lead plays what nobody sings."""
    lead, solo = _tune(passages, [sung for sung in tune if sung.line not in lines], plan)
    melody = [sung.note for sung in tune]
    if lines:
        lead = sorted(
            lead + band.answers(plan, passages, chords, melody, "lead"), key=lambda n: n.start
        )
    notes = {
        "bass": lambda: band.bass(plan, passages, chords),
        "chords": lambda: band.comping(plan, passages, chords),
        "riff": lambda: band.riff(plan, passages, chords),
        "pad": lambda: band.pad(plan, passages, chords),
        "counter": lambda: band.answers(plan, passages, chords, melody, "counter"),
        "lead": lambda: lead,
        "solo": lambda: solo,
    }
    parts = [
        Part(role, plan.band[role], _humanly(plan, role, notes[role]()))
        for role in notes
        if role in plan.band
    ]
    return [part for part in parts if part.notes]


def _humanly(plan: Plan, role: str, notes: list[Note]) -> list[Note]:
    """Nobody strikes twice with the same strength; machines nearly do."""
    spread = 0.02 if GROOVES[plan.genre.groove].tight else 0.06
    loud = plan.dice("human", role).normal(1, spread, len(notes)).clip(0.8, 1.15)
    return [
        replace(note, strength=float(min(1.0, note.strength * by)))
        for note, by in zip(notes, loud, strict=True)
    ]


def _tune(passages: list[Passage], tune: list[Sung], plan: Plan) -> tuple[list[Note], list[Note]]:
    """The tune on the lead instrument; solos and the like on another, when there is one."""
    alone = {"solo", "inst", "interlude"} if "solo" in plan.band else set()
    lead: list[Note] = []
    solo: list[Note] = []
    for sung in tune:
        passage = band.passage_at(passages, int(sung.note.start) // plan.metre.steps)
        (solo if passage.kind in alone else lead).append(sung.note)
    return _in_range(lead, plan.band.get("lead", "")), _in_range(solo, plan.band.get("solo", ""))


def _in_range(tune: list[Note], player: str) -> list[Note]:
    """The whole tune by octaves to where the instrument sings above the chords."""
    if not tune or player not in ORCHESTRA:
        return tune
    instrument = ORCHESTRA[player]
    low, high = min(note.pitch for note in tune), max(note.pitch for note in tune)
    reach = [up for up in (12, 24, 0, -12) if low + up >= instrument.low]
    fits = [up for up in reach if high + up <= instrument.high]
    up = next(iter(fits or reach), 0)
    return [replace(note, pitch=note.pitch + up) for note in tune]
