"""A request as code: whatever was typed, each language sends that very body."""

import ast
import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.api.snippets import KEY, LANGUAGES, Wanted, curl, javascript, python, snippets

SITE = "https://songs.example"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TRICKY = 'it\'s "$HOME" `id` \\ \n\t</script>\u2028{x} %s 𝄞 ‮'
BODIES = st.dictionaries(
    st.sampled_from(["model", "prompt", "lyrics", "title"]), TEXT | st.just(TRICKY)
) | st.fixed_dictionaries({"prompt": TEXT, "bitrate": st.just(64_000)})
WANTED = st.builds(
    Wanted, site=st.just(SITE), body=BODIES, once=st.text(st.characters(codec="ascii"), max_size=9)
)


@given(WANTED)
def test_it_quotes_for_the_shell(wanted: Wanted) -> None:
    words = shlex.split(curl(wanted))
    assert words[:4] == ["curl", "-X", "POST", f"{SITE}/api/v1/audio/music"]
    assert json.loads(words[words.index("--data-raw") + 1]) == wanted.body
    sent = [words[at + 1] for at, word in enumerate(words) if word == "-H"]
    assert sent == [f"{name}: {value}" for name, value in wanted.headers.items()]


@given(WANTED)
def test_it_quotes_for_python(wanted: Wanted) -> None:
    _, song, call, _ = ast.parse(python(wanted)).body
    assert isinstance(song, ast.Assign)
    assert isinstance(call, ast.Assign)
    assert isinstance(call.value, ast.Call)
    assert ast.literal_eval(song.value) == wanted.body
    [headers] = [word.value for word in call.value.keywords if word.arg == "headers"]
    said = {"Content-Type": "application/json", **ast.literal_eval(headers)}
    assert said == wanted.headers


@given(WANTED)
def test_it_quotes_for_javascript(wanted: Wanted) -> None:
    text = javascript(wanted)
    body, end = json.JSONDecoder().raw_decode(text.removeprefix("const song = "))
    assert body == wanted.body
    after = text[text.index("headers: ", end) + len("headers: ") :]
    assert json.JSONDecoder().raw_decode(after)[0] == wanted.headers


def test_it_leaves_the_place_of_the_key_open() -> None:
    for one in snippets(Wanted(SITE, {"prompt": "A waltz"})):
        assert one.code.count(KEY) == 1


@pytest.mark.parametrize("name", LANGUAGES)
def test_it_names_the_idempotency_key_only_where_there_is_one(name: str) -> None:
    assert "Idempotency" not in LANGUAGES[name](Wanted(SITE))
    assert "Idempotency" in LANGUAGES[name](Wanted(SITE, once="order-7"))
