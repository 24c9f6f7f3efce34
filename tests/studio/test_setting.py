"""How words are set: on beats, at a singer's pace, within a singer's range, with breaths."""

from functools import cache
from itertools import groupby, pairwise

import pytest

from generator.studio import Brief, engine
from generator.studio.writing import pitches, rhythm

WORDS = """[Verse 1]
The harbour is sleeping, the fishermen gone
And nobody noticed the light coming on
A letter is lying beside the front door
From someone who never has written before
[Chorus]
Open it slowly, open it now
Whatever it tells you, we'll manage somehow
[Verse 2]
The paper is yellow, the ink is still wet
It says I remember and you should forget
[Chorus]
Open it slowly, open it now
Whatever it tells you, we'll manage somehow
[Bridge]
Burn it, keep it
[Chorus]
Open it slowly, open it now
Whatever it tells you, we'll manage somehow
"""

PROMPTS = ["pop", "calm ballad", "punk, 190 bpm", "boom bap", "funk", "folk waltz", "rock in 6/8",
           "soul, 50 bpm", "trap", "salsa, 4/4 in F# minor"]  # fmt: skip


@cache
def written(prompt, lyrics=WORDS, seed=5):
    return engine.write(Brief(f"{prompt} with a singer", lyrics, seed=seed))


def phrases(score):
    sung = [note for note in score.tune if note.line in score.lines]
    return [list(notes) for _, notes in groupby(sung, key=lambda note: note.line)]


def starts(score, phrase):
    return [score.clock.seconds(sung.note.start) for sung in phrase if not sung.slur]


def end(score, sung):
    return score.clock.seconds(sung.note.start + sung.note.length)


def passage_at(score, place):
    return next(p for p in reversed(score.passages) if p.bar * score.plan.metre.steps <= place)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_puts_stressed_syllables_on_beats(prompt):
    score = written(prompt)
    hits = []
    for phrase in phrases(score):
        rapped = pitches.spoken(score.plan, passage_at(score, phrase[-1].note.start))
        hits += [
            rhythm.is_strong(score.plan, sung.note.start, rapped)
            for sung in phrase
            if sung.syllable.stressed and not sung.slur
        ]
    assert sum(hits) >= 0.8 * len(hits)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_sings_at_a_pace_a_singer_can_keep(prompt):
    score = written(prompt)
    for phrase in phrases(score):
        gaps = [b - a for a, b in pairwise(starts(score, phrase))]
        assert max(gaps, default=0) <= 1.5
        assert sum(gaps) >= len(gaps) / 7.2


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_leaves_time_to_breathe_between_phrases(prompt):
    score = written(prompt)
    for phrase, later in pairwise(phrases(score)):
        assert score.clock.seconds(later[0].note.start) - end(score, phrase[-1]) >= 0.2


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_spreads_the_words_instead_of_holding_the_last(prompt):
    score = written(prompt)
    for phrase in phrases(score):
        at = starts(score, phrase)
        if len(at) > 4:
            assert end(score, phrase[-1]) - at[-1] < at[-1] - at[0]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_stays_within_the_singers_range_and_lifts_the_chorus(prompt):
    score = written(prompt)
    middle = {}
    for kind in ("verse", "chorus"):
        sung = [p for p in phrases(score) if passage_at(score, p[-1].note.start).kind == kind]
        pitch = [note.note.pitch for phrase in sung for note in phrase]
        middle[kind] = sum(pitch) / len(pitch)
        assert score.plan.voice.low <= min(pitch)
        assert max(pitch) <= score.plan.voice.high
    assert middle["chorus"] > middle["verse"] + 1


@pytest.mark.parametrize("prompt", PROMPTS)
def test_it_lets_the_lead_play_only_where_nobody_sings(prompt):
    score = written(prompt)
    busy = [(p[0].note.start, p[-1].note.start + p[-1].note.length) for p in phrases(score)]
    lead = [n for part in score.parts if part.role in {"lead", "solo"} for n in part.notes]
    assert not [n for n in lead if any(a < n.start + n.length and n.start < b for a, b in busy)]


def test_it_begins_a_line_that_starts_unstressed_before_its_bar():
    score = written("pop", "[Verse]\nThe harbour is sleeping\nTogether we wander")
    for phrase in phrases(score)[:2]:
        strong = next(sung for sung in phrase if sung.syllable.stressed)
        assert phrase[0].note.start % 16 > 8
        assert strong.note.start % 16 == 0


