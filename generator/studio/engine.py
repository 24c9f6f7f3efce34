"""From a brief to an MP3: read, write, sing and play, mix, master, encode."""

from collections import Counter
from pathlib import Path

import numpy as np

from generator.studio.brief import Brief
from generator.studio.mixing import master, mix, tones
from generator.studio.output import encode, midi, sheet, stems
from generator.studio.progress import Progress, Report, quiet
from generator.studio.reading import lyrics, plan
from generator.studio.rendered import Rendered, Section
from generator.studio.samples import Samples
from generator.studio.writing import arrange, titles
from generator.studio.writing.score import Score

COSTS = {"write": 2.5, "sum": 2.0, "balance": 2.5, "limit": 6.0, "encode": 11.0}
"""Milliseconds for each second of the song (measured)."""


def write(brief: Brief) -> Score:
    """The score alone: everything but the sound."""
    return arrange.compose(plan.read(brief.prompt, brief.seed), lyrics.read(brief.lyrics))


def render(
    brief: Brief, *, report: Report = quiet, folder: Path | None = None, apart: bool = True
) -> Rendered:
    """Make the song. The same brief gives the same bytes on the same machine.

    Its tapes lie in `folder` while it is made (None: the system's own for such files), and its
    stems are made too where `apart`. Raises ValueError where the brief asks for what no MP3 can
    be, OSError where the disk is full, and whatever `report` raises.
    """
    if brief.sample_rate not in encode.SAMPLE_RATES:
        raise ValueError(f"The sample rate must be one of {encode.SAMPLE_RATES}.")
    if brief.bitrate <= 0:
        raise ValueError("The bitrate must be above zero.")
    report("Writing the chords and the melody", 0)
    score = write(brief)
    progress = Progress(report, _cost(score, apart), COSTS["write"] * score.seconds)
    with mix.recorded(score, folder, progress) as song:
        progress.begin("Mixing", COSTS["sum"] * score.seconds)
        sound = song.whole()
        peak = float(np.abs(sound).max())
        parts = stems.encoded(song, peak, progress) if apart else {}
    bitrate = encode.legal_bitrate(brief.bitrate, brief.sample_rate)
    sound = _mastered(sound, score, brief.sample_rate, bitrate, progress)
    each = COSTS["encode"] * score.seconds / (-(-sound.shape[1] // encode.PIECE))
    mp3 = encode.mp3(
        sound, bitrate, brief.sample_rate, lambda share: progress.begin("Encoding", each)
    )
    title = brief.title.strip() or titles.title_of(brief.prompt, score)
    parts["midi"] = midi.written(score, title)
    parts["chords"] = sheet.written(score, title).encode()
    report("Done", 100)
    return Rendered(
        mp3=mp3,
        title=title,
        seconds=round(sound.shape[1] / brief.sample_rate, 3),
        bitrate=bitrate,
        sample_rate=brief.sample_rate,
        genre=score.plan.genre.name,
        tempo=score.plan.tempo,
        key=score.plan.key_name,
        metre=score.plan.metre.name,
        language=_language(score),
        voice=score.plan.voice.name if score.plan.voice and song.words else "",
        sections=_sections(score),
        words=tuple(song.words),
        left_out=" ".join(score.left_out),
        parts=parts,
    )


def _cost(score: Score, apart: bool) -> float:
    """Milliseconds that the song will take, roughly."""
    each = sum(COSTS.values()) + (stems.COST if apart else 0.0)
    return each * score.seconds + mix.cost(score)


def _mastered(
    sound: Samples, score: Score, sample_rate: int, bitrate: int, progress: Progress
) -> Samples:
    """Balanced, dense as the genre wants, in the file's rate and channels, at -14 LUFS."""
    press = float(np.clip(score.plan.genre.press + 0.2 * score.plan.drive, 0, 1))
    progress.begin("Balancing", COSTS["balance"] * score.seconds)
    brighter = score.plan.bright - score.plan.genre.bright
    master.balance(sound, tones.wanted(score.plan.genre.name, brighter))
    master.glue(sound, press)
    drive = score.plan.drive
    master.level(sound, 0.2 * (score.plan.energy - 0.5) + (0.6 if drive < 0 else 0.45) * drive)
    progress.begin("Mastering", COSTS["limit"] * score.seconds)
    sound = encode.resample(sound, sample_rate)
    if encode.channels(bitrate) == 1:
        sound = sound.mean(axis=0, keepdims=True)
    master.finish(sound, sample_rate, ceiling=_ceiling(bitrate) - 2.5 * press)
    return sound


def _ceiling(bitrate: int) -> float:
    """dBTP before encoding: the coarser the coding, the more its decoder overshoots."""
    return -1.8 if bitrate >= 192_000 else -2.2 if bitrate >= 96_000 else -3.0


def _language(score: Score) -> str:
    """The language of most lines sung, or "" where nobody sings."""
    often = Counter(line.language for line in score.lines.values()).most_common(1)
    return often[0][0] if often else ""


def _sections(score: Score) -> tuple[Section, ...]:
    """The passages in seconds; the last one has the ring of the final chord."""
    found = []
    for passage in score.passages:
        start, end = mix.bounds(score, passage)
        found.append(Section(passage.name, round(start, 3), round(end, 3)))
    last = found[-1]
    return (*found[:-1], Section(last.name, last.start, round(score.seconds, 3)))
