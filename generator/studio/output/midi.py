"""The score as a Standard MIDI File: a track for the conductor, the voice, and every player."""

from generator.studio.mixing.play import within
from generator.studio.orchestra.instruments import ORCHESTRA
from generator.studio.output import smf
from generator.studio.writing.score import Note, Part, Score, Sung

STEP = smf.QUARTER // 4
"""Ticks of a sixteenth."""

DRUMS = 9
"""The channel of the drums, counted from 0, in General MIDI."""

HIT = 0.5
"""Sixteenths that a drum's note lasts."""

VOICE = 53
"""General MIDI's "Voice Oohs"."""

PROGRAMS = {
    "piano": 0, "clavinet": 7, "pedal steel": 26, "slap bass": 36, "felt piano": 0,
    "electric piano": 4, "vibraphone": 11, "marimba": 12, "bells": 14, "music box": 10,
    "steel guitar": 25, "nylon guitar": 24, "clean guitar": 27, "muted guitar": 28,
    "drive guitar": 29, "metal guitar": 30, "banjo": 105, "ukulele": 24, "harp": 46,
    "finger bass": 33, "pick bass": 34, "upright bass": 32, "sub bass": 38, "saw bass": 38,
    "reese bass": 39, "808 bass": 39, "organ": 16, "supersaw": 90, "warm pad": 89, "glass pad": 92,
    "choir pad": 91, "synth pluck": 84, "synth brass": 62, "saw lead": 81, "square lead": 80,
    "strings": 48, "short strings": 45, "violin": 40, "cello": 42, "flute": 73, "clarinet": 71,
    "saxophone": 65, "trumpet": 56, "brass": 61, "harmonica": 22, "accordion": 21, "whistle": 78,
}  # fmt: skip
"""General MIDI's program, from 0, that is nearest to each instrument (https://midi.org)."""

KEYS = {
    "kick": 36, "stomp": 35, "guiro": 73, "cascara": 75, "timbale": 65, "snare": 38, "brush": 38,
    "clap": 39, "snap": 39, "rim": 37, "hat": 42, "open": 46, "pedal": 44, "ride": 51, "crash": 49,
    "shaker": 82, "sweep": 38, "tambourine": 54, "tom high": 50, "tom mid": 47, "tom low": 43,
    "taiko": 41, "conga high": 63, "conga low": 64, "cowbell": 56, "wood": 76, "reverse": 55,
    "impact": 35,
}  # fmt: skip
"""General MIDI's key of each piece of the kit; a riser has none."""


def written(score: Score, title: str) -> bytes:
    """The file, with the words under the voice and the slowing at the end as tempo changes."""
    tracks = [_conductor(score, title)]
    channels = [channel for channel in range(16) if channel != DRUMS]
    if score.lines:
        tracks.append(_voice(score, channels.pop(0)))
    for i, part in enumerate(score.parts):
        tracks.append(_part(part, score, channels[i % len(channels)]))
    if score.strokes:
        tracks.append(_drums(score))
    return smf.file(tracks)


def tick(score: Score, place: float) -> int:
    """Where a place of the score lies in the file, swing included."""
    return max(0, round(score.clock.swung(place) * STEP))


def _conductor(score: Score, title: str) -> smf.Track:
    plan, track = score.plan, smf.Track()
    track.text(0, 3, title)
    beats, unit = (int(number) for number in plan.metre.name.split("/"))
    track.metre(0, beats, unit.bit_length() - 1)
    lift = None
    for passage in score.passages:
        place = passage.bar * plan.metre.steps
        track.text(place * STEP, 6, passage.name)
        if passage.lift != lift:
            lift = passage.lift
            track.key(place * STEP, sharps(plan.key + lift, plan.mode), plan.mode == "minor")
    for place in _tempo_changes(score):
        quarter = score.clock.seconds(place + 4) - score.clock.seconds(place)
        track.tempo(place * STEP, quarter)
    return track


def _tempo_changes(score: Score) -> list[int]:
    """The first beat, and every quarter while the end slows."""
    end, slowing = int(score.clock.end), int(score.clock.slowing)
    return [0, *range(end - slowing, end, 4)] if slowing else [0]


def sharps(key: int, mode: str) -> int:
    """Sharps (or, below 0, flats) of a key, the fewer; six of them as flats."""
    major = key if mode == "major" else key + 3
    return (major * 7 + 6) % 12 - 6


def _voice(score: Score, channel: int) -> smf.Track:
    """The sung notes, and a lyric event for each syllable.

    By RP-017 (midi.org): a space ends a word, a carriage return a line.
    """
    track = smf.Track()
    track.text(0, 3, "Voice")
    track.program(channel, VOICE)
    sung = [sung for sung in score.tune if sung.line in score.lines]
    _notes(track, channel, score, [one.note for one in sung])
    worded = [one for one in sung if one.syllable and not one.slur]
    for one, after in zip(worded, [*worded[1:], None], strict=True):
        track.text(tick(score, one.note.start), 5, _lyric(one, after))
    return track


def _lyric(one: Sung, after: Sung | None) -> str:
    assert one.syllable
    if after is None or after.line != one.line:
        return one.syllable.text + "\r"
    joined = after.syllable and after.syllable.word == one.syllable.word
    return one.syllable.text + ("" if joined else " ")


def _part(part: Part, score: Score, channel: int) -> smf.Track:
    track, instrument = smf.Track(), ORCHESTRA[part.instrument]
    track.text(0, 3, f"{part.role.capitalize()} ({part.instrument})")
    track.program(channel, PROGRAMS[part.instrument])
    notes = [
        Note(note.start, note.length, within(instrument, note.pitch), note.strength)
        for note in part.notes
    ]
    _notes(track, channel, score, notes)
    return track


def _notes(track: smf.Track, channel: int, score: Score, notes: list[Note]) -> None:
    """Write notes; one that is struck again ends there."""
    later: dict[int, int] = {}
    for note in sorted(notes, key=lambda note: -note.start):
        start = tick(score, note.start)
        end = min(tick(score, note.start + note.length), later.get(note.pitch, 1 << 30))
        if start < end:
            later[note.pitch] = start
            track.note(channel, start, end, note.pitch, velocity(note.strength))


def _drums(score: Score) -> smf.Track:
    track = smf.Track()
    track.text(0, 3, "Drums")
    strokes = [stroke for stroke in score.strokes if stroke.piece in KEYS]
    hits = [Note(one.start, HIT, KEYS[one.piece], one.strength) for one in strokes]
    _notes(track, DRUMS, score, hits)
    return track


def velocity(strength: float) -> int:
    """1..127 for 0..1."""
    return int(min(127, max(1, round(24 + 100 * strength))))
