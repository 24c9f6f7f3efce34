"""The tolerant reading of what song gateways answer: an `Answer` in, an `Update` out.

The vendor's pages contradict each other on envelope, id key, status words and result (contract
1.7), so every variant seen is read and nothing is trusted: whatever JSON comes, the outcome is
an `Update` or a `ProviderError`.

    read_submitted   the answer to the paid POST: an id to follow, or the song at once
    read_task        the answer to "how goes it": busy, done or failed

After a submission `permanent=False` is a promise: it certainly did not run and may be sent again.
After a question it only means that asking later may help.
"""

from dataclasses import replace

from generator.causes import Cause
from generator.errors import NotConnected, OutcomeUnknown, ProviderError
from generator.providers.base import Phase, Update
from generator.providers.bodies import clip_of, read_body, task_id
from generator.providers.refusals import Answer, Refusal, refusal_in
from generator.providers.sounds import sounds_in


class TaskNotFound(ProviderError):
    """Upstream knows no such task: too early to ask just after a submission, lost later on."""

    code = "not_found"


# --- the two answers -----------------------------------------------------------------------


def read_submitted(answer: Answer) -> Update:
    """The answer to a submission: BUSY with an id, DONE with clips, or FAILED.

    Raises `ProviderError` on a clear no and `OutcomeUnknown` where the song may be running.
    """
    refusal = refusal_in(answer)
    update = read_body(answer.body)
    if answer.ok and update.phase is Phase.FAILED:
        return _named(update, task_id(answer.body))
    if refusal:
        raise _refused(refusal, answer.retry_after)
    if not isinstance(answer.body, dict | list):
        raise OutcomeUnknown(
            "The provider's answer could not be read.", cause=Cause.UNKNOWN_OUTCOME, permanent=True
        )
    return _started(update, answer.body)


def _started(update: Update, body: object) -> Update:
    name = task_id(body)
    if update.phase is Phase.DONE and update.clips:
        return _named(update, name)
    if name:
        # DONE without a clip, at once, is an envelope's politeness: the task is asked again.
        return _named(update, name) if update.phase is Phase.BUSY else Update(Phase.BUSY, name)
    clips = tuple(clip_of(s) for s in sounds_in(body) if s.url)
    if clips and not update.known_word:
        return Update(Phase.DONE, clips=clips)  # the whole answer is a sound: nothing to poll
    raise ProviderError(
        "The provider took the request but named no task to follow.",
        cause=Cause.PROVIDER_DOWN,
        permanent=True,
    )


def read_task(answer: Answer, upstream_id: str) -> Update:
    """The answer to "how goes it".

    Raises `TaskNotFound`, `NotConnected` or another `ProviderError` where it tells nothing of
    the task: none of them is permanent, for the song may be well.
    """
    if answer.ok and isinstance(answer.body, dict | list):
        update = read_body(answer.body)
        refusal = None if update.phase is Phase.FAILED else refusal_in(answer)
        if not refusal:
            return _named(update, upstream_id)
    return _named(_asked(answer, refusal_in(answer)), upstream_id)


def _named(update: Update, upstream_id: str) -> Update:
    return replace(update, upstream_id=upstream_id)


# --- what follows from a no ----------------------------------------------------------------

SENTENCES: dict[Cause, str] = {
    Cause.REFUSED_CONTENT: "The provider refused the words.",
    Cause.BAD_INPUT: "The provider did not accept the request.",
    Cause.OUT_OF_CREDIT: "This site's account at the provider is empty.",
    Cause.NOT_CONNECTED: "The provider did not accept this site's key.",
    Cause.RATE_LIMITED: "The provider is busy.",
    Cause.TIMED_OUT: "The provider took too long.",
    Cause.PROVIDER_DOWN: "The provider is not working.",
}

# 503 and 455 (maintenance) are said before anything runs, and a rate limit is too.
NOTHING_RAN = (503, 455)
# A gateway's own "no answer from behind me": what is behind it may be singing, and be paid for.
MAY_HAVE_RUN = (408, 502, 504)
# kie.ai: the song failed, and failed with the credits given back (contract 4).
DEAD = (501, 531)


def _refused(no: Refusal, retry_after: float | None) -> ProviderError:
    """The error for a refused submission.

    By money: a plain 500 with an error text in it is the vendor's own word that it failed; a
    500 without one is a crash somewhere, and the task may exist, just as with 502 and 504.
    """
    cause = no.cause
    if cause is Cause.NOT_CONNECTED:
        return NotConnected(SENTENCES[cause], cause=cause, permanent=True, upstream=no.words)
    mute = no.number >= 500 and no.number not in NOTHING_RAN and not no.spelled
    if no.number in MAY_HAVE_RUN or cause is Cause.TIMED_OUT or mute:
        return OutcomeUnknown(
            "The request was sent and the provider did not say what became of it.",
            cause=Cause.UNKNOWN_OUTCOME,
            permanent=True,
            upstream=no.words,
        )
    again = cause is Cause.RATE_LIMITED or (
        cause is Cause.PROVIDER_DOWN and no.number in NOTHING_RAN
    )
    return ProviderError(
        SENTENCES[cause],
        cause=cause,
        permanent=not again,
        retry_after=retry_after if again else None,
        upstream=no.words,
    )


def _about_the_song(no: Refusal) -> bool:
    """Whether it is the song that was refused, not the question about it.

    A key that stopped working (401, 403) or an empty account (402) refuses questions as well,
    and the songs in flight may be fine: only a 2xx's own words, or a 400, speak of the song.
    """
    if 200 <= no.status < 300:
        fatal = (Cause.REFUSED_CONTENT, Cause.BAD_INPUT, Cause.OUT_OF_CREDIT)
        return no.code in DEAD or no.cause in fatal
    return no.status in (400, 422) and no.cause in (Cause.REFUSED_CONTENT, Cause.BAD_INPUT)


def _asked(answer: Answer, no: Refusal | None) -> Update:
    """A refused question: a FAILED update where it is the song that was refused, else raises."""
    if no is None:
        raise ProviderError("The provider's answer could not be read.")
    if 404 in (no.status, no.code) or no.kind == "not_found":
        raise TaskNotFound("The provider knows no such task.", upstream=no.words)
    cause = no.cause
    if _about_the_song(no):
        return Update(Phase.FAILED, cause=cause, message=no.words or SENTENCES[cause])
    kind = NotConnected if cause is Cause.NOT_CONNECTED else ProviderError
    raise kind(SENTENCES[cause], cause=cause, retry_after=answer.retry_after, upstream=no.words)
