"""From a brief to an MP3: read, write, play, mix, master, encode."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.studio import arrange, encode, lyrics, master, mix, plan
from generator.studio.brief import Brief
from generator.studio.samples import Samples
from generator.studio.score import Score

Report = Callable[[str, int], None]
"""(what is being done, per cent of the whole done); called in order, never going back."""

PLAYED, MASTERED = 62, 84
"""Per cent of the time after which playing and mastering are done (measured)."""


@dataclass(frozen=True)
class Section:
    """A part of the song, in seconds from its beginning."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Word:
    """A word as it is sung, in seconds from the song's beginning; `line` counts from 0."""

    text: str
    start: float
    end: float
    line: int


@dataclass(frozen=True)
class Rendered:
    """A finished song. `bitrate` (bit/s) and `sample_rate` (Hz) are the file's own.

    `left_out` says in a sentence what of the lyrics could not be sung ("" when all was).
    """

    mp3: bytes
    title: str
    seconds: float
    bitrate: int
    sample_rate: int
    genre: str
    tempo: float
    key: str
    metre: str
    language: str
    voice: str
    sections: tuple[Section, ...]
    words: tuple[Word, ...] = ()
    left_out: str = ""


def quiet(stage: str, percent: int) -> None:
    """Report to nobody."""


def write(brief: Brief) -> Score:
    """The score alone: everything but the sound."""
    return arrange.compose(plan.read(brief.prompt, brief.seed), lyrics.read(brief.lyrics))


def render(brief: Brief, *, report: Report = quiet) -> Rendered:
    """Make the song. The same brief gives the same bytes on the same machine."""
    if brief.sample_rate not in encode.SAMPLE_RATES:
        raise ValueError(f"The sample rate must be one of {encode.SAMPLE_RATES}.")
    if brief.bitrate <= 0:
        raise ValueError("The bitrate must be above zero.")
    report("Reading the brief", 0)
    decided = plan.read(brief.prompt, brief.seed)
    report("Writing the chords and the melody", 1)
    score = arrange.compose(decided, lyrics.read(brief.lyrics))
    sound = mix.down(score, lambda stage, share: report(stage, 4 + round(share * (PLAYED - 4))))
    bitrate = encode.legal_bitrate(brief.bitrate, brief.sample_rate)
    sound = _mastered(sound, score, brief.sample_rate, bitrate, report)
    report("Encoding", MASTERED)
    mp3 = encode.mp3(sound, bitrate, brief.sample_rate)
    report("Done", 100)
    return Rendered(
        mp3=mp3,
        title=brief.title.strip() or title_of(brief),
        seconds=round(sound.shape[1] / brief.sample_rate, 3),
        bitrate=bitrate,
        sample_rate=brief.sample_rate,
        genre=decided.genre.name,
        tempo=decided.tempo,
        key=decided.key_name,
        metre=decided.metre.name,
        language="",
        voice="",
        sections=_sections(score),
    )


def _mastered(
    sound: Samples, score: Score, sample_rate: int, bitrate: int, report: Report
) -> Samples:
    """Balanced, dense as the genre wants, in the file's rate and channels, at -14 LUFS."""
    report("Balancing", PLAYED)
    sound = master.balance(sound, score.plan.bright)
    report("Mastering", PLAYED + 8)
    master.glue(sound, score.plan.genre.press)
    sound = encode.resample(sound, sample_rate)
    if encode.channels(bitrate) == 1:
        sound = sound.mean(axis=0, keepdims=True)
    report("Limiting", PLAYED + 14)
    master.finish(sound, sample_rate, ceiling=_ceiling(bitrate) - 2.5 * score.plan.genre.press)
    return sound


def _ceiling(bitrate: int) -> float:
    """dBTP before encoding: the coarser the coding, the more its decoder overshoots."""
    return -1.8 if bitrate >= 192_000 else -2.2 if bitrate >= 96_000 else -3.0


def _sections(score: Score) -> tuple[Section, ...]:
    """The passages in seconds; the last one has the ring of the final chord."""
    found = []
    for passage in score.passages:
        start, end = mix.bounds(score, passage)
        found.append(Section(passage.name, round(start, 3), round(end, 3)))
    last = found[-1]
    return (*found[:-1], Section(last.name, last.start, round(score.seconds, 3)))


def title_of(brief: Brief) -> str:
    """A name for a song that has none: its chorus's first words, else the prompt's."""
    stanzas = [stanza for stanza in lyrics.read(brief.lyrics) if stanza.lines]
    best = next(
        (s for s in stanzas if s.kind in {"chorus", "hook"}), stanzas[0] if stanzas else None
    )
    said = best.lines[0].text if best else re.sub(r"<[^>]{0,200}>", " ", brief.prompt[:400])
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", said)[:6]
    name = " ".join(words)[:48].strip()
    return name[:1].upper() + name[1:] if name else "Untitled"
