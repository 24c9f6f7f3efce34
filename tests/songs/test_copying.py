"""Bringing the audio home."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import mutagen
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from generator.causes import Cause
from generator.providers.base import Brief, Clip, Phase, Report, Update
from generator.songs import copying, progress
from generator.songs.models import Song, State
from generator.teams.models import Team
from generator.wallet.ledger import Balance, balance_of
from tests.songs.fake import FakeProvider
from tests.songs.sounds import Site
from tests.songs.steps import Make, bring, disagreements_now

BACK, CHARGED = Balance(100, 0), Balance(70, 0)
Drain = Callable[[], int]


def copying_song(song: Song, *clips: Clip) -> Song:
    progress.claim_submission(song, now=timezone.now())
    done = Update(Phase.DONE, upstream_id="task-1", clips=clips)
    progress.apply(song, done, now=timezone.now())
    return song


def copy(song: Song) -> Song:
    copying.copy_song(song, now=timezone.now())
    song.refresh_from_db()
    return song


def stored(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_keeps_both_takes(make_song: Make, sounds: Site, team: Team) -> None:
    song = copy(copying_song(make_song(), sounds.clip(), sounds.clip()))
    assert song.state == State.READY
    assert [take.number for take in song.takes.all()] == [1, 2]
    assert balance_of(team) == CHARGED
    assert disagreements_now() == []


@pytest.mark.parametrize("bad", ["/bad", "/not-there"])
def test_it_keeps_the_take_that_is_a_song(
    make_song: Make, sounds: Site, team: Team, bad: str, own_storage: Path
) -> None:
    song = copy(copying_song(make_song(), sounds.clip(bad), sounds.clip()))
    (take,) = song.takes.all()
    assert (song.state, take.number) == (State.READY, 1)
    assert len(stored(own_storage)) == 1
    assert balance_of(team) == CHARGED


def test_it_says_of_a_take_what_it_measured(make_song: Make, sounds: Site) -> None:
    song = copy(copying_song(make_song(), sounds.clip()))
    take = song.takes.get()
    assert take.seconds == pytest.approx(2, abs=0.1)
    assert (take.bitrate, take.sample_rate, take.channels) == (64_000, 44_100, 1)
    assert take.content_type == "audio/mpeg"
    assert take.size == default_storage.size(str(take.file))
    assert max(take.peaks) == 100


def test_it_writes_the_song_into_the_file(make_song: Make, sounds: Site) -> None:
    song = copy(copying_song(make_song(), sounds.clip()))
    with default_storage.open(str(song.takes.get().file)) as file:
        tags = mutagen.File(BytesIO(file.read())).tags
    assert tags["TIT2"].text == ["City lights"]
    assert tags.getall("USLT")[0].text == "[Verse]\nHello there"
    assert "AI-generated with MiniMax Music" in " ".join(str(value) for value in tags.values())


@pytest.mark.parametrize(
    ("own", "upstreams", "kept"),
    [
        ("Mine", "Theirs", "Mine"),
        ("", "Theirs", "Theirs"),
        ("", "", ""),
        ("", "x" * 300, "x" * 200),
    ],
)
def test_it_takes_upstreams_title_where_none_was_given(
    make_song: Make, sounds: Site, own: str, upstreams: str, kept: str
) -> None:
    song = copy(copying_song(make_song(title=own), sounds.clip(title=upstreams)))
    assert (song.state, song.title) == (State.READY, kept)


def test_it_asks_anew_for_a_bad_file_and_then_gives_up(
    make_song: Make, sounds: Site, team: Team, own_storage: Path
) -> None:
    song = bring(make_song(), State.RENDERING)
    progress.apply(song, sounds.done("/bad"), now=timezone.now())
    for _ in range(progress.MOST_ATTEMPTS - 1):
        assert copy(song).state == State.RENDERING
        assert song.next_poll_at is not None
        progress.apply(song, sounds.done("/bad"), now=timezone.now())
    assert copy(song).state == State.FAILED
    assert song.cause == Cause.BAD_FILE
    assert song.detail
    assert stored(own_storage) == []
    assert balance_of(team) == BACK


def test_it_is_well_where_the_second_address_works(
    make_song: Make, sounds: Site, team: Team
) -> None:
    song = copy(copying_song(make_song(), sounds.clip("/not-there")))
    progress.apply(song, sounds.done(), now=timezone.now())
    assert copy(song).state == State.READY
    assert balance_of(team) == CHARGED


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/song.mp3", "https://169.254.169.254/x"])
def test_it_goes_to_no_private_address(make_song: Make, sounds: Site, team: Team, url: str) -> None:
    song = copy(copying_song(make_song(), Clip(url=url)))
    assert (song.state, song.cause) == (State.FAILED, Cause.BAD_FILE)
    assert balance_of(team) == BACK


@pytest.fixture
def meanwhile() -> Callable[[Callable[[], object]], None]:
    """What happens right after a file was stored, and before the song is ready."""
    return lambda act: setattr(default_storage, "after_save", act)


def test_it_keeps_nothing_where_somebody_else_ended_the_song(
    make_song: Make,
    sounds: Site,
    team: Team,
    own_storage: Path,
    meanwhile: Callable[[Callable[[], object]], None],
) -> None:
    song = copying_song(make_song(), sounds.clip(), sounds.clip())
    other = Song.objects.get(pk=song.pk)
    meanwhile(lambda: other.pending and progress.cancel(other, now=timezone.now()))
    copy(song)
    assert song.state == State.CANCELLED
    assert stored(own_storage) == []
    assert balance_of(team) == BACK
    assert disagreements_now() == []


def test_it_keeps_nothing_where_it_breaks_in_the_middle(
    make_song: Make,
    sounds: Site,
    own_storage: Path,
    meanwhile: Callable[[Callable[[], object]], None],
) -> None:
    song = copying_song(make_song(), sounds.clip(), sounds.clip())

    def second_time() -> None:
        if len(stored(own_storage)) == 2:
            raise OSError("No space left on device")

    meanwhile(second_time)
    with pytest.raises(OSError, match="No space"):
        copy(song)
    song.refresh_from_db()
    assert song.state == State.COPYING  # for the sweep, once there is space
    assert len(stored(own_storage)) <= 1  # what the storage itself left behind


def test_it_brings_home_what_was_rendered_here(
    make_song: Make, fake: FakeProvider, own_storage: Path
) -> None:
    clip = fake.clip()
    assert clip.path
    song = copy(copying_song(make_song(), clip))
    assert song.state == State.READY
    assert len(stored(own_storage)) == 1
    assert not clip.path.exists()


def test_it_renders_again_where_its_own_file_is_gone_and_then_gives_up(
    make_song: Make, team: Team, tmp_path: Path
) -> None:
    song = copying_song(make_song(), Clip(path=tmp_path / "gone.mp3"))
    assert copy(song).state == State.QUEUED
    assert copy(copying_song(song, Clip(path=tmp_path / "gone.mp3"))).state == State.FAILED
    assert song.cause == Cause.BAD_FILE
    assert balance_of(team) == BACK


@pytest.mark.django_db(transaction=True)
def test_it_throws_away_what_was_rendered_for_a_song_that_was_cancelled(
    drain_queue: Drain, make_song: Make, fake: FakeProvider
) -> None:
    song, clip = make_song(), fake.clip()

    def render(brief: Brief, *, report: Report) -> Update:
        progress.cancel(Song.objects.get(pk=song.pk), now=timezone.now())
        return Update(Phase.DONE, upstream_id="studio-1", clips=(clip,))

    fake.submit = render  # type: ignore[method-assign]
    drain_queue()
    song.refresh_from_db()
    assert song.state == State.CANCELLED
    assert clip.path
    assert not clip.path.exists()


def test_it_leaves_a_song_alone_that_is_being_copied(
    make_song: Make, sounds: Site, own_storage: Path
) -> None:
    song = bring(make_song(), State.COPYING, clip=sounds.clip())
    now = timezone.now()
    Song.objects.update(lease_until=now + timedelta(seconds=1))
    copying.copy_song(song, now=now)
    assert stored(own_storage) == []
