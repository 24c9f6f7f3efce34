"""From the words of a prompt to a plan: genre, tempo, metre, key, mood, and who plays what."""

import re
import zlib
from dataclasses import dataclass, replace

import numpy as np

from generator.studio.reading import casting, spelling, words
from generator.studio.reading.genres import GENRES, Genre
from generator.studio.reading.voices import Voice


@dataclass(frozen=True)
class Metre:
    """`steps` sixteenths in a bar; a pulse (what the tempo counts) is `pulse` of them long."""

    name: str
    steps: int
    pulse: int


METRES = {
    "4/4": Metre("4/4", 16, 4),
    "3/4": Metre("3/4", 12, 4),
    "6/8": Metre("6/8", 12, 6),
    "5/4": Metre("5/4", 20, 4),
    "7/8": Metre("7/8", 14, 4),
}

STEADY = {"house", "drum and bass", "disco", "punk", "trap", "reggaeton", "synthwave", "metal",
          "hip hop", "lofi", "reggae", "salsa"}  # fmt: skip
"""Genres that are little without their tempo."""

ABOUT = re.compile(
    r"\babout\b.*?"
    r"(?=[,.;:!?\u2013\u2014]|\bwith\b|\bin the style\b|\bin an? (?:\w+ ){1,3}style\b|$)"
)
"""What a song is about, as far as it may not be its style."""

MOST_SPIRIT = 0.4
"""How far words may move a genre's energy."""


ADVERBS = (("ly", ""), ("y", "e"), ("ily", "y"), ("ally", ""))
"""Endings of adverbs, and those of the adjectives they may come from."""


@dataclass(frozen=True)
class Plan:
    """All that the prompt decides. Tempo in beats per minute, `key` a pitch class (0 = C)."""

    genre: Genre
    tempo: float
    metre: Metre
    key: int
    mode: str
    energy: float
    bright: float
    band: dict[str, str]
    drums: bool
    seed: int
    drive: float = 0.0
    """How much calmer or more energetic than the genre usually is: -1..1."""
    voice: Voice | None = None
    """Who sings; None where the prompt asks for an instrumental."""

    @property
    def driven(self) -> bool:
        """Whether players leave no gap."""
        return self.drive >= 0.5

    @property
    def relaxed(self) -> bool:
        """Whether players do less than the genre usually asks of them."""
        return self.drive <= -0.4

    @property
    def step(self) -> float:
        """Seconds of a sixteenth."""
        return 60 / self.tempo / self.metre.pulse

    @property
    def bar(self) -> float:
        """Seconds of a bar."""
        return self.step * self.metre.steps

    @property
    def key_name(self) -> str:
        """Such as "F# minor", the way a tag has it."""
        return spelling.key_name(self.key, self.mode)

    def dice(self, *what: object) -> np.random.Generator:
        """Random numbers of their own for each purpose, so one change doesn't move the rest."""
        return np.random.default_rng([self.seed % 2**63, zlib.crc32(repr(what).encode())])


def read(prompt: str, seed: int) -> Plan:
    """Decide everything the prompt says, and let the genre decide the rest."""
    text = _plain(prompt)
    glad, spirit, shine = _mood(text)
    genre = _genre(text, spirit)
    dice = np.random.default_rng([seed % 2**63, zlib.crc32(text.encode())])
    metre = _metre(text)
    key, mode = _key(prompt, genre.mode, glad, dice)
    band = _band(text, genre)
    alone = re.search(r"\b(solo|only|just a?|unaccompanied)\s+(piano|guitar|harp)\b", text)
    if alone:
        band = {"chords": band["chords"], "lead": band["chords"]}
    silent = re.search(
        r"\b(no|without|zero)\s+(any\s+)?(drums?|percussion|beats?)\b|drumless", text
    )
    return Plan(
        genre=_styled(genre, text, band, spirit / MOST_SPIRIT),
        tempo=_tempo(text, genre, spirit, metre, dice),
        metre=metre,
        key=key,
        mode=mode,
        energy=float(np.clip(genre.energy + spirit, 0.03, 1.0)),
        bright=float(np.clip(genre.bright + shine, 0.1, 1.0)),
        band=band,
        drums=not (silent or alone),
        seed=seed,
        drive=spirit / MOST_SPIRIT,
        # Dice of their own: a new singer does not change the key.
        voice=casting.cast(text, genre, np.random.default_rng([seed % 2**63, 7])),
    )


