"""What the bell says of requests for more credits, to whoever is to know; mails say it, too."""

from django.utils import timezone

from generator.notices.actions import tell
from generator.teams.asks import who_answers
from generator.teams.models import Ask


def ring_ask(ask: Ask, *, path: str) -> None:
    """Tell those who may answer."""
    said = f"In “{ask.membership.team}”{': ' if ask.note else ''}{ask.note}"
    tell(
        who_answers(ask), title=f"{ask.amount:,} credits more for {ask.membership.user}?"[:200],
        said=said[:300], path=path, now=timezone.now(), mail=False,
    )  # fmt: skip


def ring_answer(ask: Ask, *, path: str) -> None:
    approved = ask.state == Ask.State.APPROVED
    said = "They count on top of your caps today." if approved else "Your caps stay as they are."
    tell(
        [ask.membership.user], title=f"Your request for {ask.amount:,} credits was {ask.state}",
        said=f"In “{ask.membership.team}”. {said}", path=path, now=timezone.now(), mail=False,
    )  # fmt: skip
