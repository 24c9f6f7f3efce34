"""Words as sounds: what the readers of lyrics write, and the singer reads."""

from dataclasses import dataclass

from generator.studio.samples import Samples


@dataclass(frozen=True, slots=True)
class Phone:
    """One sound in IPA, without stress or length marks ("oʊ" is one vowel, "tʃ" one consonant).

    `word` counts the words of the line from 0; `stress` is 2 on a vowel with the word's main
    stress, 1 on one with a secondary stress, else 0; `tone` is a Chinese tone (0: none).
    """

    ipa: str
    word: int
    vowel: bool
    stress: int = 0
    long: bool = False
    tone: int = 0


@dataclass(frozen=True)
class Syllable:
    """`word` counts the words of its line; a stressed syllable wants a strong beat.

    Its sounds are `line.phones[begin:end]`, the one that carries the note is `nucleus`.
    """

    text: str
    word: int
    stressed: bool
    begin: int = 0
    nucleus: int = 0
    end: int = 0


@dataclass(frozen=True)
class Line:
    """One phrase of a song; `words` as written, `language` a code such as "en" or "zh"."""

    text: str
    syllables: tuple[Syllable, ...]
    words: tuple[str, ...] = ()
    language: str = "en"
    phones: tuple[Phone, ...] = ()


@dataclass(frozen=True)
class Speech:
    """A line as somebody spoke it, to be taken apart and sung.

    `samples` is mono at `rate` Hz. `pitch` is its fundamental in Hz, one value each `hop` samples
    (the first at sample 0), 0 where nothing vibrates. Phone i sounds from `bounds[i]` to
    `bounds[i + 1]` seconds.
    """

    samples: Samples
    rate: int
    hop: int
    pitch: Samples
    phones: tuple[Phone, ...]
    bounds: Samples
