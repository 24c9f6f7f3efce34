"""What people send: a clear sentence for each thing that is wrong, and nothing of it lost."""

from uuid import uuid4

import pytest
from django.db import connection
from django.http import QueryDict

from generator.catalog.models import MusicModel
from generator.songs.forms import SongForm, clean_text
from generator.teams.models import Membership, Team, User
from tests.people import person
from tests.songs.fake import FakeProvider

GOOD = {"prompt": "A calm waltz", "model": "minimax-music"}
LONG = "x" * 100_000
BITRATES = "MiniMax Music can't do that. It offers 32 and 64 kbps."


def sent(user: User, **fields: str) -> SongForm:
    data = QueryDict(mutable=True)
    data.update({**GOOD, "token": str(uuid4()), **fields})
    return SongForm(data, user=user)


def errors(form: SongForm) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form.errors.items()}


@pytest.fixture(autouse=True)
def connected(fake: FakeProvider) -> None:
    pass


TABLE = [
    ("prompt", "", "Say what it should sound like."),
    ("prompt", " \n\t ", "Say what it should sound like."),
    ("prompt", "\0\0", "Say what it should sound like."),
    ("prompt", LONG, "The prompt is 100,000 characters long and MiniMax Music takes 2,000: "
     "shorten it by 98,000."),
    ("prompt", "x" * 2_001, "The prompt is 2,001 characters long and MiniMax Music takes 2,000: "
     "shorten it by 1."),
    ("lyrics", LONG, "The lyrics are 100,000 characters long and MiniMax Music takes 3,000: "
     "shorten them by 97,000."),
    ("title", "x" * 81, "The title is 81 characters long and MiniMax Music takes 80: "
     "shorten it by 1."),
    ("model", "", "Pick a model."),
    ("model", "gpt-9", "That model is not on offer. Pick one of these."),
    ("model", "\0", "Null characters are not allowed."),
    ("model", LONG, "That model is not on offer. Pick one of these."),
    ("model", "' OR 1=1 --", "That model is not on offer. Pick one of these."),
    ("bitrate", "-1", "That bitrate does not exist. Pick one of these."),
    ("bitrate", "0", "That bitrate does not exist. Pick one of these."),
    ("bitrate", "64000.0", "That bitrate does not exist. Pick one of these."),
    ("bitrate", "\0", "That bitrate does not exist. Pick one of these."),
    ("bitrate", "<script>", "That bitrate does not exist. Pick one of these."),
    ("sample_rate", "96000", "That sample rate does not exist. Pick one of these."),
    ("sample_rate", "-44100", "That sample rate does not exist. Pick one of these."),
    ("team", "0", "That is not a team you can make songs for."),
    ("team", "-1", "That is not a team you can make songs for."),
    ("team", "9" * 30, "That is not a team you can make songs for."),
    ("team", "mine", "That is not a team you can make songs for."),
    ("team", "\0", "Null characters are not allowed."),
    ("token", "", "The form came without its token. Press the button again."),
    ("token", "nonsense", "The form's token was not in order. Press the button again."),
    ("token", "\0", "The form's token was not in order. Press the button again."),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "sentence"), TABLE, ids=lambda v: repr(v)[:20])
def test_it_says_what_is_wrong(alice: User, field: str, value: str, sentence: str) -> None:
    form = sent(alice, **{field: value})
    assert errors(form) == {field: [sentence]}
    assert connection.is_usable()  # no query broke the transaction
    if field != "token":
        assert form[field].value() == value  # and what was typed stays


