"""Who can sing: the singers a prompt may ask for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Voice:
    """A singer. `low` and `high` are MIDI pitches sung with ease.

    `tract` scales the formants of the English voice, a woman's: below 1 a longer throat, darker.
    `breath` 0..1 is air in the tone, `bright` the slope of the spectrum in dB per octave above
    500 Hz, against the voice's own.
    """

    name: str
    female: bool
    low: int
    high: int
    tract: float
    breath: float
    bright: float = 0.0


VOICES: dict[str, Voice] = {
    "female": Voice("female", True, 57, 76, 0.89, 0.15),
    "low female": Voice("low female", True, 53, 71, 0.86, 0.2, -1.0),
    "bright female": Voice("bright female", True, 60, 79, 0.93, 0.1, 1.0),
    "male": Voice("male", False, 47, 66, 0.84, 0.1),
    "low male": Voice("low male", False, 43, 62, 0.8, 0.1, -1.0),
    "bright male": Voice("bright male", False, 50, 69, 0.88, 0.1, 1.0),
}
