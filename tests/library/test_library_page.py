"""The library's page: what it finds, in which order, page after page."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from generator.library import pages
from generator.library.actions import like
from generator.sharing.actions import share_song
from generator.songs.models import Song, State
from generator.teams.actions import start_team
from generator.teams.models import Membership, Team, User
from tests.library.conftest import AddSong


def titles(client: Client, **query: object) -> list[str]:
    return [card.song.title for card in client.get("/songs/", query).context["cards"]]


def walk(client: Client, **query: object) -> list[str]:
    """Every page from the first to the last, and back again by the other links."""
    answer = client.get("/songs/", query)
    seen, back = titles_in(answer), []
    while later := answer.context["page"].later:
        answer = client.get("/songs/", {**query, "from": later})
        seen += titles_in(answer)
    back = titles_in(answer)
    while earlier := answer.context["page"].earlier:
        answer = client.get("/songs/", {**query, "from": earlier, "back": 1})
        back = titles_in(answer) + back
    assert back == seen
    return seen


def titles_in(answer: object) -> list[str]:
    return [card.song.title for card in answer.context["cards"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["Écho", "delta", "Beta", "alpha", "“Cello”"]),
        ("oldest", ["“Cello”", "alpha", "Beta", "delta", "Écho"]),
        ("title", ["alpha", "Beta", "“Cello”", "delta", "Écho"]),
        ("length", ["Beta", "delta", "alpha", "Écho", "“Cello”"]),
    ],
)
def test_it_sorts_songs_of_all_teams_together_page_after_page(
    signed_in: Client, add_song: AddSong, choir: Team, monkeypatch: pytest.MonkeyPatch,
    sort: str, order: list[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(pages, "PAGE", 2)
    add_song("“Cello”", takes=0)
    for title, seconds in (("alpha", 90), ("Beta", 200), ("delta", 90.5), ("Écho", 30)):
        add_song(title, seconds=seconds, **({"team": choir} if seconds > 90 else {}))
    assert walk(signed_in, sort=sort) == order


@pytest.mark.parametrize(
    ("query", "is_open"),
    [
        ("", False), ("?favourite=on", False), ("?state=ready", True), ("?after=someday", True),
        ("?favourite=on&state=ready", True),
    ],
)  # fmt: skip
def test_it_opens_the_filters_where_one_is_on_or_wrong(
    client: Client, alice: User, query: str, is_open: bool
) -> None:
    page = page_of(client, alice, f"/songs/{query}")
    assert ('<details class="fold find-more" open>' in page) == is_open


def test_it_tells_whose_each_song_is(
    client: Client, alice: User, bob: User, choir: Team, add_song: AddSong
) -> None:
    add_song("By Alice", team=choir)
    Membership.objects.create(team=choir, user=bob)
    told = {user: page_of(client, user) for user in (alice, bob)}
    assert all("<span>Choir</span>" in page for page in told.values())
    assert "by alice@" in told[bob]
    assert "by alice@" not in told[alice]


def test_it_names_nobody_of_another_team_beside_what_they_share(
    client: Client, alice: User, charlie: User, choir: Team, add_song: AddSong
) -> None:
    song, duo = add_song("By Alice", team=choir), start_team(charlie, name="Duo")
    Membership.objects.create(team=duo, user=alice)
    share_song(song, user=alice, team=duo)
    for path in ("/songs/", "/", f"/songs/{song.pk}/"):
        page = page_of(client, charlie, path)
        assert "By Alice" in page
        assert "Asked for by" not in page
        assert "by alice@" not in page.split('id="sharing"')[0]


def page_of(client: Client, user: User, path: str = "/songs/") -> str:
    client.force_login(user)
    text: str = client.get(path).content.decode()
    return text


def test_it_keeps_its_place_while_songs_are_added(
    signed_in: Client, add_song: AddSong, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 2)
    for number in range(4):
        add_song(f"s{number}")
    place = signed_in.get("/songs/").context["page"].later
    add_song("new")
    assert titles(signed_in, **{"from": place}) == ["s1", "s0"]


@pytest.mark.parametrize("place", ["x", "~", "-1", "9" * 40, "zz~1", "616~1", "nan~1", "\0", "1~x"])
@pytest.mark.parametrize("sort", ["newest", "title", "length", "nonsense"])
def test_it_takes_any_nonsense_for_a_place(
    signed_in: Client, add_song: AddSong, place: str, sort: str
) -> None:
    add_song("here")
    assert signed_in.get("/songs/", {"from": place, "sort": sort}).status_code == 200


FILTERS: list[tuple[dict[str, str], set[str]]] = [
    ({"state": "ready"}, {"mine", "long", "old"}),
    ({"state": "working"}, {"pending"}),
    ({"model": "suno"}, {"long"}),
    ({"team": "choir"}, {"choir's"}),
    ({"maker": "bob"}, {"old"}),
    ({"favourite": "on"}, {"mine"}),
    ({"after": "2025-01-01"}, {"mine", "long", "pending", "choir's"}),
    ({"before": "2024-05-31"}, {"old"}),
    ({"before": "2024-05-30"}, set()),
    ({"after": "2024-05-31", "before": "2024-05-31"}, {"old"}),
    ({"longer": "5:00"}, {"long"}),
    ({"shorter": "45"}, {"old"}),
    ({"q": "min", "state": "ready", "sort": "title"}, {"mine"}),
]


@pytest.mark.parametrize(
    ("query", "wanted"), FILTERS, ids=lambda part: str(part) if isinstance(part, dict) else ""
)
def test_it_narrows_the_list(
    signed_in: Client, alice: User, bob: User, add_song: AddSong, choir: Team,
    query: dict[str, str], wanted: set[str],
) -> None:  # fmt: skip
    from_suno = add_song("long", seconds=301)
    Song.objects.filter(pk=from_suno.pk).update(
        model=from_suno.model.__class__.objects.get(slug="suno")
    )
    old = add_song("old", seconds=45, user=bob)
    Song.objects.filter(pk=old.pk).update(created_at=datetime(2024, 5, 31, 23, 59, tzinfo=UTC))
    add_song("pending", takes=0, state=State.RENDERING)
    add_song("choir's", takes=0, state=State.FAILED, team=choir)
    like(add_song("mine"), user=alice, on=True)
    ids = {"choir": choir.pk, "bob": bob.pk}
    answer = signed_in.get("/songs/", {name: ids.get(v, v) for name, v in query.items()})
    assert {card.song.title for card in answer.context["cards"]} == wanted


def test_it_shows_filters_as_chips_that_take_themselves_away(
    signed_in: Client, add_song: AddSong
) -> None:
    add_song("one", seconds=10)
    query = {"longer": "2:30", "state": "ready", "sort": "title", "q": "", "from": "1"}
    chips = signed_in.get("/songs/", query).context["form"].chips
    told = [(chip["words"], chip["without"]) for chip in chips]
    assert told == [
        ("Ready", "longer=2%3A30&sort=title"),
        ("at least 2:30", "state=ready&sort=title"),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"q": "xylophone"}, "No song has “xylophone”"),
        ({"favourite": "on"}, "No favourites yet"),
        ({"state": "expired"}, "No song fits these filters"),
        ({"from": "1"}, "Nothing further"),
        ({"longer": "a while"}, "A length is written like 2:30."),
        ({"after": "soon"}, "A day is written like 2026-05-31."),
        ({"state": "asleep"}, "That is not one of these."),
    ],
)
def test_it_says_what_to_do_where_nothing_is_found_or_understood(
    signed_in: Client, add_song: AddSong, query: dict[str, str], sentence: str
) -> None:
    add_song("one")
    assert sentence in signed_in.get("/songs/", query).content.decode()


def test_it_helps_those_who_have_no_song(signed_in: Client) -> None:
    assert "No songs yet." in signed_in.get("/songs/").content.decode()


def test_it_asks_as_many_queries_for_many_songs_as_for_few(
    signed_in: Client, add_song: AddSong
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            signed_in.get("/songs/", {"q": "waltz", "state": "ready", "after": "2020-01-01"})
        return len(captured)

    add_song("first", takes=2)
    few = queries()
    for number in range(12):
        add_song(f"s{number}")
    assert queries() == few


def test_it_shows_nobody_the_songs_of_others(
    client: Client, charlie: User, add_song: AddSong
) -> None:
    add_song("secret waltz")
    client.force_login(charlie)
    for query in ({}, {"q": "secret"}, {"sort": "title"}, {"state": "ready"}):
        assert titles(client, **query) == []
