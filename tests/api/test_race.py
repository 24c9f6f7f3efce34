"""Many clients at once, from several processes, on both databases."""

from tests.races import Outcomes


def test_it_makes_one_song_with_one_hold_for_64_calls_with_one_key(
    outcomes: Outcomes,
) -> None:
    found = outcomes["one key"]
    assert sum(found["got"]) == 64
    assert (found["songs"], found["holds"], found["held"]) == (1, 1, 5)
    first, again = found["answers"]
    assert first == again


def test_it_fills_a_keys_cap_and_no_more(outcomes: Outcomes) -> None:
    found = outcomes["one cap"]
    assert (found["songs"], found["holds"], found["held"]) == (6, 6, 30)
    assert found["left"] == 4