def test_it_moves_long_syllables_over_several_notes_where_the_style_does():
    slurs = {
        prompt: [s for seed in range(4) for s in written(prompt, seed=seed).tune if s.slur]
        for prompt in ("gospel soul", "punk")
    }
    assert slurs["gospel soul"]
    assert not slurs["punk"]
    assert all(sung.syllable for sung in slurs["gospel soul"])


def test_it_speaks_a_rap_on_few_pitches_and_sings_its_hook():
    score = written("boom bap rap")
    pitch = {"verse": set(), "chorus": set()}
    for phrase in phrases(score):
        kind = passage_at(score, phrase[-1].note.start).kind
        pitch.get(kind, set()).update(sung.note.pitch for sung in phrase)
    assert len(pitch["verse"]) < len(pitch["chorus"])


def test_it_knows_the_words_of_every_phrase():
    score = written("pop")
    said = [line.text for _, line in sorted(score.lines.items())]
    assert said[0] == "The harbour is sleeping, the fishermen gone"
    assert said.count("Open it slowly, open it now") == 3
    for phrase in phrases(score):
        line = score.lines[phrase[0].line]
        assert [s.syllable for s in phrase if not s.slur] == list(line.syllables)


def test_it_sings_many_words_to_the_end():
    score = written("pop", WORDS * 2)
    assert len(score.lines) == 2 * WORDS.count("\n") - 2 * WORDS.count("[")
    assert not score.left_out


def test_it_says_what_did_not_fit():
    lines = [f"Another {thing} beside the sea" for thing in ("boat", "bird", "stone", "shell") * 25]
    score = written("slow ballad", "[Verse]\n" + "\n".join(lines))
    sung = len(score.lines)
    assert score.left_out == (
        f"The last {100 - sung} phrases, from “{lines[sung]}” on, did not fit into 4 minutes.",
    )
    assert 220 <= score.seconds <= 240


def test_it_plays_the_words_of_an_instrumental_and_says_so():
    score = engine.write(Brief("instrumental pop", WORDS))
    assert not score.lines
    assert score.plan.voice is None
    assert score.left_out == ("The prompt asks for an instrumental, so no words are sung.",)
    assert any(part.role == "lead" and len(part.notes) > 60 for part in score.parts)


def test_it_moves_a_lifted_chorus_up_as_a_whole():
    score = next(
        s for s in (written("pop", seed=seed) for seed in range(20)) if s.passages[-1].lift
    )
    tunes = {
        passage.nth: [
            sung.note.pitch
            for phrase in phrases(score)
            for sung in phrase
            if passage_at(score, phrase[-1].note.start) == passage
        ]
        for passage in score.passages
        if passage.kind == "chorus"
    }
    assert tunes[2] == [pitch + score.passages[-1].lift for pitch in tunes[0]]


def rests(score):
    """Seconds from the end of each phrase to the beginning of the next."""
    return [
        score.clock.seconds(later[0].note.start) - end(score, phrase[-1])
        for phrase, later in pairwise(phrases(score))
    ]


@pytest.mark.parametrize("genre", ["pop", "country", "punk", "hip hop", "ballad"])
def test_it_leaves_the_band_alone_after_each_couplet_of_a_calm_song(genre):
    calm, plain = (rests(written(f"{mood} {genre}"))[:10] for mood in ("placid, hushed", "a"))
    assert min(calm[1::2]) >= 2
    assert sum(calm[1::2]) > 1.5 * sum(plain[1::2])


def test_it_takes_no_rest_where_a_calm_song_has_many_words():
    calm = written("placid, hushed pop", WORDS * 2)
    assert not calm.left_out
    assert calm.seconds <= 240


@pytest.mark.parametrize("genre", ["pop", "country", "reggaeton", "reggae", "soul"])
@pytest.mark.parametrize("mood", ["placid, hushed", "frenzied, rowdy"])
def test_it_sings_calm_and_energetic_songs_as_well(mood, genre):
    prompt = f"{mood} {genre}"
    test_it_puts_stressed_syllables_on_beats(prompt)
    test_it_sings_at_a_pace_a_singer_can_keep(prompt)
    test_it_leaves_time_to_breathe_between_phrases(prompt)


def test_it_raps_a_calm_verse_more_slowly():
    def pace(prompt):
        score = written(prompt, "[Verse]\nThe paper is yellow, the ink is still wet")
        at = starts(score, phrases(score)[0])
        return (at[-1] - at[0]) / (len(at) - 1)

    assert pace("placid, hushed hip hop") > 1.2 * pace("hip hop")
