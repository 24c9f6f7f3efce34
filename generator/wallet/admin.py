"""The ledger, to look at and to search. Credits are moved by the actions on teams and people."""

from django.contrib import admin
from django.utils.safestring import SafeString

from generator.ops.adminparts import ReadOnly, link, tag, team_name, url
from generator.teams.models import Team
from generator.wallet.models import Account, Transfer


@admin.register(Transfer)
class TransferAdmin(ReadOnly):
    list_display = ("created_at", "kind", "way", "amount", "memo", "actor", "key")
    list_filter = ("kind", "created_at")
    search_fields = (
        "key", "memo", "team__name", "team__personal_of__email", "actor__email",
    )  # fmt: skip
    search_help_text = "Key, memo, team, or the email address of a person"
    list_select_related = ("team__personal_of", "debit", "credit", "actor")
    fields = ("created_at", "kind", "team_link", "way", "amount", "memo", "actor", "key")
    list_per_page = 50

    @admin.display(description="from → to")
    def way(self, transfer: Transfer) -> str:
        debit, credit = transfer.debit, transfer.credit
        owner = team_name(transfer.team)
        if debit.team_id and credit.team_id:
            return f"{owner}: {debit.kind} → {credit.kind}"
        return f"{_side(debit, owner)} → {_side(credit, owner)}"

    @admin.display(description="team")
    def team_link(self, transfer: Transfer) -> SafeString:
        return link(url(Team, "change", transfer.team_id), team_name(transfer.team))


@admin.register(Account)
class AccountAdmin(ReadOnly):
    list_display = ("owner", "kind", "credits")
    list_filter = ("kind",)
    search_fields = ("team__name", "team__personal_of__email")
    search_help_text = "Team, or the email address of its person"
    list_select_related = ("team__personal_of",)
    fields = ("owner", "kind", "credits", "transfers")
    ordering = ("-pk",)

    @admin.display(ordering="team")
    def owner(self, account: Account) -> str:
        return team_name(account.team) if account.team else "the site"

    @admin.display(ordering="balance", description="balance")
    def credits(self, account: Account) -> str | SafeString:
        """The site's own accounts keep none: they would be one row that every song waits for."""
        return tag("not kept") if account.balance is None else f"{account.balance:,}"

    def transfers(self, account: Account) -> str | SafeString:
        if account.team_id is None:
            return "–"
        address = url(Transfer, "changelist", team__id__exact=account.team_id)
        return link(address, "This team's transfers")


def _side(account: Account, owner: str) -> str:
    """As in "ana@example.com: held"; a transfer's own team, or else the site."""
    return f"{owner if account.team_id else 'site'}: {account.kind}"
