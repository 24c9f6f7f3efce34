"""The vocal bus: each sung line equalised, levelled, given a room, and recorded.

The chain is the usual one of pop mixing (M. Senior, "Mixing secrets for the small studio", 2nd
ed. 2019, chapters 9 to 12): high-pass, levelling, presence, a short room, an echo in time.
"""

from dataclasses import dataclass

import numpy as np

from generator.studio.mixing import effects, loudness, spectra
from generator.studio.mixing.tape import Tape
from generator.studio.reading.plan import Plan
from generator.studio.samples import RATE, Samples, level
from generator.studio.voice.singer import SungLine

LOUD = -20.0
"""LUFS of a line while it is sung, before the desk sets the voice against the band."""

EVEN = 0.8
"""How much of the difference in loudness between lines is taken away."""

TONE = np.array([30.0, 70, 110, 180, 300, 450, 900, 2000, 3200, 5000, 7500, 11_000, 18_000])

LEAD = np.array([-40.0, -24, -5, 0, -2, -1.5, 0, 3.5, 5, 3.5, 1, 1.5, 0])
"""dB at `TONE`: no rumble, less mud, more presence, some air. A low voice keeps an octave more."""

HISS = (4000.0, 15_000.0)
"""Hz where s, sh and ch are."""

HISS_UNDER = 7.0
"""dB by which those stay below the line's usual level; a vowel has less there anyway."""

HARMONY_UNDER = 9.0
"""dB by which the other voices are softer than the lead."""

ROOM = 0.35
"""Seconds of the room's T60."""

BLOCK = 64


@dataclass(frozen=True)
class Booth:
    """How this song's singer is recorded: `echo` in seconds (0 for none)."""

    low: bool
    bright: float
    room: float
    send: float
    echo: float


def booth(plan: Plan) -> Booth:
    """What the genre does with a voice: dry in rap and punk, wide in slow songs."""
    genre = plan.genre
    return Booth(
        low=plan.voice is not None and not plan.voice.female,
        bright=plan.bright,
        room=0.16 if genre.reverb < 1.2 else 0.12,
        send=float(np.clip(0.05 + 0.065 * genre.reverb, 0.08, 0.26)),
        echo=3 * plan.step if genre.form in {"club", "song", "slow"} else 0.0,
    )


def record(line: SungLine, booth: Booth, tape: Tape, hall: Samples) -> None:
    """Put a line on the tape (stereo), and what the hall hears of it into `hall` (mono)."""
    lead = line.lead[None, :].astype(np.float32)
    _tone(lead, LEAD, booth.low)
    _compress(lead)
    _deess(lead)
    lead *= np.float32(_makeup(lead))
    tail = int((ROOM + 3.2 * booth.echo) * RATE)
    place = int(line.start * RATE)
    wet = np.zeros((2, lead.shape[1] + tail), dtype=np.float32)
    wet[:, : lead.shape[1]] = lead
    if line.harmony is not None:
        _harmonise(wet, line.harmony, booth, level(lead))
    heard = effects.middle(wet)[: max(0, len(hall) - place)]
    if booth.echo:
        effects.echo(wet, booth.echo, 0.14, 2)
    for start, piece in spectra.streamed(heard, effects.hall(ROOM, booth.bright)):
        wet[:, start : start + piece.shape[1]] += piece * np.float32(booth.room)
    tape.add(place, wet)
    hall[place : place + len(heard)] += heard * np.float32(booth.send)


def _tone(sound: Samples, decibels: Samples, low: bool) -> None:
    lower = np.where(TONE < 400, 0.6, 1.0) if low else 1.0
    spectra.shape(sound, TONE * lower, 10 ** (decibels / 20))


def _envelope(sound: Samples) -> Samples:
    """Level of each `BLOCK` in dB, smoothed over 30 ms."""
    many = -(-sound.shape[1] // BLOCK)
    power = np.zeros((len(sound), many * BLOCK), dtype=np.float32)
    power[:, : sound.shape[1]] = np.square(sound)
    blocks = power.reshape(len(sound), many, BLOCK).mean(axis=(0, 2))
    window = np.hanning(23)
    return np.asarray(
        10 * np.log10(np.convolve(blocks, window / window.sum(), "same")[:many] + 1e-8)
    )


def _compress(sound: Samples) -> None:
    """Bring what stands out within a line down towards the rest, 3 to 1."""
    levels = _envelope(sound)
    loud = levels[levels > levels.max() - 25]
    over = np.maximum(levels - (np.percentile(loud, 50) - 3), 0)
    effects.ease(sound, 10 ** (-over * (2 / 3) / 20), BLOCK)


def _deess(sound: Samples) -> None:
    """Bring what hisses above `HISS_UNDER` down to it, and leave the rest of the spectrum alone.

    A split-band de-esser (M. Senior, chapter 9): presence makes words clear and an s too sharp.
    """
    hiss = sound.copy()
    spectra.shape(hiss, spectra.GRID, spectra.open_between(*HISS))
    levels = _envelope(sound)
    usual = np.percentile(levels[levels > levels.max() - 25], 50)
    over = np.maximum(_envelope(hiss) - (usual - HISS_UNDER), 0)
    effects.ease(hiss, 1 - 10 ** (-over / 20), BLOCK)
    sound -= hiss


def _makeup(sound: Samples) -> float:
    """The gain that takes a line most of the way to the usual loudness."""
    tenths = loudness.estimated(sound, RATE)
    if not len(tenths) or tenths.max() <= 0:
        return 1.0
    heard = loudness.lufs(tenths[tenths > tenths.max() / 30].mean())
    return float(10 ** (EVEN * np.clip(LOUD - heard, -20, 20) / 20))


def _harmonise(wet: Samples, harmony: Samples, booth: Booth, lead: float) -> None:
    """Other voices, softer than the lead and without its presence."""
    others = harmony.astype(np.float32)
    _tone(others, np.minimum(LEAD, 0), booth.low)
    soft = lead * 10 ** (-HARMONY_UNDER / 20) / max(level(others), 1e-6)
    wet[:, : others.shape[1]] += others * np.float32(min(soft, 4.0))


def riding(
    voice: Samples, backing: Samples, passages: list[tuple[float, float]], above: float
) -> Samples:
    """A gain for each tenth of a second that keeps the voice `above` dB over the band.

    `voice` and `backing` are K-weighted energies of tenths, `passages` (start, end) in seconds.
    The whole song is set first; then each passage moves by 3 dB at most.
    """
    sung = voice > voice.max() / 300
    gain = above - _ratio(voice[sung], backing[sung])
    curve = np.full(len(voice), gain)
    for start, end in passages:
        inside = slice(int(start * 10), int(end * 10))
        there = sung[inside]
        if there.any():
            ratio = _ratio(voice[inside][there], backing[inside][there])
            curve[inside] = gain + np.clip(above - ratio - gain, -3, 3)
    window = np.hanning(13) / np.hanning(13).sum()
    return np.asarray(10 ** (np.convolve(np.pad(curve, 6, mode="edge"), window, "valid") / 20))


def _ratio(voice: Samples, backing: Samples) -> float:
    return float(10 * np.log10(max(voice.sum(), 1e-12) / max(backing.sum(), 1e-12)))
