"""The written song: form, tune, chords. Nothing is played here, so every case is cheap."""

from difflib import SequenceMatcher
from itertools import cycle, pairwise

import pytest

from generator.studio import Brief, engine
from generator.studio.reading.genres import GENRES
from generator.studio.writing import harmony

TAGGED = "\n".join(
    f"[{tag}]\nSome words that are sung here\nAnd others that follow them after all"
    for tag in ("Intro", "Verse 1", "Pre-Chorus", "Chorus", "Bridge", "Hook", "Outro")
)


def score(prompt="pop", lyrics="", seed=1):
    return engine.write(Brief(prompt, lyrics, seed=seed))


def tune(written, kind, nth=0):
    """Pitches and places of a passage's tune, places counted from its beginning."""
    passage = next(p for p in written.passages if p.kind == kind and p.nth == nth)
    steps = written.plan.metre.steps
    low, high = passage.bar * steps, (passage.bar + passage.bars) * steps
    notes = [sung.note for sung in written.tune if low <= sung.note.start < high]
    return [(note.start - low, note.pitch) for note in notes]


def test_it_follows_the_sections_of_the_lyrics():
    names = [passage.name for passage in score(lyrics=TAGGED).passages]
    assert names == ["Intro", "Verse 1", "Pre-Chorus", "Chorus", "Bridge", "Hook", "Outro"]


def test_it_frames_lyrics_with_an_intro_and_an_end():
    kinds = [p.kind for p in score(lyrics="[Verse]\nHello there my friend").passages]
    assert (kinds[0], kinds[-1]) == ("intro", "outro")


def test_it_gives_every_syllable_a_note(lyrics):
    written = score(lyrics=lyrics)
    sung = "".join(s.syllable.text for s in written.tune if s.syllable)
    assert sung.startswith("Walkingdowntheemptystreetatnight")
    assert sung.count("lanterns") == 2


def test_it_brings_the_chorus_back_with_its_tune(lyrics):
    written = score(lyrics=lyrics)
    assert tune(written, "chorus", 0) == tune(written, "chorus", 1)


def test_it_sings_the_chorus_higher_than_the_verse(lyrics):
    written = score(lyrics=lyrics)
    verse, chorus = ([pitch for _, pitch in tune(written, k)] for k in ("verse", "chorus"))
    assert sum(chorus) / len(chorus) > sum(verse) / len(verse) + 1


def test_it_writes_another_tune_of_the_same_form_for_another_seed(lyrics):
    one, other = score(lyrics=lyrics, seed=1), score(lyrics=lyrics, seed=2)
    steps = [
        [later.note.pitch - sung.note.pitch for sung, later in pairwise(take.tune) if sung.syllable]
        for take in (one, other)
    ]
    same = SequenceMatcher(None, *steps, autojunk=False).ratio()
    assert same < 0.6
    assert [p.name for p in one.passages] == [p.name for p in other.passages]
    assert list(one.lines.values()) == list(other.lines.values())


def test_it_varies_the_tune_of_a_second_verse(lyrics):
    written = score(lyrics=lyrics)
    assert tune(written, "verse", 0) != tune(written, "verse", 1)


def test_it_brings_a_second_verse_back_fuller(lyrics):
    full = [p.full for p in score(lyrics=lyrics).passages if p.kind == "verse"]
    assert full[1] > full[0]


def test_it_announces_the_tune_before_anybody_sings(lyrics):
    written = score(lyrics=lyrics)
    lead = next(part for part in written.parts if part.role == "lead")
    assert lead.notes[0].start < written.passages[1].bar * written.plan.metre.steps


@pytest.mark.parametrize(
    ("numerals", "key", "mode", "names"),
    [
        ("I vi IV V7", 2, "major", ["D", "Bm", "G", "A7"]),
        ("i bVI bVII iv", 6, "minor", ["F#m", "D", "E", "Bm"]),
        ("i bVI V7 iim7b5", 0, "minor", ["Cm", "Ab", "G7", "Dm7b5"]),
        ("Imaj7 II7 ivmaj7 IVadd9", 3, "major", ["Ebmaj7", "F7", "Abm(maj7)", "Abadd9"]),
        ("I bVII bIII Vsus4", 8, "major", ["Ab", "Gb", "Cb", "Ebsus4"]),
    ],
)
def test_it_spells_chords_in_the_letters_of_the_key(numerals, key, mode, names):
    chords = [harmony.chord(numeral, key) for numeral in numerals.split()]
    assert [harmony.chord_name(chord, key, mode) for chord in chords] == names


def test_it_lets_the_bass_go_with_the_kick():
    written = score("pop")
    kicks = {round(stroke.start) for stroke in written.strokes if stroke.piece == "kick"}
    chorus = next(p for p in written.passages if p.kind == "chorus")
    steps = written.plan.metre.steps
    low, high = chorus.bar * steps, (chorus.bar + chorus.bars - 1) * steps
    bass = next(part for part in written.parts if part.role == "bass")
    places = {round(note.start) for note in bass.notes if low <= note.start < high}
    inside = {kick for kick in kicks if low <= kick < high}
    assert len(inside & places) >= 0.8 * len(inside)


def test_it_ends_on_a_button_or_lets_the_last_chord_ring():
    short, long = (
        next(part for part in score(prompt).parts if part.role == "bass").notes[-1].length
        for prompt in ("funk", "sad ballad")
    )
    assert short <= 2 < 12 <= long


