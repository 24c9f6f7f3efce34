"""The mixing desk: each bus is played, coloured, set to its level, and put on its group's tape."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from generator.studio.mixing import effects, loudness, play, spectra, vocals
from generator.studio.mixing.tape import Tape
from generator.studio.orchestra.instruments import ORCHESTRA
from generator.studio.progress import Progress
from generator.studio.rendered import Word
from generator.studio.samples import RATE, Samples
from generator.studio.voice import singer
from generator.studio.writing.score import Part, Passage, Score

GROUPS = ("voice", "drums", "bass", "music")
"""The tapes of a song, and its stems."""

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

VOICE_OVER = 3.5
"""dB by which the voice is louder than everything else while it sings."""

ROOM_FOR_VOICE = (450.0, 4500.0)
"""Hz where words are understood, and where the band steps back while somebody sings."""

STEP_BACK = (0.75, 0.60)
"""Share of those frequencies that the band gives away under a voice: in the airiest song, whose
held chords cover most of a word, and in the densest, which lives by its wall of sound."""

PRESENT, NEAR = 1 / 30, 2
"""Of a voice's usual power: what still is singing. Tenths of a second before and after it that
belong to it: what is softest in a word needs the room most."""

COSTS = {"sing": 28.0, "drums": 2.0, "part": 3.5, "hall": 3.0, "balance": 5.0}
"""Milliseconds for each second of the song, or of singing (measured)."""


@dataclass
class Mix:
    """A song on tapes that run in step: added up they are the mix, not yet mastered."""

    tapes: dict[str, Tape]
    count: int
    words: list[Word] = field(default_factory=list)

    def whole(self) -> Samples:
        """All groups together, (2, count)."""
        total = np.zeros((2, self.count), dtype=np.float32)
        for tape in self.tapes.values():
            for start, piece in tape.pieces():
                total[:, start : start + piece.shape[1]] += piece
        return total


def cost(score: Score) -> float:
    """Milliseconds that mixing will take, roughly."""
    band = COSTS["drums"] + COSTS["part"] * len(score.parts) + COSTS["hall"]
    balance = COSTS["balance"] if score.lines else 0.0
    return (band + balance) * score.seconds + COSTS["sing"] * sung_seconds(score)


def sung_seconds(score: Score) -> float:
    """About how long somebody sings."""
    bars = sum(phrase.bars for passage in score.passages for phrase in passage.phrases)
    return bars * score.plan.bar if score.lines else 0.0


@contextmanager
def recorded(score: Score, folder: Path | None, progress: Progress) -> Iterator[Mix]:
    """The song on tapes in `folder`, which are gone afterwards."""
    count = int(score.seconds * RATE)
    with ExitStack() as stack:
        tapes = {group: stack.enter_context(Tape(folder, count)) for group in GROUPS}
        mix = Mix(tapes, count)
        desk = _Desk(score, mix, progress)
        desk.sing()
        desk.play()
        desk.add_hall()
        if score.lines:
            desk.set_voice()
        desk.fade_out()
        yield mix


class _Desk:
    """What the engineer keeps in hand while a song is recorded."""

    def __init__(self, score: Score, mix: Mix, progress: Progress) -> None:
        self.score = score
        self.mix = mix
        self.progress = progress
        self.hall = np.zeros(mix.count, dtype=np.float32)
        self.fader = fader(score)
        self.duck = np.ones_like(self.fader)

    def sing(self) -> None:
        """Record the singer, line by line, with a hall of their own: the stem is complete."""
        score, tape = self.score, self.mix.tapes["voice"]
        setting = vocals.booth(score.plan)
        each = COSTS["sing"] * sung_seconds(score) / max(1, len(score.lines))
        for number, line in enumerate(singer.sing(score)):
            self.progress.begin(f"Singing {name_at(score, line.start)}", each)
            vocals.record(line, setting, tape, self.hall)
            self.mix.words += [Word(*word, number) for word in line.words]
        if score.lines:
            self._reverberate("voice")

    def play(self) -> None:
        """The drums, then every other player."""
        score, plan = self.score, self.score.plan
        self.progress.begin(STAGES["drums"], COSTS["drums"] * score.seconds)
        bus, kicks = play.drums(score, self.mix.count)
        pump = min(0.3, 0.9 * plan.step * plan.metre.pulse)
        if len(score.strokes):
            self._record("drums", "drums", bus)
        self.duck = effects.ducking(self.mix.count, kicks, plan.genre.pump, pump)
        for part in score.parts:
            self.progress.begin(STAGES[part.role], COSTS["part"] * score.seconds)
            self._record("bass" if part.role == "bass" else "music", part.role, self._bus(part))

    def _bus(self, part: Part) -> Samples:
        """The part played, with its amplifier, echo and equaliser."""
        plan = self.score.plan
        bus = play.part(part, self.score.clock, self.mix.count, plan.seed % 1000)
        amp = ORCHESTRA[part.instrument].amp
        if amp:
            effects.amplifier(bus, amp)
        air = 2500 + 13_000 * plan.bright
        effects.cut(bus, CORNERS[part.role], air if part.role != "bass" else 6000)
        if amp and part.role == "chords" or part.instrument in {"clean guitar", "steel guitar"}:
            bus = effects.widened(bus)
        if part.role in {"lead", "solo", "riff"} and plan.genre.form in {"club", "song", "slow"}:
            bus = bus if len(bus) == 2 else np.repeat(bus, 2, axis=0)
            effects.echo(bus, 3 * plan.step, 0.20)
        return bus

    def _record(self, group: str, role: str, bus: Samples) -> None:
        """Set a bus to its level and its side, and send the hall what it hears of it."""
        genre = self.score.plan.genre
        gains = self.fader * np.float32(_gain(self.score, role, bus))
        if genre.pump and role not in {"drums", "lead", "solo"}:
            gains *= self.duck
        effects.ease(bus, gains)
        side = SIDES.get(role, 0.0)
        if side:
            bus = bus if len(bus) == 2 else np.repeat(bus, 2, axis=0)
            bus[0] *= np.float32(np.sqrt(1 - side))
            bus[1] *= np.float32(np.sqrt(1 + side))
        send = SENDS[role] * (0.7 + 0.15 * genre.reverb if role != "drums" else 1.0)
        if send:
            self.hall += effects.middle(bus) * np.float32(send)
        self.mix.tapes[group].add(0, bus)

    def add_hall(self) -> None:
        """The hall around the band, and the dust of an old record."""
        plan = self.score.plan
        self.progress.begin("Mixing", COSTS["hall"] * self.score.seconds)
        self._reverberate("music")
        if plan.genre.dust:
            dust = effects.dust(self.mix.count, plan.seed % 2**32)
            effects.ease(dust, self.fader * np.float32(0.02 * plan.genre.dust))
            self.mix.tapes["music"].add(0, dust)

    def _reverberate(self, group: str) -> None:
        """Add to a tape what the hall makes of what it heard; the hall is silent again."""
        plan = self.score.plan
        response = effects.hall(plan.genre.reverb, plan.bright)
        for start, piece in spectra.streamed(self.hall, response):
            self.mix.tapes[group].add(start, piece)
        self.hall[:] = 0

    def set_voice(self) -> None:
        """The band makes room for the voice, and the voice rides above the band."""
        self.progress.begin("Setting the voice", COSTS["balance"] * self.score.seconds)
        tapes = self.mix.tapes
        voice = loudness.estimated(tapes["voice"].whole(), RATE)
        if not voice.any():
            return
        music = tapes["music"].whole()
        step_back(music, voice, np.interp(self.score.plan.genre.press, (0, 1), STEP_BACK))
        tapes["music"].write(0, music)
        backing = loudness.estimated(music, RATE)
        del music
        for group in ("drums", "bass"):
            backing += loudness.estimated(tapes[group].whole(), RATE)
        places = [bounds(self.score, passage) for passage in self.score.passages]
        sound = tapes["voice"].whole()
        effects.ease(sound, vocals.riding(voice, backing, places, VOICE_OVER), RATE // 10)
        tapes["voice"].write(0, sound)

    def fade_out(self) -> None:
        """Silence at the very end, whatever the hall still holds."""
        count = self.mix.count
        last = min(count, int(min(self.score.tail, 2.0) * RATE))
        fall = np.cos(np.linspace(0, np.pi / 2, last, dtype=np.float32))
        for tape in self.mix.tapes.values():
            tape.write(count - last, tape.read(count - last, count) * fall)


def step_back(music: Samples, voice: Samples, share: float) -> None:
    """Take `share` of the frequencies of words away, in place, while somebody sings.

    `voice` is its energy in tenths of a second: too slow to pump.
    """
    active = _presence(voice)
    for channel in (music[:1], music[1:]):
        words = channel.copy()
        spectra.shape(words, spectra.GRID, spectra.open_between(*ROOM_FOR_VOICE))
        effects.ease(words, share * active, RATE // 10)
        channel -= words


def _presence(voice: Samples) -> Samples:
    """How much somebody sings in or near each tenth of a second, 0..1, without jumps."""
    usual = float(np.percentile(voice[voice > 0], 70))
    singing = np.pad(np.minimum(voice / (PRESENT * usual), 1), NEAR, mode="edge")
    held = np.lib.stride_tricks.sliding_window_view(singing, 2 * NEAR + 1).max(axis=1)
    window = np.hanning(9) / np.hanning(9).sum()
    return np.asarray(np.convolve(np.pad(held, 4, mode="edge"), window, "valid"))


def _gain(score: Score, role: str, bus: Samples) -> float:
    """Bring a bus to its level: the loudness of the part of the song in which it plays."""
    plan = score.plan
    wanted = LEVELS[role] + plan.genre.levels.get(role, 0.0)
    if role == "drums":
        wanted += 5 * (plan.energy - 0.6) + 2.5 * plan.drive
    if role == "pad":
        wanted -= 3 * max(plan.drive, 0.0)
    tenths = loudness.estimated(bus, RATE)
    return float(10 ** ((wanted - 20 - loudness.gated(tenths)) / 20))


def fader(score: Score) -> Samples:
    """The faders through the song, a gain for each `effects.BLOCK` samples.

    Quiet passages stay quiet; calm songs breathe more.
    """
    reach = 8.0 - 3.5 * score.plan.genre.press
    places, gains = [], []
    for passage in score.passages:
        start, end = bounds(score, passage)
        gain = reach * (min(passage.full, 1.0) - 0.9)
        begin = gain - (2.5 if passage.kind in {"build", "prechorus"} else 0.0)
        places += [start + 0.02, max(start + 0.03, end - 0.02)]
        gains += [begin, gain]
    many = -(-int(score.seconds * RATE) // effects.BLOCK)
    clock = (np.arange(many) + 0.5) * effects.BLOCK / RATE
    return np.asarray(10 ** (np.interp(clock, places, gains) / 20))


def bounds(score: Score, passage: Passage) -> tuple[float, float]:
    """Seconds where a passage begins and ends."""
    steps = score.plan.metre.steps
    begin = score.clock.seconds(passage.bar * steps)
    return begin, score.clock.seconds((passage.bar + passage.bars) * steps)


def name_at(score: Score, seconds: float) -> str:
    """The passage that sounds then, or soon: singers breathe in before it, and start early."""
    names = [p.name for p in score.passages if bounds(score, p)[0] <= seconds + 0.5]
    return names[-1] if names else score.passages[0].name
