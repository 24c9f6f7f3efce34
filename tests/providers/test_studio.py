"""The studio as a provider: a process of its own, and no file left of a song that failed."""

import time

import miniaudio
import pytest

from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.base import Brief, Phase
from generator.providers.studio import Studio

PUNK = Brief(
    song_id=7,
    model="studio",
    prompt="punk, 200 bpm",
    lyrics="[Chorus]\nHold on tonight",
    bitrate=128_000,
)


class Stop(Exception):
    """Somebody wants the song no more."""


def studio(folder, seconds=120.0):
    return Studio(scratch=folder / "studio", timeout_seconds=seconds)


def left(folder):
    return sorted(path.name for path in (folder / "studio").iterdir())


def test_it_brings_the_song_its_parts_and_what_is_known_of_it(tmp_path):
    seen = []
    update = studio(tmp_path).submit(PUNK, report=lambda stage, percent: seen.append(percent))
    assert (update.phase, update.upstream_id) == (Phase.DONE, "studio-7")
    (clip,) = update.clips
    assert clip.path is not None
    assert miniaudio.mp3_get_file_info(str(clip.path)).duration == pytest.approx(
        clip.seconds, abs=0.2
    )
    assert [kind for kind, _ in clip.parts] == ["voice", "drums", "bass", "music", "midi", "chords"]
    assert all(path.stat().st_size > 200 for _, path in clip.parts)
    assert left(tmp_path) == sorted(path.name for path in (clip.path, *dict(clip.parts).values()))
    assert clip.words[0][:1] == ("Hold",)
    assert (clip.facts["genre"], clip.facts["tempo"], clip.facts["language"]) == ("punk", 200, "en")
    assert (clip.title, clip.notice) == ("Hold on tonight", "")
    assert seen == sorted(seen)


def test_it_stops_at_once_and_leaves_nothing_when_nobody_wants_the_song(tmp_path):
    def stop(stage: str, percent: int) -> None:
        if percent >= 30:
            stopped.append(time.monotonic())
            raise Stop

    stopped: list[float] = []
    with pytest.raises(Stop):
        studio(tmp_path).submit(PUNK, report=stop)
    assert time.monotonic() - stopped[0] < 2
    assert left(tmp_path) == []


def test_it_ends_a_song_that_takes_too_long_and_leaves_nothing(tmp_path):
    with pytest.raises(ProviderError) as caught:
        studio(tmp_path, seconds=0.3).submit(PUNK, report=lambda stage, percent: None)
    assert caught.value.cause == Cause.TIMED_OUT
    assert left(tmp_path) == []
