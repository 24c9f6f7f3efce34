"""What API in One is sent for a `Brief`: one small function per model. Pure."""

import re
from collections.abc import Callable

from generator.causes import Cause
from generator.errors import ProviderError
from generator.providers.base import Brief

Form = dict[str, object]

# --- section tags --------------------------------------------------------------------------

# The fourteen that minimax-music knows (contract 3.2, from MiniMax's own CLI
# https://github.com/MiniMax-AI/cli). Any other text in brackets is SUNG.
TAGS: tuple[str, ...] = (
    "Intro",
    "Verse",
    "Pre Chorus",
    "Chorus",
    "Interlude",
    "Bridge",
    "Outro",
    "Post Chorus",
)
TAGS += ("Transition", "Break", "Hook", "Build Up", "Inst", "Solo")

SPELLINGS: dict[str, str] = {
    **{tag.replace(" ", "").casefold(): tag for tag in TAGS},
    "instrumental": "Inst",
    # Written by MiniMax's own lyrics API, and not among the fourteen (contract 3.3).
    "breakdown": "Break",
    "drop": "Hook",
}

TAGGED = re.compile(r"^\s*\[\s*([A-Za-z _-]{3,20}?)[\s_-]*[0-9]{0,2}\s*:?\s*\]\s*(.*)$")


def _line(line: str) -> str:
    match = TAGGED.match(line)
    tag = SPELLINGS.get(re.sub(r"[\s_-]", "", match[1]).casefold()) if match else None
    if match is None or tag is None:
        return line
    # Words on a tag's line can be dropped upstream, so they get their own.
    return f"[{tag}]\n{match[2]}" if match[2] else f"[{tag}]"


def minimax_lyrics(lyrics: str) -> str:
    """The lyrics with their section tags as minimax-music spells them; no word is changed."""
    return "\n".join(_line(line) for line in lyrics.splitlines())


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending with a whole word where there is one."""
    if len(text) <= limit:
        return text
    space = re.search(r"\s\S*$", text[: limit + 1])
    whole = text[: space.start()].rstrip(" ,;\n") if space else ""
    return whole or text[:limit]


# --- forms ---------------------------------------------------------------------------------


def _minimax(brief: Brief) -> Form:
    """https://apiin.one/model/minimax-music takes no title and no callback_url (contract 1.2)."""
    return {
        "model": brief.model,
        "prompt": brief.prompt,
        "lyrics": minimax_lyrics(brief.lyrics),
        "bitrate": brief.bitrate,
        "sample_rate": brief.sample_rate,
    }


DESCRIPTION_MAX = 400
TITLE_MAX = 80


def _style_max(model: str) -> int:
    return 1000 if "v4-5" in model or "v5" in model else 200


def _suno(brief: Brief) -> Form:
    """https://apiin.one/docs/suno/generate: the prompt field that is sent picks the mode.

    With lyrics it is custom mode. Without, it is inspiration mode, whose prompt is cut to 400
    characters: custom mode would keep 200 of them as style and sing the rest, or sing nothing.
    """
    if not brief.lyrics.strip():
        return {
            "model": brief.model,
            "gpt_description_prompt": cut(brief.prompt, DESCRIPTION_MAX),
            "make_instrumental": False,
            "callback_url": brief.callback_url,
        }
    return {
        "model": brief.model,
        "prompt": brief.lyrics,
        "style": cut(brief.prompt, _style_max(brief.model)),
        "title": cut(brief.title, TITLE_MAX),
        "make_instrumental": False,
        "callback_url": brief.callback_url,
    }


# By the first part of the model's id: Suno's goes by suno, suno-v4-5 and chirp-v5 (contract 1.3).
FORMS: dict[str, Callable[[Brief], Form]] = {"minimax": _minimax, "suno": _suno, "chirp": _suno}


def form_for(brief: Brief) -> Form:
    """The body of the POST. Optional fields that are empty are not sent.

    Raises `ProviderError` for a model this provider has no form for.
    """
    form = FORMS.get(brief.model.partition("-")[0])
    if form is None:
        raise ProviderError(
            f"API in One has no model called {brief.model}.", cause=Cause.BAD_INPUT, permanent=True
        )
    return {key: value for key, value in form(brief).items() if value not in ("", None)}
