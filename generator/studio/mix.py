"""The mixing desk: each bus played, coloured, set to its level, and added; then the hall."""

from collections.abc import Callable

import numpy as np

from generator.studio import effects, loudness, play
from generator.studio.instruments import ORCHESTRA
from generator.studio.samples import RATE, Samples
from generator.studio.score import Part, Passage, Score

Progress = Callable[[str, float], None]
"""(stage in words, share of the mixing done 0..1)."""

LEVELS = {"drums": -1.5, "bass": -4.0, "chords": -6.5, "riff": -10.5, "pad": -11.5,
          "lead": 0.0, "solo": 0.0, "counter": -7.5}  # fmt: skip
"""Loudness of each bus while it plays, dB against the lead."""

SENDS = {"drums": 0.10, "bass": 0.0, "chords": 0.22, "riff": 0.30, "pad": 0.35, "lead": 0.28,
         "solo": 0.30, "counter": 0.35}  # fmt: skip

CORNERS = {"bass": 32.0, "chords": 130.0, "riff": 220.0, "pad": 180.0, "lead": 180.0,
           "solo": 180.0, "counter": 220.0}  # fmt: skip
"""Hz below which a bus leaves room for kick and bass."""

SIDES = {"riff": 0.30, "counter": -0.30, "chords": -0.10, "pad": 0.0}

STAGES = {"drums": "Playing the drums", "bass": "Playing the bass", "chords": "Playing the chords",
          "riff": "Playing the riff", "pad": "Laying the pads", "lead": "Playing the melody",
          "solo": "Playing the solo", "counter": "Answering the melody"}  # fmt: skip


def down(score: Score, progress: Progress) -> Samples:
    """The stereo mix (2, count) at the engine's rate, not yet mastered."""
    plan, genre = score.plan, score.plan.genre
    count = int(score.seconds * RATE)
    total = np.zeros((2, count), dtype=np.float32)
    hall = np.zeros(count, dtype=np.float32)
    jobs = len(score.parts) + 2
    progress(STAGES["drums"], 0.0)
    kicks = _drums(score, total, hall)
    duck = effects.ducking(count, kicks, genre.pump, min(0.3, 0.9 * plan.step * plan.metre.pulse))
    for done, part in enumerate(score.parts, start=1):
        progress(STAGES[part.role], done / jobs)
        _mix(part, score, total, hall, duck)
    progress("Mixing", (jobs - 1) / jobs)
    wet = effects.reverb(hall, genre.reverb, plan.bright)
    total += wet
    if genre.dust:
        total += effects.dust(count, plan.seed % 2**32) * np.float32(0.02 * genre.dust)
    _ride(score, total)
    progress("Mixing", 1.0)
    return total


def _drums(score: Score, total: Samples, hall: Samples) -> Samples:
    bus, kicks = play.drums(score, total.shape[1])
    if len(score.strokes):
        bus *= np.float32(_gain(score, "drums", bus))
        total += bus
        hall += bus.mean(axis=0) * np.float32(SENDS["drums"])
    return kicks


def _gain(score: Score, role: str, bus: Samples) -> float:
    """Bring a bus to its level: the loudness of the part of the song in which it plays."""
    plan = score.plan
    wanted = LEVELS[role] + plan.genre.levels.get(role, 0.0)
    if role == "drums":
        wanted += 5 * (plan.energy - 0.6)
    tenths = loudness.energies(bus, RATE)
    return float(10 ** ((wanted - 20 - loudness.gated(tenths)) / 20))


def _mix(part: Part, score: Score, total: Samples, hall: Samples, duck: Samples) -> None:
    """Play one part and add it to the mix and to what the hall hears."""
    plan = score.plan
    bus = _coloured(part, score, total.shape[1])
    bus *= np.float32(_gain(score, part.role, bus))
    if plan.genre.pump and part.role not in {"lead", "solo"}:
        bus *= duck
    side = SIDES.get(part.role, 0.0)
    send = SENDS[part.role] * (0.7 + 0.15 * plan.genre.reverb)
    bus[0] *= np.float32(np.sqrt(1 - side))
    bus[1] *= np.float32(np.sqrt(1 + side))
    total += bus
    if send:
        hall += bus.mean(axis=0) * np.float32(send)


def _coloured(part: Part, score: Score, count: int) -> Samples:
    """The bus with its amplifier, echo and equaliser."""
    plan = score.plan
    bus = play.part(part, score.clock, count, plan.seed % 1000)
    amp = ORCHESTRA[part.instrument].amp
    if amp:
        bus = effects.amplifier(bus, amp)
    if amp and part.role == "chords" or part.instrument in {"clean guitar", "steel guitar"}:
        effects.widen(bus)
    if part.role in {"lead", "solo", "riff"} and plan.genre.form in {"club", "song", "slow"}:
        effects.echo(bus, 3 * plan.step, 0.20)
    air = 2500 + 13_000 * plan.bright
    return effects.cut(bus, CORNERS[part.role], air if part.role != "bass" else 6000)


def _ride(score: Score, total: Samples) -> None:
    """The faders through the song: quiet passages stay quiet; calm songs breathe more."""
    reach = 8.0 - 3.5 * score.plan.genre.press
    places, gains = [], []
    for passage in score.passages:
        start, end = bounds(score, passage)
        gain = reach * (min(passage.full, 1.0) - 0.9)
        begin = gain - (2.5 if passage.kind in {"build", "prechorus"} else 0.0)
        places += [start + 0.02, max(start + 0.03, end - 0.02)]
        gains += [begin, gain]
    block = 512
    middles = (np.arange(-(-total.shape[1] // block)) + 0.5) * block / RATE
    curve = 10 ** (np.interp(middles, places, gains) / 20)
    fade = np.clip((score.seconds - middles) / min(score.tail, 2.0), 0, 1)
    curve *= np.where(middles > score.seconds - 2.0, np.sin(np.pi / 2 * fade), 1.0)
    for i, gain in enumerate(curve):
        total[:, i * block : (i + 1) * block] *= np.float32(gain)


def bounds(score: Score, passage: Passage) -> tuple[float, float]:
    """Seconds where a passage begins and ends."""
    steps = score.plan.metre.steps
    begin = score.clock.seconds(passage.bar * steps)
    return begin, score.clock.seconds((passage.bar + passage.bars) * steps)
