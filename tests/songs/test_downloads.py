"""A take's files, through the real views: stems, notes, chords, timed words, all at once."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import mutagen
import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from generator.songs.models import State, Take
from tests.songs.fake import CHORDS, FakeProvider
from tests.songs.steps import Make, bring


@pytest.fixture
def take(make_song: Make, fake: FakeProvider) -> Take:
    return bring(make_song(), State.READY, clip=fake.sung_clip()).takes.get()


@pytest.fixture
def plain_take(make_song: Make, fake: FakeProvider) -> Take:
    """As gateways send them: the sound, and nothing else."""
    return bring(make_song(), State.READY, clip=fake.clip()).takes.get()


def body(answer: HttpResponse) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def stored(name: object) -> bytes:
    with default_storage.open(str(name)) as file:
        return bytes(file.read())


def test_it_plays_a_stem_as_it_plays_the_song(signed_in: Client, take: Take) -> None:
    stem = take.parts.get(kind="voice")
    whole = signed_in.get(f"/takes/{take.pk}/voice/audio")
    assert (whole.status_code, whole["Content-Type"]) == (200, "audio/mpeg")
    assert "Content-Disposition" not in whole
    assert body(whole) == stored(stem.file)
    part = signed_in.get(f"/takes/{take.pk}/voice/audio", headers={"Range": "bytes=100-199"})
    assert (part.status_code, body(part)) == (206, stored(stem.file)[100:200])


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("voice/download", "City lights (voice).mp3", "audio/mpeg"),
        ("drums/download", "City lights (drums).mp3", "audio/mpeg"),
        ("midi/download", "City lights.mid", "audio/midi"),
        ("chords/download", "City lights (chord sheet).txt", "text/plain; charset=utf-8"),
        ("lrc", "City lights.lrc", "text/plain; charset=utf-8"),
        ("zip", "City lights.zip", "application/zip"),
    ],
)
def test_it_names_each_download(
    signed_in: Client, take: Take, path: str, name: str, kind: str
) -> None:
    answer = signed_in.get(f"/takes/{take.pk}/{path}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == kind
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body(answer)


def test_it_sends_the_chords_as_they_were_written(signed_in: Client, take: Take) -> None:
    assert body(signed_in.get(f"/takes/{take.pk}/chords/download")).decode() == CHORDS


def test_it_sends_the_words_with_their_times(signed_in: Client, take: Take) -> None:
    text = body(signed_in.get(f"/takes/{take.pk}/lrc")).decode()
    assert "[ti:City lights]" in text
    assert "[00:00.25]<00:00.25>Hello <00:00.75>there<00:01.50>" in text


def test_it_puts_all_of_it_into_one_archive(signed_in: Client, take: Take) -> None:
    archive = ZipFile(BytesIO(body(signed_in.get(f"/takes/{take.pk}/zip"))))
    assert archive.testzip() is None
    assert archive.namelist() == [
        "City lights.mp3", "City lights (voice).mp3", "City lights (drums).mp3",
        "City lights.mid", "City lights (chord sheet).txt", "City lights.lrc",
    ]  # fmt: skip
    assert archive.read("City lights.mp3") == stored(take.file)
    assert mutagen.File(BytesIO(archive.read("City lights (voice).mp3"))).info.length > 1


def test_it_puts_a_song_without_parts_into_an_archive_as_well(
    signed_in: Client, plain_take: Take
) -> None:
    archive = ZipFile(BytesIO(body(signed_in.get(f"/takes/{plain_take.pk}/zip"))))
    assert archive.namelist() == ["City lights.mp3"]


def test_it_sends_no_half_archive(signed_in: Client, take: Take) -> None:
    default_storage.delete(str(take.parts.get(kind="drums").file))
    assert signed_in.get(f"/takes/{take.pk}/zip").status_code == 404


@pytest.mark.parametrize("path", ["lrc", "voice/audio", "midi/download", "hologram/download"])
def test_it_has_nothing_where_there_is_nothing(
    signed_in: Client, plain_take: Take, path: str
) -> None:
    assert signed_in.get(f"/takes/{plain_take.pk}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["words", "lrc", "zip", "voice/audio", "midi/download"])
def test_it_takes_no_post(signed_in: Client, take: Take, path: str) -> None:
    assert signed_in.post(f"/takes/{take.pk}/{path}").status_code == 405


def test_it_leaves_the_sending_of_stems_to_nginx_where_told(
    signed_in: Client, take: Take, settings: LazySettings
) -> None:
    settings.AUDIO_ACCEL_PREFIX = "/protected/"
    answer = signed_in.get(f"/takes/{take.pk}/voice/audio")
    assert answer["X-Accel-Redirect"] == f"/protected/{take.parts.get(kind='voice').file}"


def links(page: str) -> Iterator[str]:
    yield from re.findall(r'href="(/takes/[^"#]+)"', page)


def test_it_gives_the_deck_each_line_with_its_moment(signed_in: Client, take: Take) -> None:
    words = signed_in.get(f"/takes/{take.pk}/words").content.decode()
    assert f'data-words-of="{take.pk}"' in words
    assert f'href="/takes/{take.pk}/audio#t=0.25" data-at="0.25" data-to="1.5"' in words
    assert '<span data-at="0.75">there</span>' in words
    assert "<h3>Verse</h3>" in words
    assert "<html" not in words


def test_it_gives_the_deck_plain_words_where_no_times_are_known(
    signed_in: Client, plain_take: Take
) -> None:
    words = signed_in.get(f"/takes/{plain_take.pk}/words").content.decode()
    assert "<p>Hello there</p>" in words
    assert "data-at" not in words
    assert "data-words-of" not in words


def test_it_keeps_markup_in_words_from_being_markup(
    signed_in: Client, make_song: Make, fake: FakeProvider
) -> None:
    song = make_song(lyrics="[<b>]\n<img src=x> there\nHello <script>")
    take = bring(song, State.READY, clip=fake.sung_clip()).takes.get()
    words = signed_in.get(f"/takes/{take.pk}/words").content.decode()
    assert not re.search(r"<(img|script|b)\b", words)
    assert "&lt;img src=x&gt;" in words
