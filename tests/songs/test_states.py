"""The nine states and the moves between them."""

from itertools import product

import pytest

from generator.songs.models import ENDS, MOVES, PENDING, Song, State
from tests.songs.steps import Make

ALL = list(product(State, State))
ALLOWED = [(here, to) for here, to in ALL if to in MOVES[here]]
REFUSED = [(here, to) for here, to in ALL if to not in MOVES[here]]


def in_state(song: Song, state: State) -> Song:
    Song.objects.filter(pk=song.pk).update(state=state)
    song.state = state
    return song


@pytest.mark.parametrize(("here", "to"), ALLOWED)
def test_it_makes_every_move_that_is_allowed(make_song: Make, here: State, to: State) -> None:
    song = in_state(make_song(), here)
    assert song.move(to=to, detail="moved")
    song.refresh_from_db()
    assert (song.state, song.detail, song.revision) == (to, "moved", 2)


@pytest.mark.parametrize(("here", "to"), REFUSED)
def test_it_refuses_every_other_move(make_song: Make, here: State, to: State) -> None:
    song = in_state(make_song(), here)
    with pytest.raises(ValueError, match=f"can't go from {here} to {to}"):
        song.move(to=to)
    song.refresh_from_db()
    assert (song.state, song.revision) == (here, 1)


def test_it_has_a_way_out_of_every_state_that_is_not_an_end() -> None:
    assert all(MOVES[state] & set(ENDS) for state in PENDING)
    assert not any(MOVES[state] for state in ENDS)


def test_it_loses_to_whoever_was_first(make_song: Make) -> None:
    song = make_song()
    mine, theirs = Song.objects.get(pk=song.pk), Song.objects.get(pk=song.pk)
    assert theirs.move(to=State.CANCELLED)
    assert not mine.move(to=State.SUBMITTING, attempts=1)
    assert mine.state == State.QUEUED
    assert mine.attempts == 0
    song.refresh_from_db()
    assert (song.state, song.attempts, song.revision) == (State.CANCELLED, 0, 2)


def test_it_changes_nothing_in_a_state_that_has_passed(make_song: Make) -> None:
    song = make_song()
    mine = Song.objects.get(pk=song.pk)
    song.move(to=State.SUBMITTING)
    assert not mine.change(stage="Composing")
    song.refresh_from_db()
    assert song.stage == ""


def test_it_counts_every_visible_change(make_song: Make) -> None:
    song = make_song()
    assert song.change(stage="one")
    assert song.change(stage="two")
    assert song.revision == 3
    song.refresh_from_db()
    assert song.revision == 3


@pytest.mark.parametrize(
    ("title", "lyrics", "prompt", "shown"),
    [
        ("City lights", "Hello", "A waltz", "City lights"),
        ("", "[Verse]\n\n  Hello there  \n", "A waltz", "Hello there"),
        ("", "[Verse]\n[Chorus]", "A waltz", "A waltz"),
        ("", "", "word " * 30, "word word word word word word word word word…"),
        ("", "", "x" * 60, "x" * 48 + "…"),
        ("", "", "[only tags]", "Untitled"),
    ],
)
def test_it_is_called_by_its_title_or_its_first_words(
    title: str, lyrics: str, prompt: str, shown: str
) -> None:
    assert Song(title=title, lyrics=lyrics, prompt=prompt).display_title == shown
