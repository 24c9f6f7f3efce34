"""What comes with a song besides its sound: kept with it, and gone with it."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import mutagen
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from generator.providers import registry
from generator.providers.base import Brief, Clip, Phase, Report, Update
from generator.songs import copying, jobs, progress
from generator.songs.models import Song, State
from tests.songs.fake import CHORDS, FACTS, FakeProvider
from tests.songs.steps import Make, bring, disagreements_now

Drain = Callable[[], int]


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def here(clip: Clip) -> list[Path]:
    """The clip's files that are still where they were rendered."""
    assert clip.path
    return [path for path in (clip.path, *(path for _, path in clip.parts)) if path.exists()]


def ready_to_copy(song: Song, clip: Clip) -> Song:
    progress.claim_submission(song, now=timezone.now())
    done = Update(Phase.DONE, upstream_id="studio-1", clips=(clip,))
    progress.apply(song, done, now=timezone.now())
    return song


def test_it_keeps_all_that_came_with_a_song(
    make_song: Make, fake: FakeProvider, own_storage: Path
) -> None:
    clip = fake.sung_clip(notice="The second verse is too long to be sung.")
    song = bring(make_song(), State.READY, clip=clip)
    take = song.takes.get()
    assert take.words == [["Hello", 0.25, 0.75, 0], ["there", 0.75, 1.5, 0]]
    assert take.facts == FACTS
    assert take.notice == "The second verse is too long to be sung."
    parts = {part.kind: part for part in take.parts.all()}
    assert list(parts) == ["voice", "drums", "midi", "chords"]
    assert parts["voice"].content_type == "audio/mpeg"
    assert default_storage.open(str(parts["chords"].file)).read().decode() == CHORDS
    assert all(part.size == default_storage.size(str(part.file)) for part in parts.values())
    assert len(files_in(own_storage)) == 5
    assert {path.parent.name for path in files_in(own_storage)} == {str(song.pk)}
    assert here(clip) == []


def test_it_writes_into_each_stem_what_it_is_and_that_a_machine_made_it(
    make_song: Make, fake: FakeProvider
) -> None:
    take = bring(make_song(), State.READY, clip=fake.sung_clip()).takes.get()
    with default_storage.open(str(take.parts.get(kind="voice").file)) as file:
        tags = mutagen.File(BytesIO(file.read())).tags
    assert tags["TIT2"].text == ["City lights (voice)"]
    assert tags["TXXX:AI-GENERATED"].text == ["yes"]


def test_it_writes_the_words_times_and_the_music_into_the_song(
    make_song: Make, fake: FakeProvider
) -> None:
    take = bring(make_song(), State.READY, clip=fake.sung_clip()).takes.get()
    with default_storage.open(str(take.file)) as file:
        tags = mutagen.File(BytesIO(file.read())).tags
    assert tags.getall("SYLT")[0].text == [("Hello", 250), (" there", 750)]
    assert (tags["TBPM"].text, tags["TKEY"].text) == (["96"], ["F#m"])


@pytest.mark.parametrize("missing", range(5))
def test_it_keeps_nothing_where_one_of_the_files_is_gone(
    make_song: Make, fake: FakeProvider, own_storage: Path, missing: int
) -> None:
    clip = fake.sung_clip()
    here(clip)[missing].unlink()
    song = ready_to_copy(make_song(), clip)
    copying.copy_song(song, now=timezone.now())
    song.refresh_from_db()
    assert song.state == State.QUEUED  # it is rendered again
    assert files_in(own_storage) == []
    assert here(clip) == []
    assert disagreements_now() == []


def test_it_keeps_nothing_where_somebody_ended_the_song_between_two_files(
    make_song: Make, fake: FakeProvider, own_storage: Path
) -> None:
    clip = fake.sung_clip()
    song = ready_to_copy(make_song(), clip)
    other = Song.objects.get(pk=song.pk)
    default_storage.after_save = lambda: (  # type: ignore[attr-defined]
        other.pending and progress.cancel(other, now=timezone.now())
    )
    copying.copy_song(song, now=timezone.now())
    song.refresh_from_db()
    assert song.state == State.CANCELLED
    assert (files_in(own_storage), here(clip)) == ([], [])
    assert disagreements_now() == []


def test_it_keeps_nothing_where_the_storage_breaks_between_two_files(
    make_song: Make, fake: FakeProvider, own_storage: Path
) -> None:
    song = ready_to_copy(make_song(), fake.sung_clip())

    def third_time() -> None:
        if len(files_in(own_storage)) == 3:
            raise OSError("No space left on device")

    default_storage.after_save = third_time  # type: ignore[attr-defined]
    with pytest.raises(OSError, match="No space"):
        copying.copy_song(song, now=timezone.now())
    assert len(files_in(own_storage)) <= 1  # what the storage itself left behind
    song.refresh_from_db()
    assert song.state == State.COPYING  # for the sweep, once there is space


@pytest.mark.parametrize("end", [State.CANCELLED, State.FAILED, State.EXPIRED])
def test_it_throws_the_files_away_of_a_song_that_ended_before_its_copying_began(
    make_song: Make, fake: FakeProvider, end: State
) -> None:
    clip = fake.sung_clip()
    song = ready_to_copy(make_song(), clip)
    Song.objects.filter(pk=song.pk).update(state=end)
    copying.copy_song(song, now=timezone.now())
    assert here(clip) == []


def test_it_leaves_the_files_to_who_is_copying_them(make_song: Make, fake: FakeProvider) -> None:
    clip = fake.sung_clip()
    song = ready_to_copy(make_song(), clip)
    Song.objects.update(lease_until=timezone.now() + timedelta(seconds=9))
    copying.copy_song(song, now=timezone.now())
    assert len(here(clip)) == 5


@pytest.mark.django_db(transaction=True)
def test_it_throws_all_files_away_that_were_rendered_for_a_song_that_was_cancelled(
    drain_queue: Drain, make_song: Make, fake: FakeProvider
) -> None:
    song, clip = make_song(), fake.sung_clip()

    def render(brief: Brief, *, report: Report) -> Update:
        progress.cancel(Song.objects.get(pk=song.pk), now=timezone.now())
        return Update(Phase.DONE, upstream_id="studio-1", clips=(clip,))

    fake.submit = render  # type: ignore[method-assign]
    drain_queue()
    assert here(clip) == []


def test_it_sweeps_up_what_a_dead_worker_left_behind(
    db: None, settings: object, tmp_path: Path
) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    folder = registry.scratch()
    folder.mkdir()
    old, fresh = folder / "7-a.voice.mp3", folder / "8-b.mid"
    for path in (old, fresh):
        path.write_bytes(b"x")
    long_ago = time.time() - 24 * 3600
    os.utime(old, (long_ago, long_ago))
    jobs.sweep()
    assert files_in(folder) == [fresh]


def test_it_passes_over_parts_of_a_kind_nobody_knows(
    make_song: Make, fake: FakeProvider, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.bin"
    odd.write_bytes(b"?")
    clip = fake.clip()
    with_odd = Clip(path=clip.path, parts=(("hologram", odd),))
    take = bring(make_song(), State.READY, clip=with_odd).takes.get()
    assert not take.parts.exists()
    assert here(with_odd) == []