@pytest.mark.parametrize(
    "text", ["Café 🎷 tune", "שיר על הים", '<b>bold</b> & "quotes"', "x" * 2_000, "'; DROP TABLE"]
)
def test_it_takes_every_kind_of_text_as_it_is(alice: User, text: str) -> None:
    form = sent(alice, prompt=text, lyrics=text, title=text[:80])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["prompt"] == text
    assert form.cleaned_data["lyrics"] == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("  a\tb  ", "a\tb"),
        ("a\0b\x07c\x1bd\x7fe", "abcde"),
        ("a\ud800b", "ab"),
        ("אב\u200f", "אב\u200f"),
        ("👩\u200d🎤", "👩\u200d🎤"),
    ],
)
def test_it_drops_only_what_nobody_typed(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_it_counts_a_line_end_as_one_character(alice: User) -> None:
    lyrics = "a\r\n" * 1_499 + "aa"
    assert len(lyrics) > 3_000
    assert sent(alice, lyrics=lyrics).is_valid()


def test_it_fills_in_what_was_left_out(alice: User, team: Team) -> None:
    form = sent(alice)
    assert form.is_valid()
    data = form.cleaned_data
    assert (data["team"], data["bitrate"], data["sample_rate"]) == (team, 256_000, 44_100)
    assert (data["lyrics"], data["title"]) == ("", "")


def test_it_says_what_quality_a_model_has(alice: User) -> None:
    MusicModel.objects.update(
        bitrates=[32_000, 64_000], sample_rates=[44_100],
        default_bitrate=64_000, default_sample_rate=44_100,
    )  # fmt: skip
    form = sent(alice, bitrate="256000", sample_rate="16000")
    assert errors(form) == {
        "bitrate": [BITRATES],
        "sample_rate": ["MiniMax Music can't do that. It offers 44.1 kHz."],
    }


def test_it_says_that_a_model_takes_no_lyrics(alice: User) -> None:
    MusicModel.objects.update(takes_lyrics=False)
    assert sent(alice).is_valid()
    assert errors(sent(alice, lyrics="Hello")) == {
        "lyrics": ["MiniMax Music takes no lyrics. Pick another model, or leave them out."]
    }


def test_it_says_that_a_model_is_not_connected(alice: User, fake: FakeProvider) -> None:
    fake.is_connected = False
    sentence = (
        "MiniMax Music is not connected yet: an admin has to add its key. Pick another model."
    )
    assert errors(sent(alice)) == {"model": [sentence]}
    assert sent(alice, model="studio").is_valid()


def test_it_says_everything_that_is_wrong_at_once(alice: User) -> None:
    form = sent(alice, prompt="", lyrics=LONG, title=LONG, bitrate="1", team="x", token="")
    assert set(errors(form)) == {"prompt", "lyrics", "title", "bitrate", "team", "token"}


def test_it_refuses_teams_of_others_and_teams_one_only_listens_to(
    alice: User, charlie: User, team: Team
) -> None:
    wrong = {"team": ["That is not a team you can make songs for."]}
    assert errors(sent(charlie, team=str(team.pk))) == wrong
    Membership.objects.create(team=team, user=charlie, role=Membership.Role.LISTENER)
    assert errors(sent(charlie, team=str(team.pk))) == wrong
    Membership.objects.filter(user=charlie, team=team).update(role=Membership.Role.MEMBER)
    assert sent(charlie, team=str(team.pk)).is_valid()


def test_it_says_so_to_a_person_without_any_team(db: None) -> None:
    user = person("dora")
    Membership.objects.filter(user=user).delete()
    Team.objects.filter(personal_of=user).update(personal_of=None)
    user.refresh_from_db()
    (sentence,) = errors(sent(User.objects.get(pk=user.pk)))["team"]
    assert sentence == "You are in no team yet. Sign out and in again to get one."


def test_it_gives_a_fresh_token_where_the_old_one_was_bad(alice: User) -> None:
    form = sent(alice, token="nonsense")
    assert not form.is_valid()
    assert sent(alice, token=str(form["token"].value())).is_valid()


def test_it_is_one_press_for_the_same_words_and_another_for_others(alice: User) -> None:
    token = str(uuid4())

    def press(**fields: str) -> object:
        form = sent(alice, token=token, **fields)
        assert form.is_valid()
        return form.cleaned_data["token"]

    assert press() == press()
    others = [press(prompt="Rock"), press(lyrics="La"), press(model="studio"), press(title="T")]
    assert len({press(), *others}) == 5
