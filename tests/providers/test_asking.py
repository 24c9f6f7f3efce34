"""What each model is sent."""

import pytest

from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.asking import TAGS, cut, form_for, minimax_lyrics
from generator.providers.base import Brief


def brief(model: str, **fields: str) -> Brief:
    return Brief(song_id=7, model=model, **{"prompt": "a calm song", **fields})  # type: ignore[arg-type]


def test_it_sends_minimax_what_its_page_lists() -> None:
    form = form_for(
        brief("minimax-music", lyrics="[Verse 1]\nOh", title="T", callback_url="https://x")
    )
    assert form == {
        "model": "minimax-music",
        "prompt": "a calm song",
        "lyrics": "[Verse]\nOh",
        "bitrate": 256_000,
        "sample_rate": 44_100,
    }


def test_it_leaves_out_what_is_empty() -> None:
    assert "lyrics" not in form_for(brief("minimax-music"))
    assert form_for(brief("suno")) == {
        "model": "suno",
        "gpt_description_prompt": "a calm song",
        "make_instrumental": False,
    }


@pytest.mark.parametrize("model", ["suno", "suno-v4-0", "chirp-v3-5"])
def test_it_sends_suno_lyrics_in_custom_mode(model: str) -> None:
    form = form_for(
        brief(model, lyrics="[Pre-Chorus]\nOh", title="T", callback_url="https://x.example/c")
    )
    assert form == {
        "model": model,
        "prompt": "[Pre-Chorus]\nOh",
        "style": "a calm song",
        "title": "T",
        "make_instrumental": False,
        "callback_url": "https://x.example/c",
    }


@pytest.mark.parametrize(
    ("model", "most"),
    [("suno", 200), ("suno-v4-0", 200), ("chirp-v4-5", 1000), ("suno-v5-0", 1000)],
)
def test_it_keeps_the_style_within_what_the_model_takes(model: str, most: int) -> None:
    style = str(form_for(brief(model, prompt="word " * 400, lyrics="Oh"))["style"])
    assert most - 5 <= len(style) <= most
    assert style.endswith("word")


def test_it_keeps_a_description_within_400_characters() -> None:
    form = form_for(brief("suno", prompt="word " * 400))
    assert form["gpt_description_prompt"] == ("word " * 80).strip()
    assert "style" not in form


def test_it_knows_no_other_model() -> None:
    with pytest.raises(ProviderError) as caught:
        form_for(brief("studio"))
    assert (caught.value.cause, caught.value.permanent) == (Cause.BAD_INPUT, True)


@pytest.mark.parametrize(
    ("text", "limit", "kept"),
    [
        ("one two", 7, "one two"),
        ("one two", 6, "one"),
        ("one two", 3, "one"),
        ("one, two", 5, "one"),
        ("one\ntwo", 5, "one"),
        ("onetwo", 3, "one"),
        ("  onetwo", 4, "  on"),
    ],
)
def test_it_cuts_at_a_word(text: str, limit: int, kept: str) -> None:
    assert cut(text, limit) == kept


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("[Pre-Chorus]", "[Pre Chorus]"),
        ("[prechorus]", "[Pre Chorus]"),
        ("[Post_Chorus 2]", "[Post Chorus]"),
        ("[Build-up]", "[Build Up]"),
        ("[Instrumental]", "[Inst]"),
        ("[Verse 1]", "[Verse]"),
        ("[verse 12:]", "[Verse]"),
        (" [ CHORUS ] ", "[Chorus]"),
        ("[Breakdown]", "[Break]"),
        ("[Drop]", "[Hook]"),
        ("[Verse] Oh my love", "[Verse]\nOh my love"),
        ("[Whispering]", "[Whispering]"),
        ("[Chorus - softly]", "[Chorus - softly]"),
        ("Oh [Chorus] my", "Oh [Chorus] my"),
        ("(Ooh)", "(Ooh)"),
        ("[]", "[]"),
        ("", ""),
        *((f"[{tag}]", f"[{tag}]") for tag in TAGS),
        *((f"[{tag.lower()}]", f"[{tag}]") for tag in TAGS),
    ],
)
def test_it_spells_section_tags_as_minimax_does(line: str, sent: str) -> None:
    assert minimax_lyrics(f"One\n{line}\n  Two ") == f"One\n{sent}\n  Two "
