"""Models and prices: ticked, not typed; and a price that was is never changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from generator.catalog.models import MusicModel, Price
from generator.catalog.queries import offered


@pytest.fixture
def suno(db: None) -> MusicModel:
    return MusicModel.objects.get(slug="suno")


def save(desk: Client, model: MusicModel, **changed: object) -> str:
    """Send the form as the page has it, with these fields changed."""
    address = reverse("admin:generator_musicmodel_change", args=[model.pk])
    page: Any = desk.get(address).context
    form = page["adminform"].form
    data = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    data |= {"prices-TOTAL_FORMS": "1", "prices-INITIAL_FORMS": "1", **changed}
    data["prices-0-id"], data["prices-0-model"] = model.prices.all()[0].pk, model.pk
    data = {name: value for name, value in data.items() if value is not False}
    return desk.post(address, data, follow=True).content.decode()


def test_it_keeps_the_ticked_numbers_as_numbers(desk: Client, suno: MusicModel) -> None:
    save(desk, suno, bitrates=["64000", "256000"], section_tags=["Verse", "Chorus"])
    suno.refresh_from_db()
    assert suno.bitrates == [64_000, 256_000]
    assert suno.section_tags == ["Verse", "Chorus"]


def test_it_wants_the_default_among_the_ticked(desk: Client, suno: MusicModel) -> None:
    assert "Must be one of the bitrates." in save(desk, suno, bitrates=["64000"])
    assert "Tick at least one." in save(desk, suno, sample_rates=[])


def test_it_refuses_a_provider_that_is_not_there(desk: Client, suno: MusicModel) -> None:
    save(desk, suno, provider="udio")
    suno.refresh_from_db()
    assert suno.provider == "apiin"


def price(credits: int, at: object, number: int = 1) -> dict[str, object]:
    row = {"credits": credits, "starts_at_0": f"{at:%Y-%m-%d}", "starts_at_1": f"{at:%H:%M:%S}"}
    return {f"prices-{number}-{name}": value for name, value in row.items()}


def test_it_adds_a_price_from_a_date_on(desk: Client, suno: MusicModel) -> None:
    soon = timezone.now() + timedelta(days=2)
    save(desk, suno, **price(25, soon), **{"prices-TOTAL_FORMS": "2"})
    assert Price.objects.filter(model=suno).count() == 2
    assert offered().get(pk=suno.pk).credits == 10  # type: ignore[attr-defined]
    assert offered(soon + timedelta(hours=1)).get(pk=suno.pk).credits == 25  # type: ignore[attr-defined]


def test_it_never_changes_an_earlier_price(desk: Client, suno: MusicModel) -> None:
    save(desk, suno, **price(1, timezone.now(), 0), **{"prices-0-DELETE": "on"})
    assert [row.credits for row in suno.prices.all()] == [10]


def test_it_shows_what_a_model_costs_and_whether_it_can_sing(
    desk: Client, suno: MusicModel
) -> None:
    suno.prices.all().delete()
    page = desk.get(reverse("admin:generator_musicmodel_changelist")).content.decode()
    assert "No price: not on offer" in page
    assert "Connected" in page


def test_it_starts_a_new_model_with_everything_ticked(desk: Client) -> None:
    page = desk.get(reverse("admin:generator_musicmodel_add")).content.decode()
    assert page.count('name="section_tags"') == page.count(" checked") - 5 - 4 - 2 == 14