def _plain(prompt: str) -> str:
    """Lower case, without markup or idioms; hyphens become spaces: "lo-fi" and "lo fi" are one."""
    without_markup = re.sub(r"<[^>]{0,200}>", " ", prompt[:4000].lower())
    text = re.sub(r"\s+", " ", without_markup.replace("-", " ")).strip()
    for idiom, meant in words.IDIOMS.items():
        text = text.replace(idiom, meant)
    return text


def _find(phrase: str, text: str) -> int:
    """Where a whole phrase stands in the text, or -1.

    By hand, as compiling a pattern for each of some 500 phrases took as long as the whole score.
    """
    phrase = phrase.replace("-", " ")
    start = text.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not (_in_word(text[:start][-1:]) or _in_word(text[end : end + 1])):
            return start
        start = text.find(phrase, start + 1)
    return -1


def _in_word(character: str) -> bool:
    """What a regular expression calls a word's; "" beyond the ends is none."""
    return character.isalnum() or character == "_"


def _mood(text: str) -> tuple[float, float, float]:
    """How glad, how energetic and how bright the words sound, each about -1..1."""
    text = " ".join([text, *_adjectives(text)])
    total = np.zeros(3)
    for names, *effect in words.MOODS:
        found = sum(_find(name, text) >= 0 for name in names.split(","))
        total += np.array(effect) * min(2, found)
    return float(total[0]), _within(total[1], MOST_SPIRIT), _within(total[2], 0.3)


def _adjectives(text: str) -> list[str]:
    """What its adverbs may be made from: "softly, gently, wildly"."""
    adverbs = re.findall(r"\b\w{3,}ly\b", text)
    return [a.removesuffix(end) + new for a in adverbs for end, new in ADVERBS if a.endswith(end)]


def _within(number: float, most: float) -> float:
    return float(np.clip(number, -most, most))


def _genre(text: str, spirit: float) -> Genre:
    """The genre named best; of equals the last, since "folk rock" is rock.

    Hints decide only where no genre is named: an acoustic guitar makes no folk of indie pop. What
    a song is about names none: one about an old house is not house.
    """
    style = ABOUT.sub(" ", text)
    best = GENRES["pop"] if spirit > -0.14 else GENRES["ballad"]
    most = (0.0, 0.0)
    for genre in GENRES.values():
        score = _named(style, genre.words), _named(text, genre.hints)
        if score > most:
            best, most = genre, score
    return best


def _named(text: str, names: str) -> float:
    """How many words of the text are among these names, the later ones counting a little more."""
    found = {name: _find(name, text) for name in names.replace("-", " ").split(",")}
    return sum(len(name.split()) + place / 1e4 for name, place in found.items() if place >= 0)


def _tempo(
    text: str, genre: Genre, spirit: float, metre: Metre, dice: np.random.Generator
) -> float:
    """Beats per minute: the number given, else the word's range, else the genre's."""
    given = re.search(
        r"(\d{2,3}(?:\.\d+)?)\s*(?:bpm|beats per minute)|(?:bpm|tempo)\D{0,4}(\d{2,3})", text
    )
    if given:
        number = float(given[1] or given[2])
        if 30 <= number <= 260:
            return number
    low, high = map(float, genre.tempo)
    steady = genre.name in STEADY
    # Calm house is still house; an energetic one may go faster than most.
    reach, beyond = (0.9, 0.0) if steady and spirit <= 0 else (1.8, 0.3)
    place = 0.5 + reach * spirit + dice.uniform(-0.15, 0.15)
    place = float(np.clip(place, -beyond, 1 + beyond))
    for names, slowest, fastest in reversed(words.TEMPI):
        if any(_find(name, text) >= 0 for name in names.split(",")):
            # The word moves a genre towards its own range, but slow house is still house.
            share = 0.15 if steady else 0.35
            low, high = low + share * (slowest - low), high + share * (fastest - high)
            break
    waltz = 1.25 if metre.name == "3/4" and genre.tempo[1] < 100 else 1.0
    pulse = 0.75 if metre.pulse == 6 else 1.0
    return float(round((low + (high - low) * place) * waltz * pulse))


