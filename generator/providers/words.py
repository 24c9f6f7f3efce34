"""The gateways' status words and what each one means: one table, casefolded."""

from generator.causes import Cause
from generator.providers.base import Phase

# Contract 7, row "State", and the words of section 4. Numbers are MiniMax's (contract 3.1).
PHASES: dict[str, Phase] = {
    **dict.fromkeys(
        ("success", "succeeded", "completed", "complete", "done", "finished", "2"), Phase.DONE
    ),
    **dict.fromkeys(
        ("failed", "failure", "error", "cancelled", "canceled", "timeout", "expired")
        + ("rejected", "aborted", "sensitive_word_error"),
        Phase.FAILED,
    ),
    **dict.fromkeys(
        ("in_progress", "pending", "queued", "queueing", "processing", "running", "submitted")
        + ("new", "not_start", "created", "started", "starting", "generating", "composing", "1")
        + ("text", "first", "stream", "streaming", "text_success", "first_success", "ready")
        + ("callback_exception",),
        Phase.BUSY,
    ),
}

# It says that *our* callback address failed, nothing about the song (contract 4).
DEAF = "callback_exception"

STAGES: dict[str, str] = {
    **dict.fromkeys(
        ("pending", "queued", "queueing", "submitted", "new", "not_start", "created", "ready"),
        "Waiting in line",
    ),
    **dict.fromkeys(
        ("in_progress", "processing", "running", "started", "starting", "generating")
        + ("composing", "1"),
        "Composing",
    ),
    **dict.fromkeys(("text", "text_success"), "The words are written"),
    **dict.fromkeys(("first", "first_success", "stream", "streaming"), "The first take plays"),
}

CAUSES: dict[str, Cause] = {
    "timeout": Cause.TIMED_OUT,
    "expired": Cause.TIMED_OUT,
    "sensitive_word_error": Cause.REFUSED_CONTENT,
    # As another site of this software says it, in its error's type.
    **{
        cause.value: cause
        for cause in (Cause.BAD_FILE, Cause.BAD_INPUT, Cause.REFUSED_CONTENT, Cause.TIMED_OUT)
    },
}


def plain(word: str) -> str:
    """A word as the tables spell it."""
    return word.casefold().replace("-", "_").replace(" ", "_")


def phase_of(word: str) -> Phase | None:
    """What a status word means; None for a word we don't know."""
    known = plain(word)
    return PHASES.get(known) or (Phase.FAILED if known.endswith("_failed") else None)
