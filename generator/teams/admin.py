"""People and their teams, each with what credits they have."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from generator.accounts.actions import welcome
from generator.ops.adminparts import ReadOnly, link, tag, team_name, url
from generator.songs.models import Song
from generator.teams.actions import open_personal_team
from generator.teams.adminforms import MembersFormSet, NewUserForm, UserForm, move_email
from generator.teams.models import Ask, Invite, Membership, Team, User
from generator.wallet.adminactions import MovesCredits
from generator.wallet.models import Account, Transfer

POWERS = ("is_staff", "is_superuser", "groups", "user_permissions")
"""What only a superuser hands out; otherwise whoever edits people could make themselves one."""


class WithCredits(MovesCredits):
    """Rows annotated with `available` and `held` of a team, and with their `song_count`."""

    team_path = "pk"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # Each a subquery of its own: joins would multiply rows, and a row each would be N + 1.
        count = self.model._default_manager.filter(pk=OuterRef("pk")).order_by()
        songs = count.annotate(number=Count("songs")).values("number")
        rows: QuerySet[Any] = super().get_queryset(request).annotate(
            available=self._balance(Account.Kind.AVAILABLE),
            held=self._balance(Account.Kind.HELD),
            song_count=Subquery(songs),
        )  # fmt: skip
        return rows

    def _balance(self, kind: Account.Kind) -> Coalesce:
        pot = Account.objects.filter(team=OuterRef(self.team_path), kind=kind)
        return Coalesce(Subquery(pot.values("balance")[:1]), 0)

    @admin.display(ordering="available")
    def available(self, row: Any) -> str:
        return f"{row.available:,}"

    @admin.display(ordering="held")
    def held(self, row: Any) -> str:
        return f"{row.held:,}"

    @admin.display(description="songs", ordering="song_count")
    def song_number(self, row: Any) -> str:
        return f"{row.song_count:,}"


@admin.register(User)
class UserAdmin(WithCredits, DjangoUserAdmin):  # type: ignore[type-arg]
    team_path = "personal_team"
    form, add_form = UserForm, NewUserForm
    list_display = ("email", "available", "held", "song_number", "date_joined", "active", "powers")
    list_filter = ("is_staff", "is_active", "date_joined")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("-date_joined",)
    readonly_fields = ("last_login", "date_joined", "wallet")
    fieldsets = (
        (None, {"fields": ("email", "password", "first_name", "last_name", "is_active")}),
        ("Credits", {"fields": ("wallet",)}),
        ("Rights", {"fields": POWERS}),
        ("When", {"fields": ("date_joined", "last_login")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "usable_password", "password1", "password2")}),
    )  # fmt: skip

    def teams_behind(self, rows: QuerySet[Any]) -> list[Team]:
        return [open_personal_team(user) for user in rows]

    @admin.display(boolean=True, description="active", ordering="is_active")
    def active(self, user: User) -> bool:
        return user.is_active

    @admin.display(description="rights")
    def powers(self, user: User) -> str:
        if user.is_superuser:
            return "all"
        return "staff" if user.is_staff else "–"

    def wallet(self, user: Any) -> str | SafeString:
        team = getattr(user, "personal_team", None)
        if team is None:
            return "Opened when the person first signs in."
        return format_html(
            "{} available, {} held · {} · {}",
            f"{user.available:,}", f"{user.held:,}",
            link(url(Team, "change", team.pk), "personal team"),
            link(url(Transfer, "changelist", team__id__exact=team.pk), "transfers"),
        )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        fields = list(super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else [*fields, *POWERS]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are switched off instead: songs and transfers name them."""
        return False

    def save_model(
        self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            welcome(obj)
        elif "email" in form.changed_data:
            move_email(obj)


class MemberRows(admin.TabularInline):  # type: ignore[type-arg]
    model = Membership
    formset = MembersFormSet
    verbose_name_plural = "members"
    autocomplete_fields = ("user",)
    readonly_fields = ("joined_at",)
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user", "team")


@admin.register(Team)
class TeamAdmin(WithCredits):
    list_display = (
        "name_or_person",
        "members_number",
        "available",
        "held",
        "song_number",
        "opened",
    )
    list_filter = (
        "created_at",
        ("personal_of", admin.EmptyFieldListFilter),
        ("closed_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("personal_of",)
    search_fields = ("name", "personal_of__email")
    search_help_text = "Name, or the email address of a personal team's person"
    ordering = ("-pk",)
    inlines = (MemberRows,)
    fields = ("name", "personal_of", "credits", "songs", "created_at", "closed_at")
    readonly_fields = ("personal_of", "credits", "songs", "created_at", "closed_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        members = Membership.objects.filter(team=OuterRef("pk")).order_by().values("team")
        number = Subquery(members.annotate(number=Count("pk")).values("number"))
        rows = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(member_count=Coalesce(number, 0))
        return counted

    def teams_behind(self, rows: QuerySet[Any]) -> list[Team]:
        return list(rows)

    def has_delete_permission(self, request: HttpRequest, obj: Team | None = None) -> bool:
        """The ledger names teams for good."""
        return False

    @admin.display(description="team", ordering="name")
    def name_or_person(self, team: Team) -> str:
        return team_name(team)

    @admin.display(description="members", ordering="member_count")
    def members_number(self, team: Any) -> str:
        return f"{team.member_count:,}"

    @admin.display(description="opened", ordering="created_at")
    def opened(self, team: Team) -> str:
        return f"{team.created_at:%Y-%m-%d}"

    def credits(self, team: Any) -> str | SafeString:
        if not team.pk:
            return "–"
        address = url(Transfer, "changelist", team__id__exact=team.pk)
        words = f"{team.available:,} available, {team.held:,} held"
        return format_html("{} · {}", words, link(address, "transfers"))

    def songs(self, team: Any) -> str | SafeString:
        if not team.pk:
            return "–"
        return link(url(Song, "changelist", team__id__exact=team.pk), f"{team.song_count:,} songs")


@admin.register(Invite)
class InviteAdmin(ReadOnly):
    """Who was asked in. Deleting one that is open withdraws it: its link is dead."""

    list_display = ("email", "team", "role", "state", "invited_by", "created_at", "expires_at")
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter), "created_at")
    search_fields = ("email", "team__name", "invited_by__email")
    list_select_related = ("team", "invited_by")
    fields = (
        "email", "team", "role", "state", "invited_by", "created_at", "expires_at",
        "accepted_by", "accepted_at",
    )  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    @admin.display(description="state")
    def state(self, invite: Invite) -> SafeString:
        if invite.accepted_at:
            return tag("Accepted", "done")
        return tag("Open") if invite.expires_at > timezone.now() else tag("Expired", "held")


@admin.register(Ask)
class AskAdmin(ReadOnly):
    """Who asked for more than their caps allow. Whoever manages the team answers."""

    list_display = ("created_at", "person", "team", "amount", "state", "answered_by", "note")
    list_filter = ("state", "created_at")
    search_fields = ("membership__user__email", "membership__team__name", "note")
    list_select_related = ("membership__user", "membership__team", "answered_by")
    fields = (
        "person", "team", "amount", "note", "state", "created_at", "answered_by", "answered_at",
    )  # fmt: skip

    @admin.display(ordering="membership__user__email")
    def person(self, ask: Ask) -> str:
        return str(ask.membership.user)

    @admin.display(ordering="membership__team__name")
    def team(self, ask: Ask) -> str:
        return str(ask.membership.team)