def _metre(text: str) -> Metre:
    named = re.search(r"(?<![\d/])(3/4|4/4|6/8|12/8|5/4|7/8)(?![\d/])", text)
    if named:
        return METRES["6/8" if named[1] == "12/8" else named[1]]
    return METRES["3/4" if re.search(r"\bwaltz(es)?\b|three four|triple metre", text) else "4/4"]


_KEY = re.compile(
    r"(?<!\w)([A-Ga-g])\s?(#|♯|b(?!\w)|♭|[ -]?sharp|[ -]?flat)?\s?(major|minor|maj\b|min\b)(?! key)"
    r"|(?<!\w)([A-G])(#|♯|b|♭)?(m)(?!\w)"
    r"|(?:key of|in the key|key:)\s*(?:of\s*)?([A-Ga-g])(#|♯|b|♭)?(?!\w)",
)


def _key(prompt: str, mode: str, glad: float, dice: np.random.Generator) -> tuple[int, str]:
    """The key named, or one drawn; the mode named, or the one the mood asks for."""
    drawn = int(dice.integers(12))
    said = re.search(r"\b(major|minor)\b", prompt.lower())
    if said:
        mode = said[1]
    elif glad <= -0.35:
        mode = "minor"
    elif glad >= 0.45:
        mode = "major"
    found = _KEY.search(prompt)
    if not found:
        return drawn, mode
    letter, sign, quality = next(
        (found[i], found[i + 1], found[i + 2] if i < 7 else None) for i in (1, 4, 7) if found[i]
    )
    shift = 0 if not sign else (1 if sign.strip(" -") in {"#", "♯", "sharp"} else -1)
    if quality:
        mode = "minor" if quality in {"minor", "min", "m"} else "major"
    return (words.PITCH_CLASSES[letter.lower()] + shift) % 12, mode


def _band(text: str, genre: Genre) -> dict[str, str]:
    """The genre's players, with those the prompt names put in their places."""
    band = {
        "bass": genre.bass[0],
        "chords": genre.chords[0],
        "riff": genre.riff[0] if genre.riff else "",
        "pad": genre.pad,
        "lead": genre.lead,
        "solo": genre.solo or genre.lead,
        "counter": genre.counter,
    }
    taken: set[str] = set()
    left = text
    for name in sorted(words.INSTRUMENTS, key=len, reverse=True):
        if _find(name, left) < 0:
            continue
        role, player = words.INSTRUMENTS[name]
        unwanted = re.search(rf"\b(no|without)\s+{re.escape(name)}", left)
        left = left.replace(name, "_")
        if unwanted:
            band = {role: "" if player == who else who for role, who in band.items()}
        elif player not in band.values() and not _is_electric(name, genre):
            place = next((r for r in (role, "riff", "counter") if r not in taken), role)
            taken.add(place)
            band[place] = player
    return {role: player for role, player in band.items() if player}


def _is_electric(name: str, genre: Genre) -> bool:
    """In rock a plain "guitar" is the one already there."""
    return name in {"guitar", "guitars", "electric guitar"} and "guitar" in genre.chords[0]


def _styled(genre: Genre, text: str, band: dict[str, str], drive: float) -> Genre:
    """Let a named chord instrument play the way it is played."""
    style = genre.chords[1]
    player = band.get("chords", genre.chords[0])
    if player != genre.chords[0]:
        if "drive" in player or "metal" in player:
            style = "rock"
        elif style in {"rock", "chug", "eighths", "scratch"} or "guitar" in player:
            style = "strum" if "guitar" in player or player == "ukulele" else "keys"
    riff = genre.riff or (("", "sparkle") if "riff" in band else None)
    # Fast strokes drown in a long hall.
    reverb = genre.reverb * (1 - 0.5 * max(drive, 0.0))
    # In a quiet song every crackle is heard.
    dust = genre.dust * (1 + 0.6 * min(drive, 0.0))
    swing = 0.64 if re.search(r"\b(swing|swung|shuffle)\b", text) else genre.swing
    chords = genre.chords[0], style
    return replace(genre, chords=chords, riff=riff, swing=swing, reverb=reverb, dust=dust)
