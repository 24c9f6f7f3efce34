"""Names for songs that were given none."""

import pytest

from generator.studio import Brief, engine
from generator.studio.writing import titles


def title(prompt, lyrics=""):
    return titles.title_of(prompt, engine.write(Brief(prompt, lyrics, seed=1)))


@pytest.mark.parametrize(
    ("lyrics", "expected"),
    [
        ("[Verse]\nOut in the cold\n[Chorus]\nTake me home", "Take me home"),
        ("[Verse]\nwhere the wild wind blows", "Where the wild wind blows"),
        ("[Chorus]\nNever again\nHold on\nNever before\nHold on", "Hold on"),
        ("[Chorus]\n<b>Burn</b> *bright*!", "Burn bright"),
        ("[Chorus]\nI will be waiting for you at the end of the road", "I will be waiting for you"),
        (
            "[Chorus]\nStanding all alone in the middle of the night",
            "Standing all alone in the middle",
        ),
    ],
)
def test_it_takes_the_best_line_of_the_chorus(lyrics, expected):
    assert title("pop", lyrics) == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("sunny funk", "Sunny funk"),
        ("calm piano ballad, 66 bpm, slow", "Calm piano ballad"),
        ("Energetic dance track with pulsing synths and bass", "Energetic dance track"),
        ("120 bpm", "Untitled"),
        ("<b>smoky</b> jazz", "Smoky jazz"),
        ("🎵", "Untitled"),
        ("", "Untitled"),
    ],
)
def test_it_takes_the_first_phrase_of_the_prompt_where_nobody_sings(prompt, expected):
    assert title(prompt) == expected


def test_it_never_takes_a_tag():
    assert title("rock", "[Chorus]\n[Guitar Solo]\n") == "Rock"
