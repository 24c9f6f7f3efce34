"""Search: words, or how they begin, in titles, prompts and lyrics, on either database."""

import unicodedata

import pytest
from django.db import connection

from generator.library.search import install, search
from generator.songs.models import Song
from tests.library.conftest import AddSong


def found(text: str, **more: int) -> set[str]:
    return set(search(Song.objects.all(), text, **more).values_list("title", flat=True))


@pytest.mark.parametrize(
    "text",
    [
        "café",
        "CAFE",
        "caf",
        "night café",
        "cafe noches",
        "lantern",
        "rock-p",
        "do not",
        "  ",
        ";--",
    ],
)
def test_it_finds_words_and_beginnings_in_all_that_was_written(
    add_song: AddSong, text: str
) -> None:
    add_song("Night Café", prompt="rock-pop, Noches", lyrics="[Verse]\nDo not put out the lanterns")
    assert found(text) == {"Night Café"}


@pytest.mark.parametrize(
    "title",
    [
        "Straße am Meer", "أغنية المساء", "שִׁיר ערב", "한국의 밤",
        "がんばれ ガール", "夜航船の歌", "हिन्दी गीत", "Ночной трамвай",
        "ΛΟΓΟΣ καλός", "İstanbul ışığı", "Ｆｕｌｌ ｗｉｄｔｈ", "Nguyễn Ái",
        "fín ﬁn", "เพลงของเรา", "Don't stop", "C'est l’été",
        "R.E.M. no.1", "10/4 time_out",
    ],
)  # fmt: skip
def test_it_finds_what_was_written_in_any_script(add_song: AddSong, title: str) -> None:
    add_song(title)
    for text in (title, title[:-1], *title.split(), unicodedata.normalize("NFD", title)):
        assert found(text) == {title}, text


@pytest.mark.parametrize("text", ["nightly", "xylophone", "night xylophone", "afe"])
def test_it_finds_nothing_where_a_word_is_missing(add_song: AddSong, text: str) -> None:
    add_song("Night Café")
    assert found(text) == set()


@pytest.mark.parametrize(
    "text",
    ['"', "'", "night\"", "night*", "NEAR(", "team_id:1", "a AND OR", "(", "\\", "\0night", "🎻",
     "' OR 1=1 --", "night:*", "& | !", "-night", "^night", "x" * 5_000, "a " * 500],
    ids=lambda text: repr(text)[:16],
)  # fmt: skip
def test_it_takes_any_text_for_words(add_song: AddSong, text: str) -> None:
    add_song("Night")
    assert found(text) <= {"Night"}


def test_it_follows_what_is_changed_and_deleted(add_song: AddSong) -> None:
    song = add_song("Harbour")
    song.change(title="Meadow")
    assert (found("harbour"), found("meadow")) == (set(), {"Meadow"})
    song.delete()
    assert found("meadow") == set()


def test_it_looks_into_one_team_only_where_told(add_song: AddSong) -> None:
    song = add_song("Night 7")
    assert found("night", team_id=song.team_id) == {"Night 7"}
    assert found("night", team_id=song.team_id + 1) == set()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's column needs no triggers")
def test_it_mends_itself_after_django_made_the_table_anew(add_song: AddSong) -> None:
    with connection.cursor() as cursor:
        for name in ("added", "gone", "changed"):
            cursor.execute(f"DROP TRIGGER song_words_{name}")
    add_song("Unnoticed")
    assert found("unnoticed") == set()
    install(connection)
    add_song("Noticed")
    assert found("unnoticed noticed") == set()
    assert (found("unnoticed"), found("noticed")) == ({"Unnoticed"}, {"Noticed"})
