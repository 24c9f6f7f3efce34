"""Songs to listen to: each brief is rendered once for all tests, and decoded from its MP3."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import miniaudio
import numpy as np
import pytest

from generator.studio import Brief, Rendered, render
from generator.studio.samples import Samples

SONG = """[Verse 1]
Walking down the empty street at night
Every window holds a little light
[Chorus]
Take me home across the river
Take me where the lanterns glow
[Verse 2]
Morning finds me on a northern train
Silver fields are shining in the rain
[Chorus]
Take me home across the river
Take me where the lanterns glow
"""


@dataclass(frozen=True)
class Heard:
    """A song as a listener gets it: what was said of it, and the decoded sound."""

    song: Rendered
    sound: Samples
    rate: int


def decode(mp3: bytes) -> tuple[Samples, int]:
    """(channels, count) at the file's own rate."""
    audio = miniaudio.mp3_read_f32(mp3)
    samples = np.asarray(audio.samples, dtype=np.float32)
    return samples.reshape(-1, audio.nchannels).T.copy(), audio.sample_rate


@cache
def _listen(brief: Brief, apart: bool) -> Heard:
    song = render(brief, apart=apart)
    sound, rate = decode(song.mp3)
    return Heard(song, sound, rate)


@pytest.fixture
def listen() -> Callable[..., Heard]:
    """Render (once per process) and decode the brief with these fields; `apart` with stems."""
    return lambda prompt, apart=False, **fields: _listen(Brief(prompt, **fields), apart)


@pytest.fixture
def lyrics() -> str:
    """Two verses and a chorus that comes back."""
    return SONG
