"""How a person wants to be told."""

from django import forms

from generator.notices.models import Wish


class WishForm(forms.Form):
    by_mail = forms.BooleanField(
        required=False, label=str(Wish._meta.get_field("by_mail").verbose_name)
    )
