"""What is on offer, and what it costs from when on."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from generator.catalog.models import MusicModel, Price
from generator.catalog.queries import offered, price_now
from generator.catalog.seed import seed

pytestmark = pytest.mark.django_db


@pytest.fixture
def suno() -> MusicModel:
    return MusicModel.objects.get(slug="suno")


def test_it_starts_with_three_models_and_their_prices() -> None:
    found = [(model.slug, model.credits) for model in offered()]  # type: ignore[attr-defined]
    assert found == [("minimax-music", 30), ("suno", 10), ("studio", 5)]


def test_it_leaves_alone_what_an_admin_changed(suno: MusicModel) -> None:
    MusicModel.objects.filter(pk=suno.pk).update(name="Suno 5", active=False)
    Price.objects.create(model=suno, credits=99)
    MusicModel.objects.get(slug="studio").delete()
    seed()
    suno.refresh_from_db()
    assert (suno.name, suno.active, suno.prices.count()) == ("Suno 5", False, 2)
    assert MusicModel.objects.filter(slug="studio").exists()


def test_it_charges_a_new_price_from_its_start_on(suno: MusicModel) -> None:
    now = timezone.now()
    Price.objects.create(model=suno, credits=15, starts_at=now + timedelta(days=1))
    Price.objects.create(model=suno, credits=0, starts_at=now + timedelta(days=2))
    for days, credits in ((0, 10), (0.9, 10), (1, 15), (1.9, 15), (2, 0), (99, 0)):
        then = now + timedelta(days=days)
        assert price_now(suno, then) == credits
        assert offered(then).get(pk=suno.pk).credits == credits  # type: ignore[attr-defined]


def test_it_takes_the_latest_of_two_prices_that_start_together(suno: MusicModel) -> None:
    start = timezone.now()
    for credits in (11, 12):
        Price.objects.create(model=suno, credits=credits, starts_at=start)
    assert price_now(suno) == 12


def test_it_offers_no_model_before_its_first_price(suno: MusicModel) -> None:
    past = timezone.now() - timedelta(days=1)
    assert price_now(suno, past) is None
    assert list(offered(past)) == []


def test_it_offers_no_model_that_is_switched_off(suno: MusicModel) -> None:
    MusicModel.objects.filter(pk=suno.pk).update(active=False)
    assert price_now(suno) is None
    assert suno not in offered()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"bitrates": []}, "bitrates"),
        ({"bitrates": "64000"}, "bitrates"),
        ({"bitrates": [64_000, 1]}, "bitrates"),
        ({"bitrates": None}, "bitrates"),
        ({"bitrates": [[64_000]]}, "bitrates"),
        ({"bitrates": [{}]}, "bitrates"),
        ({"bitrates": {"64000": 1}}, "bitrates"),
        ({"sample_rates": [48_000]}, "sample_rates"),
        ({"default_bitrate": 1}, "default_bitrate"),
        ({"bitrates": [64_000], "default_bitrate": 128_000}, "default_bitrate"),
        ({"sample_rates": [16_000], "default_sample_rate": 44_100}, "default_sample_rate"),
        ({"title_max": 201}, "title_max"),
        ({"prompt_max": -1}, "prompt_max"),
        ({"slug": "two words"}, "slug"),
        ({"slug": "suno"}, "slug"),
    ],
    ids=repr,
)
def test_it_says_what_is_wrong_with_a_model(fields: dict[str, Any], wrong: str) -> None:
    model = MusicModel(
        **{"slug": "new", "name": "New", "provider": "apiin", "upstream_model": "new", **fields}
    )
    with pytest.raises(ValidationError) as caught:
        model.full_clean()
    assert set(caught.value.message_dict) == {wrong}


def test_it_takes_the_models_it_starts_with() -> None:
    for model in MusicModel.objects.all():
        model.full_clean()


def test_it_takes_no_price_below_zero(suno: MusicModel) -> None:
    with pytest.raises(ValidationError):
        Price(model=suno, credits=-1).full_clean()
