"""A take in words and numbers, ready for a template: what it is, how it was made, what to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language_info

from generator.audio.lrc import lrc
from generator.audio.timed import words_of
from generator.songs.chordsheet import engraved
from generator.songs.models import Part, Take
from generator.songs.sung import Line, lyrics_in_time

WAVE_WIDTH, WAVE_HEIGHT = 640, 48


@dataclass(frozen=True)
class TakeCard:
    """`of` is how many takes the song has."""

    take: Take
    of: int

    @property
    def pk(self) -> int:
        return self.take.pk

    @property
    def number(self) -> int:
        return self.take.number

    @property
    def name(self) -> str:
        return "One take" if self.of == 1 else f"Take {self.take.number}"

    @property
    def seconds(self) -> float:
        return self.take.seconds

    @property
    def clock(self) -> str:
        return clock(self.take.seconds)

    @property
    def length(self) -> str:
        return f"{self.clock} ({self.take.seconds:.1f} s)"

    @property
    def format(self) -> str:
        return str(self.take.file).rsplit(".", 1)[-1].upper()

    @property
    def archive_size_text(self) -> str:
        """Nothing in it is compressed, so it is as large as what it holds."""
        return filesizeformat(self.take.size + sum(card.part.size for card in self.parts))

    @property
    def audio_url(self) -> str:
        return reverse("take_audio", args=[self.take.pk])

    @property
    def download_url(self) -> str:
        return reverse("take_download", args=[self.take.pk])

    @property
    def size_text(self) -> str:
        return filesizeformat(self.take.size)

    @cached_property
    def wave_path(self) -> str:
        return wave_path(self.take.peaks)

    @property
    def marks(self) -> list[dict[str, object]]:
        """The song's sections, each with its start as a share (percent) of the whole."""
        return [
            {"name": name, "start": start, "left": round(100 * start / self.take.seconds, 2)}
            for name, start, _ in self.take.marks
            if start < self.take.seconds
        ]

    @property
    def words_url(self) -> str:
        """Where the deck gets the lyrics; empty for what has none."""
        return reverse("take_words", args=[self.take.pk]) if self.take.song.lyrics else ""

    @property
    def is_sung(self) -> bool:
        """Whether it is known when each word sounds."""
        return bool(self.take.words)

    @cached_property
    def lyrics(self) -> list[Line]:
        return lyrics_in_time(self.take.song.lyrics, self.take.words)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """How it was made, as far as whoever made it has told."""
        known = self.take.facts
        said = {
            "Genre": str(known.get("genre", "")),
            "Tempo": f"{known['tempo']:.0f} bpm" if "tempo" in known else "",
            "Key": engraved(str(known.get("key", ""))),
            "Metre": str(known.get("metre", "")),
            "Language": language_name(str(known.get("language", ""))),
            "Voice": str(known.get("voice", "")),
        }
        return [(name, fact) for name, fact in said.items() if fact]

    @property
    def was_made(self) -> bool:
        """Whether our own engine made the file, at a bitrate that is not the one asked for."""
        differs = self.take.bitrate != self.take.song.bitrate
        return differs and self.take.song.model.provider == "studio"

    @property
    def why_this_bitrate(self) -> str:
        """MP3 has a few bitrates only, and the slower sample rates have no high ones."""
        if not self.was_made:
            return ""
        higher = self.take.bitrate > self.take.song.bitrate
        return "the next legal rate" if higher else "the highest at this sample rate"

    @cached_property
    def parts(self) -> list["PartCard"]:
        return [PartCard(part, self.take) for part in self.take.parts.all()]

    @property
    def stems(self) -> list["PartCard"]:
        return [card for card in self.parts if card.part.is_stem]

    @property
    def papers(self) -> list["PartCard"]:
        """What is to be read, by people or by other programs: the notes, the chords."""
        return [card for card in self.parts if not card.part.is_stem]


@dataclass(frozen=True)
class PartCard:
    part: Part
    take: Take

    @property
    def name(self) -> str:
        return self.part.get_kind_display()

    @property
    def key(self) -> str:
        """What the player knows it by."""
        return f"{self.take.pk}-{self.part.kind}"

    @property
    def audio_url(self) -> str:
        return reverse("part_audio", args=[self.take.pk, self.part.kind])

    @property
    def download_url(self) -> str:
        return reverse("part_download", args=[self.take.pk, self.part.kind])

    @property
    def about(self) -> str:
        kinds = {Part.Kind.MIDI: "notes", Part.Kind.CHORDS: "ChordPro"}
        kind = kinds.get(Part.Kind(self.part.kind), self.part.ending.upper())
        return f"{kind}, {filesizeformat(self.part.size)}"


def file_name(take: Take, what: str = "", *, ending: str) -> str:
    """As in "City lights (take 2) (voice).mp3"."""
    number = f" (take {take.number})" if take.number > 1 else ""
    said = f" ({what.lower()})" if what else ""
    return f"{take.song.display_title}{number}{said}.{ending}"


def part_name(part: Part, take: Take) -> str:
    what = "" if part.kind == Part.Kind.MIDI else part.get_kind_display()
    return file_name(take, what, ending=part.ending)


def lrc_of(take: Take) -> str:
    """The words of a take that has any, with their times, as a player reads them."""
    return lrc(
        words_of(take.words), title=take.song.display_title, seconds=take.seconds,
        by=settings.SITE_NAME,
    )  # fmt: skip


def language_name(code: str) -> str:
    """In English; a code that Django does not know stays as it is."""
    if code == "zh":  # Django knows it only with one of its two scripts
        return "Chinese"
    try:
        return get_language_info(code)["name"] if code else ""
    except KeyError:
        return code


def clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def wave_path(peaks: Sequence[int]) -> str:
    """One vertical stroke a peak, as SVG path data for a 640 x 48 box.

    In whole units: finer ones can't be seen, and a list of songs is mostly these. Each is written
    from where the last one was and by its height alone, so that equal ones compress to nothing:
    a step on, then down, up, and back to the middle.
    """
    if not peaks:
        return ""
    step, middle = WAVE_WIDTH / len(peaks), WAVE_HEIGHT / 2
    strokes = [f"M{-step / 2:g} {middle:g}"]
    for peak in peaks:
        half = max(2, round(peak / 100 * (WAVE_HEIGHT - 4))) / 2
        strokes.append(f"m{step:g} 0v{half:g}V{middle - half:g}V{middle:g}")
    return "".join(strokes)
