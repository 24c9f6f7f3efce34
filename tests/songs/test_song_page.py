"""A song's own page: its words, its chords, how it was made, and what there is to keep."""

import re

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generator.catalog.models import MusicModel, Price
from generator.songs.models import Part, Song, State, Take
from generator.teams.models import User
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring

TOO_LONG = "The second verse is too long to be sung."


@pytest.fixture
def song(make_song: Make, fake: FakeProvider) -> Song:
    return bring(make_song(), State.READY, clip=fake.sung_clip(notice=TOO_LONG))


def text_of(client: Client, song: Song) -> str:
    """What there is to read, in one line."""
    page = client.get(f"/songs/{song.pk}/").content.decode()
    main = page[page.index("<main") : page.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def hrefs(client: Client, song: Song) -> list[str]:
    page = client.get(f"/songs/{song.pk}/").content.decode()
    return re.findall(r'<a href="([^"]+)" download', page)


def test_it_offers_everything_there_is_to_keep(signed_in: Client, song: Song) -> None:
    take = song.takes.get().pk
    assert hrefs(signed_in, song) == [
        f"/takes/{take}/download", f"/takes/{take}/lrc", f"/takes/{take}/midi/download",
        f"/takes/{take}/chords/download", f"/takes/{take}/voice/download",
        f"/takes/{take}/drums/download", f"/takes/{take}/zip",
    ]  # fmt: skip
    assert all(signed_in.get(href).status_code == 200 for href in hrefs(signed_in, song))


def test_it_offers_no_more_than_there_is(
    signed_in: Client, make_song: Make, fake: FakeProvider
) -> None:
    plain = bring(make_song(), State.READY, clip=fake.clip())
    assert hrefs(signed_in, plain) == [f"/takes/{plain.takes.get().pk}/download"]
    assert "How it was made" not in text_of(signed_in, plain)
    assert "Chord sheet" not in text_of(signed_in, plain)


def test_it_tells_how_the_song_was_made(signed_in: Client, song: Song) -> None:
    shown = text_of(signed_in, song)
    for fact in (
        "Genre waltz", "Tempo 96 bpm", "Key F♯ minor", "Metre 3/4", "Language English",
        "Voice low female",
    ):  # fmt: skip
        assert fact in shown


def test_it_shows_what_was_not_sung(signed_in: Client, song: Song) -> None:
    assert f"Not sung. {TOO_LONG}" in text_of(signed_in, song)
    Take.objects.update(notice="")
    assert "Not sung" not in text_of(signed_in, song)


def test_it_shows_the_chords_above_the_words(signed_in: Client, song: Song) -> None:
    page = signed_in.get(f"/songs/{song.pk}/").content.decode()
    assert "<span><b>F♯m</b>Hello </span><span><b>D</b>there</span>" in page


def test_it_is_there_without_chords_whose_file_is_gone(signed_in: Client, song: Song) -> None:
    default_storage.delete(str(song.takes.get().parts.get(kind="chords").file))
    page = signed_in.get(f"/songs/{song.pk}/")
    assert page.status_code == 200
    assert "<b>F♯m</b>" not in page.content.decode()


@pytest.mark.parametrize(
    ("provider", "asked", "told"),
    [
        ("studio", 60_000, "asked 60 kbps, made 64 kbps , the next legal rate"),
        ("studio", 256_000, "asked 256 kbps, made 64 kbps , the highest at this sample rate"),
        ("studio", 64_000, "asked 64, got 64 kbps "),
        ("apiin", 256_000, "asked 256, got 64 kbps "),
    ],
)
def test_it_says_which_bitrate_was_asked_for_and_which_came(
    signed_in: Client, song: Song, provider: str, asked: int, told: str
) -> None:
    Song.objects.update(bitrate=asked)
    MusicModel.objects.filter(pk=song.model_id).update(provider=provider)
    assert told in text_of(signed_in, song)


def test_it_marks_sung_lines_and_leaves_the_others_plain(
    signed_in: Client, make_song: Make, fake: FakeProvider
) -> None:
    asked = make_song(lyrics="[Verse]\nHello there\nNobody sings this")
    song = bring(asked, State.READY, clip=fake.sung_clip())
    page = signed_in.get(f"/songs/{song.pk}/").content.decode()
    assert "<h3>Verse</h3>" in page
    assert "<p>Nobody sings this</p>" in page
    assert page.count("#t=") == 1


def test_it_reads_the_words_of_a_song_that_is_not_ready(signed_in: Client, make_song: Make) -> None:
    page = signed_in.get(f"/songs/{make_song().pk}/").content.decode()
    assert "<h3>Verse</h3>" in page
    assert "<p>Hello there</p>" in page


def test_it_offers_another_take_at_todays_price(
    signed_in: Client, song: Song, minimax: MusicModel
) -> None:
    Price.objects.create(model=minimax, credits=7, starts_at=timezone.now())
    page = signed_in.get(f"/songs/{song.pk}/").content.decode()
    assert "Another take, 7 credits" in page
    (token,) = re.findall(r'name="token" value="([^"]+)"', page)
    for _ in range(2):  # the button was pressed twice
        signed_in.post(f"/songs/{song.pk}/again/", {"token": token, "next": "/"})
    again = Song.objects.get(retry_of=song)
    assert (again.prompt, again.lyrics, again.price) == (song.prompt, song.lyrics, 7)
    assert again.pk != song.pk  # which seeds the studio's tune


def test_it_offers_no_other_take_where_none_can_be_made(
    signed_in: Client, client: Client, listener: User, song: Song, fake: FakeProvider
) -> None:
    fake.is_connected = False
    assert "Another take" not in text_of(signed_in, song)
    fake.is_connected = True
    client.force_login(listener)
    assert "Another take" not in text_of(client, song)


def test_it_says_that_a_machine_made_it(signed_in: Client, song: Song) -> None:
    assert "Made by AI: MiniMax Music" in text_of(signed_in, song)
    MusicModel.objects.filter(pk=song.model_id).update(provider="studio")
    assert "a procedural engine on this server with a synthetic voice" in text_of(signed_in, song)


def asked(client: Client, path: str) -> list[str]:
    """What a page asks of the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_it_asks_no_more_of_the_database_for_many_parts(signed_in: Client, song: Song) -> None:
    many = asked(signed_in, f"/songs/{song.pk}/")
    Part.objects.exclude(kind="chords").delete()
    assert len(many) == len(asked(signed_in, f"/songs/{song.pk}/"))


def test_it_does_not_read_a_takes_words_for_a_list(signed_in: Client, song: Song) -> None:
    assert any('"words"' in sql for sql in asked(signed_in, f"/songs/{song.pk}/"))
    assert not any('"words"' in sql for sql in asked(signed_in, "/songs/"))
