"""libespeak-ng by ctypes: text in, a voice and its speech sounds out; no sound device is opened.

The calls and structures are those of `speak_lib.h`
(https://github.com/espeak-ng/espeak-ng/blob/1.52.0/src/include/espeak-ng/speak_lib.h).
"""

import ctypes
import functools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import espeakng_loader
import numpy as np

from generator.studio.samples import Samples

SYNCHRONOUS = 2
PHONEME_EVENTS, IPA, NO_EXIT = 1, 2, 0x8000
UTF8, SSML, END_PAUSE = 1, 0x10, 0x1000
RATE, PITCH, RANGE = 1, 3, 4
WORD, PHONEME = 1, 7

WORDS_A_MINUTE, PITCH_SETTING = 130, 62
"""Slow enough to be clear; about 102 Hz, which the range of 0 keeps flat."""


class NoSpeech(RuntimeError):
    """The speech library cannot be loaded here, or lacks a voice: nothing can be sung."""


@dataclass(frozen=True)
class Heard:
    """A sound as the library names it (IPA with stress and length), from sample `start` on.

    `place` is the character of the text, from 0, at or before which its word begins;
    an empty `ipa` is a
    pause, a glottal stop or a tone.
    """

    ipa: str
    place: int
    start: int


@dataclass(frozen=True)
class Said:
    """What was said: mono float32 at `rate` Hz, and its sounds in order."""

    samples: Samples
    rate: int
    heard: tuple[Heard, ...]


class _Identity(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Identity),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class _Library:
    """The loaded library. It has global state, so one text is said at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._chunks: list[Samples] = []
        self._heard: list[Heard] = []
        self._place = 0
        self._call = load(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.rate = int(
            self._call.espeak_Initialize(SYNCHRONOUS, 0, data, PHONEME_EVENTS | IPA | NO_EXIT)
        )
        if self.rate <= 0:
            raise NoSpeech("The speech library libespeak-ng found no data to speak with.")
        self._kept: Callable[..., int] = _Callback(self._take)
        self._call.espeak_SetSynthCallback(self._kept)

    def say(self, text: str, voice: str) -> Said:
        """Say SSML with the voice; raise NoSpeech where it is missing."""
        with self._lock:
            self._chunks, self._heard, self._place = [], [], 0
            if self._call.espeak_SetVoiceByName(voice.encode()) != 0:
                raise NoSpeech(f"The speech library has no voice called {voice}.")
            for setting, value in ((RATE, WORDS_A_MINUTE), (PITCH, PITCH_SETTING), (RANGE, 0)):
                self._call.espeak_SetParameter(setting, value, 0)
            encoded = text.encode() + b"\0"
            flags = UTF8 | SSML | END_PAUSE
            self._call.espeak_Synth(encoded, len(encoded), 0, 1, 0, flags, None, None)
            self._call.espeak_Synchronize()
            sound = np.concatenate(self._chunks) if self._chunks else np.zeros(0, np.float32)
            return Said(sound, self.rate, tuple(self._heard))

    def _take(self, wave: Any, count: int, events: Any) -> int:
        """Keep a piece of sound and its events; the library calls this while it speaks."""
        if wave and count > 0:
            piece = np.ctypeslib.as_array(wave, (count,)).astype(np.float32)
            self._chunks.append(piece / np.float32(32768))
        place = 0
        while events[place].type:
            event = events[place]
            if event.type == WORD:
                self._place = event.text_position - 1
            elif event.type == PHONEME:
                ipa = event.id.string.decode(errors="ignore")
                self._heard.append(Heard(ipa, self._place, event.sample))
            place += 1
        return 0


def load(path: str) -> ctypes.CDLL:
    """The library in this file, its functions declared; raise NoSpeech where it can't be loaded."""
    try:
        call = ctypes.CDLL(path)
    except OSError as cause:
        raise NoSpeech(f"The speech library could not be loaded from {path}: {cause}") from cause
    number, text, size, flags = ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint
    nothing = ctypes.c_void_p
    call.espeak_Initialize.argtypes = [number, number, text, number]
    call.espeak_SetVoiceByName.argtypes = [text]
    call.espeak_SetParameter.argtypes = [number, number, number]
    call.espeak_Synth.argtypes = [text, size, flags, number, flags, flags, nothing, nothing]
    return call


@functools.cache
def library() -> _Library:
    """The one library of this process."""
    return _Library()
