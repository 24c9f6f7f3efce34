"""Chords above the words, as ChordPro."""

import re

from generator.studio import Brief, engine
from generator.studio.output import sheet


def written(prompt, lyrics="", title="A title"):
    return sheet.written(engine.write(Brief(prompt, lyrics, seed=1)), title)


def test_it_says_title_key_tempo_and_metre():
    head = written("folk waltz in D minor, 90 bpm").splitlines()[:4]
    assert head == ["{title: A title}", "{key: Dm}", "{tempo: 90}", "{time: 3/4}"]


def test_it_keeps_every_word_where_it_was(lyrics):
    text = re.sub(r"\[[^\]]*\]", "", written("rock", lyrics))
    for line in lyrics.splitlines():
        if not line.startswith("["):
            assert line in (row.rstrip() for row in text.splitlines())


def test_it_names_the_sections_and_closes_them(lyrics):
    text = written("rock", lyrics)
    assert re.findall(r"{start_of_(\w+): ([^}]*)}", text) == [
        ("verse", "Verse 1"), ("chorus", "Chorus"), ("verse", "Verse 2"), ("chorus", "Chorus")
    ]  # fmt: skip
    assert (
        re.findall(r"{(?:start|end)_of_(\w+)", text) == ["verse", "verse", "chorus", "chorus"] * 2
    )
    assert text.count("{comment: Intro}") == 1


def test_it_sets_a_chord_over_the_first_syllable_of_a_line_and_only_before_syllables(lyrics):
    text = written("rock in C major", lyrics)
    rows = [row for row in text.splitlines() if "street" in row or "lanterns" in row]
    assert all(row.startswith("[") for row in rows)
    names = re.findall(r"\[([^\]]*)\]", text)
    assert len(names) > 12
    assert all(re.fullmatch(r"[A-G][b#]?(m|dim|sus|add|maj|\d|\(|\)|b)*", name) for name in names)


def test_it_writes_the_chords_of_music_without_words():
    text = written("ambient")
    assert re.search(r"{comment: Chorus}\n\[[A-G]", text)


def test_it_lets_nobody_write_directives():
    text = written("pop", title="{end} [x]\n# y")
    assert text.splitlines()[0] == "{title: (end) (x) ♯ y}"