def test_it_ends_at_home():
    written = score("sad pop in A minor")
    last = written.chords[-1]
    assert (last.chord.root, last.chord.tones[:3]) == (9, (0, 3, 7))
    assert written.parts[0].notes[-1].length >= written.plan.metre.steps


def test_it_plays_three_beats_in_a_waltz():
    written = score("folk waltz")
    assert written.plan.metre.steps == 12
    assert {s.start // 12 for s in written.strokes}


@pytest.mark.parametrize("genre", GENRES)
def test_it_writes_a_wordless_song_of_about_a_minute_in(genre):
    written = score(genre)
    assert 50 <= written.seconds <= 120
    assert len(written.parts) >= 3


@pytest.mark.parametrize(
    ("genre", "metre"), list(zip(GENRES, cycle(["3/4", "6/8", "5/4", "7/8"]), strict=False))
)
def test_it_plays_in_other_metres_too(genre, metre):
    written = score(f"{genre} in {metre}", "[Verse]\nHello there my dear old friend")
    end = written.clock.end
    assert all(0 <= n.start < end for part in written.parts for n in part.notes)


ODD = {
    "nothing": "",
    "spaces": " \n\n \t ",
    "tags only": "[Verse]\n[Chorus]\n[Bridge]\n[Outro]",
    "one tag": "[Solo]",
    "one word": "love",
    "one word 500 times": "love " * 500,
    "one word on 500 lines": "love\n" * 500,
    "emoji": "🎵🎶 🔥\n💔\n[Chorus]\n✨✨✨",
    "right to left": "שלום לך עולם יפה\nمرحبا بالعالم الجميل",
    "markup": "<script>alert('x')</script>\n<b>[Chorus]</b>\n<p>Hello & goodbye</p>" * 3,
    "100 kB": "So many words that nobody will ever sing them all\n" * 2000,
    "100 kB in a line": "word" * 25_000,
    "control characters": "a\x00b\x07c\r\n[\x1bVerse]\nhello",
    "unclosed": "[Verse\nhello there [Chorus",
    "chinese": "[Verse]\n夜空中最亮的星\n能否听清\n[Chorus]\n我祈祷拥有一颗透明的心灵",
}


@pytest.mark.parametrize("case", ODD)
@pytest.mark.parametrize("prompt", ["", "calm piano ballad", "energetic house, 250 bpm"])
def test_it_writes_a_bounded_song_whatever_it_is_given(case, prompt):
    assert 40 <= score(prompt, ODD[case]).seconds <= 245


@pytest.mark.parametrize("prompt", ["🎵" * 300, "מוזיקה שמחה", "<h1>rock</h1>", "x" * 100_000])
def test_it_writes_a_song_for_any_prompt(prompt):
    assert 40 <= score(prompt).seconds <= 245


def starts(prompt):
    """How many moments a second somebody strikes or plays a note."""
    written = score(prompt)
    played = {round(note.start * 2) for part in written.parts for note in part.notes}
    return len(played | {round(stroke.start * 2) for stroke in written.strokes}) / written.seconds


@pytest.mark.parametrize("genre", sorted(GENRES))
def test_it_plays_twice_as_densely_when_energetic_as_when_calm(genre):
    assert starts(f"energetic, powerful {genre}") >= 2 * starts(f"calm, gentle {genre}")


@pytest.mark.parametrize("genre", sorted(set(GENRES) - {"ambient"}))
def test_it_still_has_drums_and_chords_when_calm(genre):
    written = score(f"calm, gentle {genre}")
    assert written.strokes
    assert any(part.role == "chords" for part in written.parts)


def chorus_strokes(prompt):
    """Pieces and places within the bar, in the first chorus."""
    written = score(prompt)
    steps = written.plan.metre.steps
    chorus = next(p for p in written.passages if p.kind == "chorus")
    low, high = chorus.bar * steps, (chorus.bar + chorus.bars) * steps
    return {(s.piece, round(s.start) % steps) for s in written.strokes if low <= s.start < high}


@pytest.mark.parametrize("genre", ["pop", "country", "house", "hip hop", "reggaeton", "salsa"])
def test_it_fills_every_sixteenth_when_energetic(genre):
    assert {place for _, place in chorus_strokes(f"frenzied, rowdy {genre}")} == set(range(16))


def test_it_fills_a_swung_beat_in_triplets_when_energetic():
    # The clock swings an eighth to two thirds of its beat, the sixteenth before it to one third.
    places = {place for _, place in chorus_strokes("frenzied, rowdy jazz")}
    assert {0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14} <= places


@pytest.mark.parametrize("genre", ["pop", "country", "hip hop", "disco"])
def test_it_brushes_and_shakes_when_calm(genre):
    pieces = {piece for piece, _ in chorus_strokes(f"placid, hushed {genre}")}
    assert "sweep" in pieces
    assert not pieces & {"hat", "snare", "open"}


def test_it_keeps_the_one_drop_when_calm():
    assert ("kick", 8) in chorus_strokes("placid, hushed reggae, 90 bpm")


def test_it_plays_a_calm_country_song_with_the_fingers():
    chords = next(part for part in score("placid, hushed country").parts if part.role == "chords")
    last = max(note.start for note in chords.notes)
    struck = [round(note.start) for note in chords.notes if note.start < last - 16]
    assert len(struck) == len(set(struck))


def test_it_arpeggiates_an_energetic_pop_song_throughout():
    def riff(prompt):
        found = [part for part in score(prompt).parts if part.role == "riff"]
        return len(found[0].notes) if found else 0

    assert riff("frenzied, rowdy pop") > 4 * riff("pop")
