"""The admin's forms for people and their teams. An email address is all that names a person."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db import transaction

from generator.teams.models import Membership, User


def own_email(email: str, *, of: User) -> str:
    """The address in small letters. Raises `ValidationError` where somebody else has it."""
    email = email.lower()
    if User.objects.filter(email__iexact=email).exclude(pk=of.pk).exists():
        raise ValidationError("Somebody else has this email address.")
    return email


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["email"]

    def clean_email(self) -> str:
        return own_email(self.cleaned_data["email"], of=self.instance)


class UserForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = "__all__"  # noqa: DJ007  (the admin's fieldsets say which)
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {}

    def clean_email(self) -> str:
        return own_email(self.cleaned_data["email"], of=self.instance)


@transaction.atomic
def move_email(user: User) -> None:
    """Forget the person's earlier addresses: they would still let somebody sign in."""
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": False}
    )


class MembersFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: "forms.ModelForm[Any]", index: int | None) -> None:
        """Say each control's name to those who don't see the head of its column."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs.setdefault("aria-label", field.label or "")

    def clean(self) -> None:
        """A team has an owner, and a personal team keeps its person as one."""
        super().clean()
        rows = [form.cleaned_data for form in self.forms if not any(form.errors)]
        kept = [row for row in rows if row.get("user") and not row.get("DELETE")]
        owners = {row["user"] for row in kept if row.get("role") == Membership.Role.OWNER}
        person: Any = self.instance.personal_of
        if person and person not in owners:
            raise ValidationError(f"{person} stays an owner: this is their personal team.")
        if not owners and not any(self.errors):
            raise ValidationError("A team needs an owner.")
