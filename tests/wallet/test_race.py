"""Many processes and the last credits: never one too many, and nobody sees an error."""

from typing import Any

from tests.races import Outcomes
from tests.wallet import races

EVERYBODY = races.PROCESSES * races.THREADS


def books(outcome: dict[str, Any]) -> tuple[int, int, int]:
    return outcome["available"], outcome["held"], outcome["holds"]


def test_it_gives_out_the_last_credits_and_not_one_more(outcomes: Outcomes) -> None:
    assert sum(outcomes["last credits"]["got"]) == 40
    assert books(outcomes["last credits"]) == (0, 40, 40)


def test_it_moves_once_when_all_use_the_same_key(outcomes: Outcomes) -> None:
    assert sum(outcomes["one key"]["got"]) == EVERYBODY * races.TRIES
    assert books(outcomes["one key"]) == (39, 1, 1)


def test_it_lets_64_presses_spend_neither_over_a_cap_nor_over_the_wallet(
    outcomes: Outcomes,
) -> None:
    ten, thirty, *owner = outcomes["shared wallet"]["got"]
    assert EVERYBODY == 64
    assert ten <= 2  # 10 credits a day, at 5 a song
    assert thirty <= 6  # 34 credits a day
    assert ten + thirty + sum(owner) == 20  # and all of the 100 in the wallet are used
    assert books(outcomes["shared wallet"]) == (0, 100, 20)


def test_it_lets_64_presses_of_one_member_fill_their_cap_and_no_more(
    outcomes: Outcomes,
) -> None:
    assert sum(outcomes["one cap"]["got"]) == 6
    assert books(outcomes["one cap"]) == (70, 30, 6)
    assert outcomes["one cap"]["songs"] == 6  # those refused left nothing behind
