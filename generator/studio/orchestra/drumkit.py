"""The drums: every piece of every kit, made from sines that fall and noise that fades."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from generator.studio.samples import RATE, Samples, band, times

METAL = (2047.0, 3021.0, 3697.0, 4410.0, 5373.0, 6112.0)
"""Frequencies (Hz) of the squares that make cymbals: no two in a simple ratio."""


def _noise(count: int, seed: int) -> Samples:
    return np.random.default_rng(seed).standard_normal(count).astype(np.float32)


def _falling(seconds: float, top: float, rest: float, fall: float, decay: float) -> Samples:
    """A sine that drops from `top` to `rest` Hz in about `fall` s and dies at `decay` 1/s."""
    clock = times(int(seconds * RATE)).astype(np.float64)
    turns = rest * clock + (top - rest) * fall * (1 - np.exp(-clock / fall))
    return np.asarray(np.sin(2 * np.pi * turns) * np.exp(-decay * clock))


def _hiss(seconds: float, low: float, high: float, decay: float, seed: int) -> Samples:
    """Filtered noise dying at `decay` 1/s."""
    count = int(seconds * RATE)
    return np.asarray(band(_noise(count, seed), low, high, 3) * np.exp(-decay * times(count)))


def _kick(top: float, rest: float, decay: float, click: float, drive: float) -> Samples:
    body = _falling(0.5, top, rest, 0.03, decay)
    body += click * _hiss(0.5, 1200, 6500, 160, 1)
    return np.asarray(np.tanh(drive * body) / np.tanh(drive))


def _snare(tone: float, decay: float, wires: float, low: float, high: float) -> Samples:
    shell = _falling(0.35, tone * 1.5, tone, 0.012, 22) + 0.5 * _falling(0.35, 500, 331, 0.01, 34)
    return np.asarray(0.6 * shell + wires * _hiss(0.35, low, high, decay, 2))


def _cymbal(seconds: float, low: float, decay: float, ping: float) -> Samples:
    """Noise and clashing squares; `ping` is the stick."""
    clock = times(int(seconds * RATE)).astype(np.float64)
    ring = np.sum([np.sign(np.sin(2 * np.pi * f * clock)) for f in METAL], axis=0) / 6
    wash = band(0.7 * _noise(len(clock), 3) + ring, low, 14_500, 4)
    stick = ping * np.sin(2 * np.pi * 3150 * clock) * np.exp(-90 * clock)
    return np.asarray(wash * (np.exp(-decay * clock) + 0.8 * np.exp(-60 * clock)) + stick)


def _clap() -> Samples:
    clock = times(int(0.3 * RATE))
    hands = np.zeros(len(clock))
    for late in (0.0, 0.010, 0.021):
        hands += np.where(clock >= late, np.exp(-110 * np.maximum(clock - late, 0)), 0)
    hands += 0.8 * np.where(clock >= 0.03, np.exp(-16 * np.maximum(clock - 0.03, 0)), 0)
    return np.asarray(band(_noise(len(clock), 4), 900, 6500) * hands)


def _clap_as_long(seconds: float) -> Samples:
    """The clap, to be laid over a drum of that length."""
    clap = _clap()
    return np.pad(clap, (0, int(seconds * RATE) - len(clap)))


def _gated() -> Samples:
    """A snare in a big room whose echo is cut off: the eighties."""
    sound = 0.5 * _snare(170, 3.5, 0.9, 700, 8500)
    clock = times(len(sound))
    return np.asarray(sound * np.clip((0.24 - clock) / 0.02, 0, 1))


def _guiro() -> Samples:
    """A stick over a ridged gourd: noise in quick bursts."""
    clock = times(int(0.16 * RATE))
    ridges = np.maximum(0, np.sin(2 * np.pi * 85 * clock)) ** 2
    return np.asarray(
        band(_noise(len(clock), 23), 2500, 8500) * ridges * np.sin(np.pi * clock / 0.16)
    )


def _shake(seconds: float, low: float) -> Samples:
    """Shaker, brush: noise that swells and goes."""
    count = int(seconds * RATE)
    swell = np.sin(np.pi * np.arange(count) / count) ** 2
    return np.asarray(band(_noise(count, 5), low, 12_000) * swell)


def _jingle() -> Samples:
    clock = times(int(0.22 * RATE)).astype(np.float64)
    ring = np.sum([np.sin(2 * np.pi * f * clock) for f in (6240, 7310, 8450, 9230)], axis=0)
    return np.asarray((0.25 * ring + band(_noise(len(clock), 6), 6000)) * np.exp(-24 * clock))


def _reversed_cymbal() -> Samples:
    return _cymbal(1.6, 2500, 3.0, 0.0)[::-1]


def _riser() -> Samples:
    """Four seconds of noise whose band climbs: before a drop."""
    count = 4 * RATE
    clock = times(count)
    low, high = band(_noise(count, 7), 400, 1500), band(_noise(count, 8), 2500, 9000)
    climb = (clock / 4) ** 2
    return np.asarray((low * (1 - climb) + high * climb) * climb)


def _impact() -> Samples:
    return _falling(2.2, 90, 34, 0.25, 2.2) + 0.25 * _hiss(2.2, 100, 2500, 4, 9)


PIECES: dict[str, Callable[[], Samples]] = {
    "kick": lambda: _kick(130, 50, 10, 0.35, 1.6),
    "kick soft": lambda: _kick(95, 47, 11, 0.08, 1.1),
    "kick dance": lambda: _kick(210, 48, 8, 0.5, 2.4),
    "kick boom": lambda: _kick(140, 43, 5.5, 0.25, 2.0),
    "kick metal": lambda: _kick(150, 50, 13, 1.1, 1.8),
    "kick tight": lambda: _kick(120, 50, 12, 0.5, 1.5),
    "kick pop": lambda: _kick(180, 49, 10, 0.45, 2.0),
    "kick room": lambda: _kick(125, 50, 8, 0.4, 1.8),
    "kick deep": lambda: _kick(90, 45, 9, 0.12, 1.3),
    "stomp": lambda: _falling(0.3, 95, 68, 0.02, 16) + 0.3 * _hiss(0.3, 150, 1800, 60, 21),
    "snare": lambda: _snare(185, 17, 0.75, 1000, 10_000),
    "snare room": lambda: _snare(180, 8, 0.9, 700, 9000),
    "snare warm": lambda: _snare(165, 21, 0.55, 700, 6500),
    "snare gated": _gated,
    "snare pop": lambda: _snare(200, 20, 0.6, 1200, 10_000) + 0.7 * _clap_as_long(0.35),
    "snare piccolo": lambda: _snare(260, 30, 0.6, 2000, 12_000),
    "timbale": lambda: _falling(0.4, 420, 385, 0.01, 14) + _falling(0.4, 640, 610, 0.01, 22),
    "cascara": lambda: (
        _falling(0.06, 2600, 2400, 0.01, 90) + 0.4 * _hiss(0.06, 2500, 9000, 120, 22)
    ),
    "guiro": _guiro,
    "snare tight": lambda: _snare(205, 26, 0.7, 1500, 11_000),
    "snare big": lambda: _snare(170, 9, 0.85, 800, 9000),
    "snare dusty": lambda: _snare(178, 24, 0.5, 700, 4500),
    "hat bright": lambda: _cymbal(0.07, 8500, 80, 0.0),
    "brush": lambda: _hiss(0.25, 900, 7000, 20, 10) + 0.4 * _shake(0.25, 1500),
    "clap": _clap,
    "snap": lambda: _hiss(0.12, 1800, 5200, 55, 11),
    "rim": lambda: _falling(0.09, 1900, 1650, 0.004, 75) + 0.6 * _hiss(0.09, 900, 5000, 110, 12),
    "hat": lambda: _cymbal(0.09, 7000, 65, 0.0),
    "hat soft": lambda: 0.8 * _cymbal(0.08, 5500, 75, 0.0),
    "open": lambda: _cymbal(0.45, 6500, 9, 0.0),
    "pedal": lambda: _cymbal(0.06, 5000, 110, 0.0),
    "ride": lambda: _cymbal(0.9, 4200, 4.5, 0.5),
    "crash": lambda: _cymbal(2.0, 2600, 2.0, 0.0),
    "shaker": lambda: _shake(0.10, 4500),
    "sweep": lambda: _shake(0.40, 1200),
    "tambourine": _jingle,
    "tom high": lambda: _falling(0.5, 230, 165, 0.05, 9) + 0.10 * _hiss(0.5, 300, 4000, 45, 13),
    "tom mid": lambda: _falling(0.6, 175, 120, 0.06, 8) + 0.10 * _hiss(0.6, 250, 3500, 45, 13),
    "tom low": lambda: _falling(0.7, 125, 82, 0.07, 7) + 0.10 * _hiss(0.7, 200, 3000, 45, 13),
    "taiko": lambda: _falling(1.2, 110, 46, 0.05, 5) + 0.35 * _hiss(1.2, 100, 1400, 26, 14),
    "conga high": lambda: _falling(0.3, 360, 310, 0.02, 17) + 0.15 * _hiss(0.3, 800, 4000, 90, 15),
    "conga low": lambda: _falling(0.4, 235, 205, 0.02, 12) + 0.12 * _hiss(0.4, 600, 3000, 90, 15),
    "cowbell": lambda: _falling(0.25, 560, 555, 0.01, 15) + _falling(0.25, 845, 840, 0.01, 18),
    "wood": lambda: _falling(0.08, 1050, 990, 0.01, 60),
    "reverse": _reversed_cymbal,
    "riser": _riser,
    "impact": _impact,
}

KITS: dict[str, dict[str, str]] = {
    "band": {},
    "pop": {"kick": "kick pop", "snare": "snare pop", "hat": "hat bright"},
    "rock": {"kick": "kick room", "snare": "snare room"},
    "warm": {"kick": "kick soft", "snare": "snare warm", "hat": "hat soft"},
    "disco": {"kick": "kick tight", "snare": "snare pop", "hat": "hat bright"},
    "dry": {"kick": "kick tight", "snare": "snare piccolo", "hat": "hat bright"},
    "yard": {"kick": "kick deep", "snare": "timbale", "hat": "hat soft"},
    "latin": {"kick": "kick soft", "snare": "timbale"},
    "urban": {"kick": "kick dance", "snare": "snare tight", "hat": "hat bright"},
    "soft": {"kick": "kick soft", "snare": "brush", "hat": "hat soft"},
    "country": {"kick": "kick soft", "snare": "brush"},
    "jazz": {"kick": "kick soft", "snare": "snare dusty", "hat": "pedal"},
    "dance": {"kick": "kick dance", "snare": "clap"},
    "eighties": {"kick": "kick dance", "snare": "snare gated"},
    "boom": {"kick": "kick boom", "snare": "clap"},
    "dusty": {"kick": "kick boom", "snare": "snare dusty", "hat": "hat soft"},
    "metal": {"kick": "kick metal", "snare": "snare tight"},
    "tight": {"snare": "snare tight"},
    "epic": {"kick": "taiko", "snare": "snare big"},
}
"""What a kit plays instead of the plain piece of that name."""

PLACES: dict[str, tuple[float, float]] = {
    "kick": (1.0, 0.0),
    "snare": (0.75, 0.04),
    "brush": (0.5, 0.05),
    "clap": (0.7, -0.05),
    "snap": (0.5, -0.2),
    "rim": (0.5, 0.12),
    "hat": (0.30, 0.35),
    "open": (0.30, 0.35),
    "pedal": (0.22, 0.35),
    "ride": (0.26, -0.40),
    "crash": (0.38, -0.30),
    "shaker": (0.30, -0.45),
    "sweep": (0.25, 0.10),
    "tambourine": (0.20, 0.45),
    "tom high": (0.7, 0.30),
    "tom mid": (0.75, 0.0),
    "tom low": (0.8, -0.35),
    "taiko": (1.0, 0.0),
    "conga high": (0.45, -0.35),
    "conga low": (0.5, -0.25),
    "cowbell": (0.25, 0.30),
    "stomp": (0.9, 0.0),
    "timbale": (0.5, 0.30),
    "cascara": (0.25, 0.35),
    "guiro": (0.22, -0.40),
    "wood": (0.3, -0.30),
    "reverse": (0.30, 0.0),
    "riser": (0.35, 0.0),
    "impact": (0.8, 0.0),
}
"""Gain, and place from -1 (left) to 1 (right), as the drummer's audience hears them."""


@lru_cache(maxsize=128)
def strike(kit: str, piece: str) -> Samples:
    """The sound of one piece, mono, peak 1.0."""
    sound = PIECES[KITS[kit].get(piece, piece)]().astype(np.float32)
    fade = len(sound) // 8
    sound[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return np.asarray(sound / np.abs(sound).max())
