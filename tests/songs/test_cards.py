"""A song in words: what is going on, what one can do, and where the credits are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from generator.causes import ADVICE, Cause
from generator.songs import cards
from generator.songs.cards import Card
from generator.songs.models import PENDING, Song, State, Take
from generator.songs.queries import Usual
from generator.songs.takes import TakeCard, wave_path
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, age, bring

USUAL = Usual(low=40, high=75, count=9)


def card(song: Song, usual: Usual | None = None, seconds: float = 20) -> Card:
    return Card(song, song.created_at + timedelta(seconds=seconds), usual)


def said(card: Card) -> str:
    return " ".join(part for part in (card.headline, card.advice, card.money) if part)


@pytest.mark.parametrize(
    ("state", "sentences"),
    [
        (State.QUEUED, "In line. It starts as soon as a worker is free. 30 credits held"),
        (State.SUBMITTING, "Sending it to MiniMax Music. 30 credits held"),
        (State.RENDERING, "MiniMax Music is working on it. 30 credits held"),
        (
            State.COPYING,
            "It is done. Copying the file to this server and checking it. 30 credits held",
        ),
        (
            State.UNKNOWN,
            "MiniMax Music may have taken the order, but its answer never arrived. It will not be "
            "sent twice. Your 30 credits stay held until we know, and come back if no song does.",
        ),
        (State.READY, "30 credits"),
        (
            State.FAILED,
            "The words were refused: No names. Change the words it names, or the prompt, and make "
            "it again. Your 30 credits came back.",
        ),
        (
            State.CANCELLED,
            f"{Cause.CANCELLED.label}. Make it again whenever you like. Your 30 credits came back.",
        ),
        (
            State.EXPIRED,
            "It took too long. Make it again; it may be quicker at a calmer hour. "
            "Your 30 credits came back.",
        ),
    ],
)
def test_it_says_in_every_state_what_is_going_on(
    make_song: Make, fake: FakeProvider, state: State, sentences: str
) -> None:
    assert said(card(bring(make_song(), state, clip=fake.clip()))) == sentences


@pytest.mark.parametrize("cause", Cause)
def test_it_has_a_sentence_and_an_advice_for_every_cause(make_song: Make, cause: Cause) -> None:
    song = make_song()
    song.state, song.cause, song.finished_at = State.FAILED, cause, timezone.now()
    shown = card(song)
    assert shown.headline == f"{cause.label}."
    assert shown.advice == ADVICE[cause]
    assert shown.can_retry


@pytest.mark.parametrize(
    ("detail", "headline"),
    [
        ("No names.", "The words were refused: No names."),
        ("No names", "The words were refused: No names."),
        ("No names...", "The words were refused: No names."),
        ("No names!", "The words were refused: No names!"),
        ("Cut here…", "The words were refused: Cut here…"),
        ("", "The words were refused."),
        ("...", "The words were refused."),
    ],
)
def test_it_ends_upstreams_words_as_a_sentence(make_song: Make, detail: str, headline: str) -> None:
    song = make_song()
    song.state, song.cause, song.detail = State.FAILED, Cause.REFUSED_CONTENT, detail
    assert card(song).headline == headline


@pytest.mark.parametrize(
    ("price", "money"),
    [
        (0, ""),
        (1, "Your 1 credit stays held until we know, and comes back if no song does."),
        (1_500, "Your 1,500 credits stay held until we know, and come back if no song does."),
    ],
)
def test_it_counts_credits_as_people_do(make_song: Make, price: int, money: str) -> None:
    song = make_song()
    song.state, song.price = State.UNKNOWN, price
    assert card(song).money == money


@pytest.mark.parametrize("state", State)
def test_it_offers_what_can_be_done(make_song: Make, fake: FakeProvider, state: State) -> None:
    shown = card(bring(make_song(), state, clip=fake.clip()))
    assert shown.can_cancel == (state in PENDING)
    assert shown.can_retry == (state in (State.FAILED, State.CANCELLED, State.EXPIRED))
    assert shown.can_ask == (state == State.RENDERING)
    assert shown.tag


@pytest.mark.parametrize(
    ("state", "group"),
    [
        (State.QUEUED, "working"), (State.COPYING, "working"), (State.UNKNOWN, "look"),
        (State.FAILED, "look"), (State.CANCELLED, "look"), (State.READY, "ready"),
    ],
)  # fmt: skip
def test_it_lies_on_the_right_pile(state: State, group: str) -> None:
    assert Card(Song(state=state), timezone.now()).group == group


def test_it_says_honestly_what_cancelling_does(make_song: Make) -> None:
    song = make_song()
    assert card(song).cancel_note == "The song stops and its credits come back."
    bring(song, State.RENDERING)
    assert card(song).cancel_note.startswith("MiniMax Music can't be stopped from here.")


def test_it_says_when_a_song_is_late(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    assert not card(song, USUAL, seconds=70).slow
    late = card(song, USUAL, seconds=80)
    assert (late.slow, late.headline) == (True, "Still answering, just late.")
    song.stage = "Composing"
    assert card(song, USUAL, seconds=80).headline == "Composing"


def test_it_shows_a_percent_only_where_one_was_reported(make_song: Make) -> None:
    song = bring(make_song(), State.RENDERING)
    assert card(song).percent is None
    song.percent = 40
    assert card(song).percent == 40
    song.state = State.COPYING
    assert card(song).percent is None


def test_it_stops_the_clock_when_the_song_has_ended(make_song: Make) -> None:
    song = make_song()
    song.finished_at = song.created_at + timedelta(seconds=63)
    shown = card(song, seconds=9_999)
    assert (shown.elapsed_seconds, shown.elapsed) == (63, "1:03")
    assert card(make_song(), seconds=-5).elapsed == "0:00"


@pytest.mark.parametrize(
    ("usual", "text"),
    [(None, ""), (USUAL, "40–75 s"), (Usual(39.6, 40.4, 3), "40 s")],
)
def test_it_says_how_long_it_usually_takes(usual: Usual | None, text: str) -> None:
    assert cards.usual_text(usual) == text


def test_it_knows_what_is_usual_from_the_last_songs(make_song: Make, fake: FakeProvider) -> None:
    pending = make_song()
    (first,) = cards.cards_of([pending], now=timezone.now())
    assert first.usual is None
    ready = bring(make_song(), State.READY, clip=fake.clip())
    Song.objects.filter(pk=ready.pk).update(finished_at=ready.created_at + timedelta(seconds=50))
    (now,) = cards.cards_of([pending], now=timezone.now())
    assert now.usual_text == "50 s"


def test_it_names_takes_and_marks_their_sections() -> None:
    take = Take(pk=7, number=2, seconds=50.0, size=1_500_000, peaks=[0, 100])
    take.marks = [["Verse", 10.0, 30.0], ["Outro", 60.0, 70.0]]
    shown = TakeCard(take, of=2)
    assert (shown.name, shown.clock, shown.size_text) == ("Take 2", "0:50", "1.4\xa0MB")
    assert TakeCard(take, of=1).name == "One take"
    assert shown.marks == [{"name": "Verse", "start": 10.0, "left": 20.0}]
    assert shown.wave_path == "M-160 24m320 0v1V23V24m320 0v22V2V24"
    assert (shown.audio_url, shown.download_url) == ("/takes/7/audio", "/takes/7/download")


def test_it_draws_no_wave_where_there_is_none() -> None:
    assert wave_path([]) == ""


def test_it_asks_the_database_no_more_for_many_cards_than_for_one(
    make_song: Make, django_assert_num_queries: Make
) -> None:
    songs = [age(make_song(), 5) for _ in range(3)]
    with django_assert_num_queries(1):  # what is usual for their model
        cards.cards_of(songs, now=timezone.now())
    assert cards.seen(cards.cards_of(songs, now=timezone.now())) == "-".join(
        f"{song.pk}.{song.revision}" for song in songs
    )
