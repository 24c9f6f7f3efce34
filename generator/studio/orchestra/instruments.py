"""The orchestra: every pitched instrument by name, with its range and how it stops.

A tone is played once per pitch and strength at the longest length it is needed, then cut to
each note by the player (`play.py`), which lets the release follow. Voices return unscaled sound.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.studio.orchestra import blown, struck, synths
from generator.studio.samples import Samples

Voice = Callable[[float, float, int, int], Samples]
"""(frequency in Hz, strength 0..1, samples, seed) -> mono or stereo sound."""


@dataclass(frozen=True)
class Instrument:
    """`low`..`high` is the range in MIDI pitches; notes outside move by octaves.

    `release` and `ring` are seconds: how long a note fades, and how long it sounds on first.
    `spread` places low notes left and high ones right (0 = all in the middle).
    `amp` is the drive of a guitar amplifier on the whole bus (0 = none).
    """

    voice: Voice
    low: int
    high: int
    release: float = 0.12
    ring: float = 0.0
    spread: float = 0.0
    amp: float = 0.0


ORCHESTRA: dict[str, Instrument] = {
    "piano": Instrument(struck.piano, 28, 96, 0.25, 0.1, 0.5),
    "felt piano": Instrument(struck.felt_piano, 28, 92, 0.4, 0.3, 0.4),
    "electric piano": Instrument(struck.electric_piano, 36, 92, 0.2, 0.05, 0.3),
    "vibraphone": Instrument(struck.vibraphone, 53, 89, 0.5, 0.5, 0.3),
    "marimba": Instrument(struck.marimba, 45, 93, 0.3, 0.4, 0.3),
    "bells": Instrument(struck.bells, 65, 101, 0.6, 0.8, 0.3),
    "music box": Instrument(struck.music_box, 65, 101, 0.5, 0.8, 0.4),
    "steel guitar": Instrument(struck.steel_guitar, 40, 84, 0.25, 0.25, 0.15),
    "nylon guitar": Instrument(struck.nylon_guitar, 40, 84, 0.2, 0.2, 0.15),
    "clean guitar": Instrument(struck.clean_guitar, 40, 86, 0.12, 0.0, 0.15),
    "muted guitar": Instrument(struck.muted_guitar, 40, 84, 0.05),
    "drive guitar": Instrument(struck.hot_guitar, 38, 88, 0.08, amp=5.0),
    "metal guitar": Instrument(struck.hot_guitar, 33, 88, 0.05, amp=14.0),
    "clavinet": Instrument(struck.clavinet, 36, 86, 0.03, 0.0, 0.2),
    "pedal steel": Instrument(struck.pedal_steel, 50, 88, 0.25, 0.2, 0.1),
    "banjo": Instrument(struck.banjo, 50, 86, 0.15, 0.15),
    "ukulele": Instrument(struck.ukulele, 60, 86, 0.15, 0.15),
    "harp": Instrument(struck.harp, 36, 96, 0.5, 0.6, 0.5),
    "finger bass": Instrument(struck.finger_bass, 28, 55, 0.07),
    "pick bass": Instrument(struck.pick_bass, 28, 55, 0.06),
    "slap bass": Instrument(struck.slap_bass, 28, 55, 0.04),
    "upright bass": Instrument(struck.upright_bass, 28, 55, 0.09),
    "sub bass": Instrument(synths.sub_bass, 26, 50, 0.1),
    "saw bass": Instrument(synths.saw_bass, 28, 55, 0.05),
    "reese bass": Instrument(synths.reese_bass, 28, 39, 0.08),
    "808 bass": Instrument(synths.boom_bass, 26, 37, 0.12),
    "organ": Instrument(synths.organ, 36, 90, 0.07, 0.0, 0.1),
    "supersaw": Instrument(synths.supersaw, 40, 92, 0.2),
    "warm pad": Instrument(synths.warm_pad, 40, 88, 0.9, 0.3),
    "glass pad": Instrument(synths.glass_pad, 48, 92, 1.4, 0.5),
    "choir pad": Instrument(synths.choir_pad, 43, 84, 0.8, 0.2),
    "synth pluck": Instrument(synths.synth_pluck, 40, 96, 0.12, 0.1, 0.3),
    "synth brass": Instrument(synths.synth_brass, 40, 88, 0.15),
    "saw lead": Instrument(synths.saw_lead, 48, 92, 0.12),
    "square lead": Instrument(synths.square_lead, 48, 92, 0.1),
    "strings": Instrument(blown.strings, 36, 96, 0.3, 0.0, 0.3),
    "short strings": Instrument(blown.short_strings, 36, 96, 0.15, 0.0, 0.3),
    "violin": Instrument(blown.violin, 55, 96, 0.18),
    "cello": Instrument(blown.cello, 36, 74, 0.2),
    "flute": Instrument(blown.flute, 60, 94, 0.12),
    "clarinet": Instrument(blown.clarinet, 50, 90, 0.1),
    "saxophone": Instrument(blown.saxophone, 49, 84, 0.1),
    "trumpet": Instrument(blown.trumpet, 54, 86, 0.1),
    "brass": Instrument(blown.brass, 40, 82, 0.15, 0.0, 0.2),
    "harmonica": Instrument(blown.harmonica, 58, 90, 0.09),
    "accordion": Instrument(blown.accordion, 48, 88, 0.09, 0.0, 0.1),
    "whistle": Instrument(blown.whistle, 72, 96, 0.1),
}
