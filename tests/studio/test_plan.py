"""What the words of a prompt decide."""

import pytest

from generator.studio.reading.genres import GENRES
from generator.studio.reading.plan import read


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("calm piano ballad", "ballad"),
        ("Energetic electronic dance track with pulsing synths and driving bass", "house"),
        ("lo-fi hip hop beats to study to", "lofi"),
        ("boom bap rap, dusty drums", "hip hop"),
        ("Indie folk, melancholic, introspective, longing, solitary walk", "folk"),
        ("dark trap with 808s", "trap"),
        ("folk rock with electric guitars", "rock"),
        ("liquid drum and bass", "drum and bass"),
        ("retro 80s synthwave", "synthwave"),
        ("smooth jazz with saxophone", "jazz"),
        ("epic orchestral trailer", "cinematic"),
        ("warm indie pop, acoustic guitar", "pop"),
        ("slow harbour waltz, accordion", "folk"),
        ("", "pop"),
    ],
)
def test_it_hears_the_genre(prompt, genre):
    assert read(prompt, 1).genre.name == genre


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("A sad song about my grandmother's house", "ballad"),
        ("Folk song about a rock in the sea", "folk"),
        ("A song about the house by the lake, acoustic country", "country"),
        ("Something about metal birds with reggae drums", "reggae"),
        ("A tune about rain in a bossa nova style", "bossa nova"),
        ("Country at full tilt, pedal to the metal", "country"),
        ("Heart and soul, a piano ballad", "ballad"),
    ],
)
def test_it_tells_a_genre_from_what_the_song_is_about(prompt, genre):
    assert read(prompt, 1).genre.name == genre


@pytest.mark.parametrize("name", GENRES)
def test_it_knows_every_genre_by_its_own_name(name):
    assert read(f"a {name} song", 1).genre.name == name


@pytest.mark.parametrize(
    ("prompt", "tempo"),
    [("rock, 84 bpm", 84), ("BPM: 140 techno", 140), ("92.5bpm", 92.5), ("tempo of 71", 71)],
)
def test_it_takes_a_tempo_in_numbers(prompt, tempo):
    assert read(prompt, 1).tempo == tempo


def test_it_takes_a_tempo_in_words():
    slow, plain, fast = (read(f"{word} pop song", 3).tempo for word in ("slow", "a", "fast"))
    assert slow < plain < fast


@pytest.mark.parametrize(
    ("prompt", "key"),
    [
        ("pop in F# minor", "F# minor"),
        ("a song in C major", "C major"),
        ("key of Eb, sad", "Eb minor"),
        ("happy tune in Am", "A minor"),
        ("jazz, D flat major", "Db major"),
    ],
)
def test_it_takes_the_key(prompt, key):
    assert read(prompt, 1).key_name == key


def test_it_lets_the_mood_choose_between_major_and_minor():
    assert read("sad, lonely pop", 1).mode == "minor"
    assert read("happy sunny funk", 1).mode == "major"


@pytest.mark.parametrize(
    ("prompt", "metre"),
    [("a waltz", "3/4"), ("folk in 3/4", "3/4"), ("ballad in 6/8", "6/8"), ("rock", "4/4")],
)
def test_it_takes_the_metre(prompt, metre):
    assert read(prompt, 1).metre.name == metre


def test_it_seats_the_instruments_named():
    band = read("pop with violin, banjo and upright bass", 1).band
    assert (band["lead"], band["riff"], band["bass"]) == ("violin", "banjo", "upright bass")


def test_it_sends_home_the_instruments_unwanted():
    plan = read("pop song without piano, no drums", 1)
    assert "piano" not in plan.band.values()
    assert not plan.drums


def test_it_leaves_a_solo_piano_alone():
    plan = read("solo piano, romantic", 1)
    assert set(plan.band.values()) == {"piano"}
    assert not plan.drums


def test_it_hears_calm_and_energetic_apart():
    assert read("calm gentle pop", 1).energy < read("pop", 1).energy - 0.2
    assert read("energetic explosive pop", 1).energy > read("pop", 1).energy + 0.2


@pytest.mark.parametrize(
    ("prompt", "singer"),
    [
        ("rock with a female singer", "female"),
        ("soul, deep male voice", "low male"),
        ("uplifting trance, bright female vocals", "bright female"),
        ("baritone ballad", "male"),
        ("no female vocals, pop", "a man"),
        ("deep house about a lonely man", "a woman"),
    ],
)
def test_it_hears_who_is_to_sing(prompt, singer):
    voice = read(prompt, 1).voice
    assert singer in {voice.name, "a woman" if voice.female else "a man"}


@pytest.mark.parametrize(
    "prompt",
    ["instrumental jazz", "lofi beat, no vocals", "pop without any singing", "karaoke rock",
     "drill type beat", "music only, piano"],
)  # fmt: skip
def test_it_hears_that_nobody_is_to_sing(prompt):
    assert read(prompt, 1).voice is None


@pytest.mark.parametrize(
    "prompt", ["", "rock with an instrumental break", "choir and orchestra", "🎵"]
)
def test_it_has_a_singer_unless_told_otherwise(prompt):
    assert read(prompt, 1).voice


def test_it_makes_a_breathy_voice_breathe():
    assert read("breathy female folk", 1).voice.breath > read("female folk", 1).voice.breath


@pytest.mark.parametrize("genre", GENRES)
def test_it_knows_the_singers_of(genre):
    assert {read(genre, seed).voice.name for seed in range(8)} <= set(GENRES[genre].singers)


@pytest.mark.parametrize(
    ("prompt", "plain"),
    [
        ("pop played softly", "soft pop"),
        ("pop sung gently", "gentle pop"),
        ("rock, frantically", "frantic rock"),
        ("rock, all steadily and heavily", "steady heavy rock"),
    ],
)
def test_it_hears_an_adverb_as_its_adjective(prompt, plain):
    assert read(prompt, 1).drive == read(plain, 1).drive
    assert read(prompt, 1).bright == read(plain, 1).bright


def test_it_hears_more_than_one_word_as_a_mood():
    assert read("high energy pop", 1).driven
    assert read("low energy rock", 1).relaxed


def test_it_hears_how_calm_or_energetic_a_song_is_for_its_genre():
    calm, plain, driven = (
        read(f"{word} jazz", 1) for word in ("tranquil, unhurried", "", "frenetic, roaring")
    )
    assert calm.relaxed
    assert not plain.relaxed
    assert not plain.driven
    assert driven.driven
    assert calm.energy < plain.energy < driven.energy


def test_it_goes_faster_than_the_genre_when_energetic_but_not_slower_when_calm():
    low, high = GENRES["house"].tempo
    assert read("frenzied, rowdy house", 1).tempo > high
    assert low <= read("placid, hushed house", 1).tempo < sum((low, high)) / 2


def test_it_lays_less_dust_over_a_calm_record():
    calm, plain = (read(f"{mood} lofi", 1).genre.dust for mood in ("placid, hushed", "a"))
    assert 0 < calm < plain
