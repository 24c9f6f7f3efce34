"""What the fake gateway plays: a `Script` per song, chosen by a word in its prompt.

    a calm song play:moderated              the scene of that name
    a calm song play:good seconds=20        the same, with a field of `Script` set

Anything else plays `Script()`: accepted, busy for two polls, then done with a good MP3.
"""

import re
from dataclasses import dataclass, fields, replace

FOR_EVER = 1_000_000


@dataclass(frozen=True)
class Script:
    """One song's life. Times are seconds; a `..._times` says how often a fault plays, then ends."""

    submit: str = "enveloped"
    """how a good submission is answered: a name in `answers.SUBMITS`"""
    fault: str = ""
    """what the POST meets instead, `fault_times` times: a name in `answers.FAULTS`"""
    fault_times: int = FOR_EVER
    retry_after: str = ""
    """the Retry-After header of every 429 and 503"""
    wait: float = 0.0
    """before the submission is answered"""

    polls: int = 2
    """busy answers before the end; ignored where `seconds` is set"""
    seconds: float = -1.0
    """from the submission to the end; below 0: by polls"""
    poll_fault: str = ""
    """what the first `poll_fault_times` polls meet: a name in `answers.FAULTS`"""
    poll_fault_times: int = FOR_EVER
    busy: str = "IN_PROGRESS"
    """the status word until the end"""
    progress: int = -1
    """percent told while busy; below 0: none"""

    end: str = "done"
    """a name in `answers.ENDS`"""
    end_times: int = FOR_EVER
    """how often that end is told; then it is "done" """
    shape: str = ""
    """how a result is told, a name in `answers.RESULTS`; "" = the model's own"""
    takes: int = 0
    """clips; 0 = the model's own number, two for Suno"""
    reason: str = ""
    """upstream's words in a failure"""

    audio: str = "good"
    """what the clips' addresses serve, a name in `sounds.KINDS`; several with commas"""
    length: float = 2.0
    """of the MP3"""
    bitrate: int = 128
    """of the MP3, kbit/s"""
    calls: str = ""
    """callbacks sent by itself when the song ends, names in `callbacks.BODIES`, with commas"""


def _fault(name: str, times: int = FOR_EVER) -> Script:
    return Script(fault=name, fault_times=times)


def _audio(name: str) -> Script:
    return Script(audio=name)


SCENES: dict[str, Script] = {
    "good": Script(),
    "at_once": Script(polls=0),
    "slow_answer": Script(wait=2),
    # The submission, in every documented shape (contract 1.2, 1.3, 1.7, 2.1, 2.3, 3.1).
    **{
        name: Script(submit=name)
        for name in ("enveloped", "flat", "flat_id", "camel", "work_id", "udio", "sync")
        + ("sync_minimax", "no_id")
    },
    # The submission refused, broken or unanswered.
    **{f"http_{n}": _fault(f"http_{n}") for n in (400, 401, 402, 403, 404, 422, 429, 500, 502)},
    **{f"http_{n}": _fault(f"http_{n}") for n in (503, 504)},
    "limited_once": Script(fault="http_429", fault_times=1, retry_after="1"),
    "limited_long": Script(fault="http_429", retry_after="120"),
    "unavailable_twice": _fault("http_503", 2),
    **{
        name: _fault(name)
        for name in ("bare_500", "garbage", "html", "error_in_200", "base_resp", "moderated_now")
        + ("drop_before", "drop_after", "hang", "huge_body", "no_credit_429")
    },
    # The polls.
    "moderated": Script(end="moderated"),
    "failed": Script(end="failed"),
    "artist_name": Script(end="artist_name"),
    "stuck": Script(polls=FOR_EVER),
    "unknown_word": Script(polls=FOR_EVER, busy="MARINATING"),
    "no_url": Script(end="no_url"),
    "no_url_once": Script(end="no_url", end_times=1),
    "two": Script(takes=2, shape="feed"),
    "one_text": Script(takes=2, shape="feed", end="one_text"),
    "one_text_once": Script(takes=2, shape="feed", end="one_text", end_times=1),
    "early_url": Script(takes=2, shape="feed", end="early_url", end_times=2),
    "late_404": Script(poll_fault="http_404", poll_fault_times=2),
    "lost": Script(poll_fault="http_404"),
    **{
        f"poll_{name}": Script(poll_fault=fault, poll_fault_times=2)
        for name, fault in (
            ("429", "http_429"),
            ("500", "http_500"),
            ("502", "http_502"),
            ("401", "http_401"),
            ("garbage", "garbage"),
            ("html", "html"),
            ("drop", "drop_after"),
        )
    },
    "poll_hang": Script(poll_fault="hang", poll_fault_times=1),
    "late": Script(polls=30),
    # The sound.
    **{
        f"audio_{name}": _audio(name)
        for name in ("truncated", "huge", "huge_unsized", "slow", "html", "empty", "m4a", "403")
        + ("404", "none_mp3", "redirect", "redirect_private", "redirect_loop", "private")
        + ("metadata", "drop", "silent", "404_once")
    },
    # The callbacks.
    "calls": Script(calls="text,first,complete"),
    "calls_again": Script(calls="complete,complete,complete"),
    "calls_forged": Script(calls="forged", polls=FOR_EVER),
    "calls_lying": Script(calls="lying", seconds=0, end="failed"),
}

SCENE = re.compile(r"\bplay:([a-z0-9_]+)")
FIELD = re.compile(r"\b([a-z_]+)=(\S+)")


def with_words(script: Script, words: str) -> Script:
    """The script with every `field=value` among the words set."""
    kinds = {field.name: type(field.default) for field in fields(Script)}
    found = {name: kinds[name](value) for name, value in FIELD.findall(words) if name in kinds}
    return replace(script, **found)


def script_for(text: str) -> Script:
    """The script a prompt asks for. Raises `KeyError` where it names a scene that isn't there."""
    match = SCENE.search(text)
    return with_words(SCENES[match[1]], text[match.end() :]) if match else Script()
