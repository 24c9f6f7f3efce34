"""A song's page: names, notes, picks, favourites, versions and what changed between them."""

from functools import partial
from uuid import uuid4

import pytest
from django.test import Client

from generator.library.differences import difference
from generator.songs.models import Song
from generator.teams.models import User
from tests.library.conftest import AddSong


def page(client: Client, song: Song) -> str:
    text: str = client.get(f"/songs/{song.pk}/").content.decode()
    return text


def test_it_renames_a_song_and_sorts_it_by_its_new_name(
    signed_in: Client, add_song: AddSong
) -> None:
    song, _ = add_song("Zebra"), add_song("Beta")
    signed_in.post(f"/songs/{song.pk}/rename/", {"title": "  Alpha\n two "})
    cards = signed_in.get("/songs/", {"sort": "title"}).context["cards"]
    assert [card.song.title for card in cards] == ["Alpha two", "Beta"]
    signed_in.post(f"/songs/{song.pk}/rename/", {"title": "x" * 201})
    song.refresh_from_db()
    assert song.title == "Alpha two"


def test_it_keeps_notes_as_they_were_written(signed_in: Client, add_song: AddSong) -> None:
    song = add_song("Meadow")
    signed_in.post(f"/songs/{song.pk}/notes/", {"notes": "<b>Slower</b>\r\nnext time\0"})
    song.refresh_from_db()
    assert song.notes == "<b>Slower</b>\nnext time"
    assert "&lt;b&gt;Slower" in page(signed_in, song)


def test_it_overwrites_no_notes_that_one_has_not_seen(signed_in: Client, add_song: AddSong) -> None:
    song = add_song("Meadow")
    post = partial(signed_in.post, f"/songs/{song.pk}/notes/")
    for _ in range(2):  # pressed twice
        assert post({"before": "", "notes": "Slower\r\nnext time"}).status_code == 302
    answer = post({"before": "", "notes": "Faster"})  # from another tab
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Somebody has changed these notes meanwhile. They say now: “Slower" in told
    assert "Faster</textarea>" in told
    assert 'name="before" value="Slower\nnext time"' in told
    assert post({"before": "Slower\r\nnext time", "notes": "Faster"}).status_code == 302
    song.refresh_from_db()
    assert song.notes == "Faster"


def test_it_gives_back_notes_that_are_too_long(signed_in: Client, add_song: AddSong) -> None:
    song = add_song("Meadow")
    answer = signed_in.post(f"/songs/{song.pk}/notes/", {"notes": "x" * 10_000})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "at most 5,000 characters, and these have 10000" in told
    assert "x" * 10_000 in told
    assert 'name="next" value="/songs/' in told
    assert f'value="/songs/{song.pk}/notes/"' not in told  # no form leads back to there
    song.refresh_from_db()
    assert song.notes == ""


def test_it_remembers_each_person_s_favourites(
    client: Client, alice: User, listener: User, add_song: AddSong
) -> None:
    song = add_song("Meadow")
    heart = f"/songs/{song.pk}/favourite/"
    for user, on, pressed in (
        (listener, "1", "true"),
        (listener, "1", "true"),
        (alice, "0", "false"),
    ):
        client.force_login(user)
        answer = client.post(heart, {"on": on}, headers={"HX-Request": "true"}, follow=True)
        assert f'aria-pressed="{pressed}"' in answer.content.decode()
        assert "<html" not in answer.content.decode()
    client.force_login(listener)
    assert len(client.get("/songs/?favourite=on").context["cards"]) == 1
    assert client.post(heart, {"on": "0", "next": "/songs/"})["Location"] == "/songs/"
    assert len(client.get("/songs/?favourite=on").context["cards"]) == 0


def test_it_trashes_and_restores_a_take_but_never_the_last(
    signed_in: Client, add_song: AddSong
) -> None:
    song = add_song("Meadow", takes=2)
    first, second = song.takes.all()
    signed_in.post(f"/takes/{first.pk}/trash/")
    assert signed_in.get(f"/takes/{first.pk}/audio").status_code == 404
    assert f"/takes/{first.pk}/audio" not in page(signed_in, song)
    signed_in.post(f"/takes/{second.pk}/trash/", {"next": "/songs/"})
    assert "last take" in signed_in.get("/songs/").content.decode()
    assert signed_in.get(f"/takes/{second.pk}/audio").status_code == 200
    signed_in.post(f"/takes/{first.pk}/restore/")
    assert signed_in.get(f"/takes/{first.pk}/audio").status_code == 200


def test_it_marks_picks(signed_in: Client, add_song: AddSong) -> None:
    song = add_song("Meadow", takes=2)
    take = song.takes.get(number=2)
    for on, there in (("1", True), ("1", True), ("0", False)):
        signed_in.post(f"/takes/{take.pk}/keep/", {"on": on})
        assert ("Your pick" in page(signed_in, song)) is there


def test_it_fills_the_form_to_edit_and_make_again_and_shows_what_changed(
    signed_in: Client, add_song: AddSong
) -> None:
    before = add_song("Meadow", lyrics="[Verse]\nThe lamp that hums", prompt="Slow waltz")
    form = signed_in.get(f"/?from={before.pk}").context["form"]
    asked = {name: form[name].value() for name in ("prompt", "lyrics", "title", "model", "source")}
    assert asked["lyrics"] == before.lyrics
    sent = {**asked, "lyrics": "[Verse]\nThe lamp that sings", "token": str(uuid4())}
    assert signed_in.post("/songs/", sent).status_code == 302
    after = Song.objects.get(retry_of=before)
    shown = page(signed_in, after)
    assert "<del>hums</del><ins>sings</ins>" in shown
    assert f'href="/songs/{before.pk}/"' in shown


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, "\0"])
def test_it_fills_nothing_from_a_song_that_is_not_there(signed_in: Client, number: str) -> None:
    form = signed_in.get("/", {"from": number}).context["form"]
    assert form["prompt"].value() is None


def test_it_fills_nothing_from_a_song_of_others(
    client: Client, charlie: User, add_song: AddSong
) -> None:
    client.force_login(charlie)
    assert client.get(f"/?from={add_song('Meadow').pk}").context["form"]["prompt"].value() is None


def test_it_offers_other_versions_to_compare_with(signed_in: Client, add_song: AddSong) -> None:
    first = add_song("First")
    second = add_song("Second", retry_of=first)
    third = add_song("Third", retry_of=first)
    rivals = signed_in.get(f"/songs/{second.pk}/").context["rivals"]
    takes = [song.takes.get().pk for song in (second, first, third)]
    assert [rival["src"] for rival in rivals] == [f"/takes/{pk}/audio" for pk in takes]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("a b c", "a x c", "a -b-+x+ c"),
        ("", "new words", "+new words+"),
        ("gone", "", "-gone-"),
        ("same\nlines", "same\nlines", "same\nlines"),
        ("don't stop", "don't stop, now", "don't stop+, now+"),
    ],
)
def test_it_tells_differences_word_by_word(before: str, after: str, told: str) -> None:
    marks = {"same": "", "gone": "-", "new": "+"}
    runs = difference(before, after)
    assert "".join(f"{marks[r.kind]}{r.text}{marks[r.kind]}" for r in runs) == told


def test_it_shows_listeners_no_button_they_may_not_press(
    client: Client, listener: User, add_song: AddSong
) -> None:
    song = add_song("Meadow", takes=2)
    client.force_login(listener)
    shown = page(client, song)
    for action in ("rename/", "notes/", "/trash/", "/keep/"):
        assert f'{action}"' not in shown
    assert "/favourite/" in shown
