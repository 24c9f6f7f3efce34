"""Why a song did not become one: a small fixed set, each with what a person can do about it.

Kept apart from the states: a state says where a song is, a cause says why it ended there.
"""

from django.db.models import TextChoices


class Cause(TextChoices):
    REFUSED_CONTENT = "refused_content", "The words were refused"
    BAD_INPUT = "bad_input", "The request was not accepted"
    OUT_OF_CREDIT = "out_of_credit", "This site's account at the provider is empty"
    NOT_CONNECTED = "not_connected", "This site's key was not accepted"
    RATE_LIMITED = "rate_limited", "The provider is busy"
    PROVIDER_DOWN = "provider_down", "The provider is not working"
    TIMED_OUT = "timed_out", "It took too long"
    BAD_FILE = "bad_file", "The file was not a song"
    UNKNOWN_OUTCOME = "unknown_outcome", "No answer came back"
    CANCELLED = "cancelled", "You cancelled it"
    STOPPED_BY_ADMIN = "stopped_by_admin", "An admin stopped it"


ADVICE: dict[Cause, str] = {
    Cause.REFUSED_CONTENT: "Change the words it names, or the prompt, and make it again.",
    Cause.BAD_INPUT: "Check the prompt and the lyrics, and make it again.",
    Cause.OUT_OF_CREDIT: "An admin has to top up the provider. Another model may work now.",
    Cause.NOT_CONNECTED: "An admin has to look at the provider's key. Another model may work now.",
    Cause.RATE_LIMITED: "Make it again in a few minutes, or pick another model.",
    Cause.PROVIDER_DOWN: "Make it again later, or pick another model.",
    Cause.TIMED_OUT: "Make it again; it may be quicker at a calmer hour.",
    Cause.BAD_FILE: "Make it again; the provider sent something that can't be played.",
    Cause.UNKNOWN_OUTCOME: "Make it again. The first request was never repeated.",
    Cause.CANCELLED: "Make it again whenever you like.",
    Cause.STOPPED_BY_ADMIN: "Ask an admin what happened, or make it again.",
}
