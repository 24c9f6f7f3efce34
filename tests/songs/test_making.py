"""The studio page: the form, what it answers, and the list of songs beside it."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from generator.songs.models import PENDING, Song, State
from generator.teams.models import Team, User
from generator.wallet import ledger
from generator.wallet.ledger import Balance, balance_of
from tests.songs.fake import FakeProvider
from tests.songs.steps import Make, bring

FULL, HELD = Balance(100, 0), Balance(70, 30)


@pytest.fixture(autouse=True)
def connected(fake: FakeProvider) -> None:
    pass


def press(client: Client, **fields: str) -> HttpResponse:
    good = {"prompt": "A calm waltz", "model": "minimax-music", "token": str(uuid4())}
    return client.post("/songs/", {**good, **fields})


def page_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_it_tells_visitors_what_it_is(client: Client, db: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "/accounts/signup/" in page_of(answer)
    assert 'action="/songs/"' not in page_of(answer)


def test_it_shows_the_signed_in_their_studio(signed_in: Client, make_song: Make) -> None:
    song = make_song()
    page = page_of(signed_in.get("/"))
    assert 'action="/songs/"' in page
    for name in ("prompt", "lyrics", "title", "model", "bitrate", "sample_rate", "token"):
        assert f'name="{name}"' in page
    assert f'data-song="{song.pk}" data-state="queued"' in page
    assert "data-balance>70<" in page
    assert f"seen={song.pk}.1" in page


def test_it_makes_a_song(signed_in: Client, alice: User, team: Team) -> None:
    answer = press(signed_in, lyrics="[Verse]\r\nHello", title="City lights", bitrate="64000")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    song = Song.objects.get()
    assert (song.user, song.team, song.state) == (alice, team, State.QUEUED)
    assert (song.prompt, song.lyrics, song.title) == (
        "A calm waltz", "[Verse]\nHello", "City lights",
    )  # fmt: skip
    assert (song.bitrate, song.sample_rate, song.price) == (64_000, 44_100, 30)
    assert balance_of(team) == HELD
    assert "“City lights” was started." in page_of(signed_in.get("/"))


def test_it_is_one_song_and_one_hold_when_the_form_comes_twice(
    signed_in: Client, team: Team
) -> None:
    token = str(uuid4())
    assert [press(signed_in, token=token).status_code for _ in range(3)] == [302, 302, 302]
    assert Song.objects.count() == 1
    assert balance_of(team) == HELD


def test_it_makes_the_song_that_somebody_wrote_after_coming_back(
    signed_in: Client, team: Team
) -> None:
    token = str(uuid4())
    press(signed_in, token=token)
    press(signed_in, token=token, prompt="A wild waltz")
    assert sorted(song.prompt for song in Song.objects.all()) == ["A calm waltz", "A wild waltz"]
    assert balance_of(team) == Balance(40, 60)


def test_it_says_what_is_wrong_and_keeps_what_was_typed(signed_in: Client, team: Team) -> None:
    typed = {"prompt": " ", "lyrics": "x" * 100_000, "title": "Düne 🎷", "bitrate": "64000"}
    answer = press(signed_in, model="suno", **typed)
    page = page_of(answer)
    assert answer.status_code == 422
    assert "data-error" in page
    assert "Say what it should sound like." in page
    assert "shorten them by 97,000" in page
    assert typed["lyrics"] in page
    assert 'value="Düne 🎷"' in page
    assert answer.context["form"]["model"].value() == "suno"
    assert not Song.objects.exists()
    assert balance_of(team) == FULL


def test_it_says_that_the_credits_do_not_suffice_and_keeps_what_was_typed(
    signed_in: Client, team: Team
) -> None:
    ledger.adjust(team, -95, key="poor", memo="A hard winter")
    answer = press(signed_in, prompt="My only idea")
    page = page_of(answer)
    assert answer.status_code == 402
    assert "This needs 30 credits and 5 are available. Pick a cheaper model" in page
    assert "data-error" in page
    assert "My only idea" in page
    assert not Song.objects.exists()


@pytest.mark.parametrize("token", ["", "nonsense", "\0"])
def test_it_lets_one_press_again_after_a_bad_token(signed_in: Client, token: str) -> None:
    answer = press(signed_in, token=token)
    assert answer.status_code == 422
    assert "Press the button again." in page_of(answer)
    fresh = str(answer.context["form"]["token"].value())
    assert f'name="token" value="{fresh}"' in page_of(answer)
    assert press(signed_in, token=fresh).status_code == 302


def test_it_gives_html_back_as_text(signed_in: Client) -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    for fields in ({"prompt": evil, "title": evil[:80], "lyrics": evil}, {"title": evil * 3}):
        press(signed_in, **fields)
        pages = [page_of(signed_in.get(path)) for path in ("/", "/songs/")]
        pages += [page_of(signed_in.get(f"/songs/{song.pk}/")) for song in Song.objects.all()]
        pages += [page_of(press(signed_in, **{**fields, "prompt": "", "token": evil}))]
        for page in pages:
            assert "<script>alert" not in page
            assert "<img src=x" not in page


def test_it_takes_a_form_without_javascript_only_with_csrf(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert press(strict).status_code == 403
    page = page_of(strict.get("/"))
    secret = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert press(strict, csrfmiddlewaretoken=secret).status_code == 302


def test_it_holds_up_against_a_huge_body(signed_in: Client) -> None:
    answer = press(signed_in, lyrics="x" * 3_000_000)
    assert answer.status_code in (400, 413)
    assert "<h1" in page_of(answer)


def test_it_pays_from_the_team_that_was_picked(client: Client, bob: User, team: Team) -> None:
    client.force_login(bob)
    press(client, team=str(team.pk))
    assert Song.objects.get().team == team
    assert balance_of(team) == HELD
    assert balance_of(bob.personal_team) == FULL


@pytest.mark.parametrize("state", State)
def test_it_shows_a_song_in_every_state(
    signed_in: Client, make_song: Make, fake: FakeProvider, state: State
) -> None:
    song = bring(make_song(), state, clip=fake.clip())
    for path in ("/", "/songs/", f"/songs/{song.pk}/"):
        page = page_of(signed_in.get(path))
        assert f'data-song="{song.pk}" data-state="{state}"' in page
        assert (
            (f'src="/takes/{song.takes.first().pk}/audio"' in page)
            if song.takes.exists()
            else ("<audio" not in page.split("</article>")[0])
        )
        assert ("seen=" in page) == (state in PENDING)


def test_it_fills_the_form_for_another_try(signed_in: Client, make_song: Make) -> None:
    bring(make_song(title="A title & more"), State.FAILED)
    page = page_of(signed_in.get("/songs/"))
    link = page.split('">Edit first')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    form = signed_in.get(link).context["form"]
    assert form["title"].value() == "A title & more"
    assert form["lyrics"].value() == "[Verse]\nHello there"
