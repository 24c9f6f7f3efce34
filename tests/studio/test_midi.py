"""The score as a MIDI file, read back by another reader than our writer."""

import pytest

from generator.studio import Brief, engine
from generator.studio.orchestra import drumkit
from generator.studio.orchestra.instruments import ORCHESTRA
from generator.studio.output import midi


def number(data, place):
    """A variable-length number and where it ends."""
    value = 0
    while True:
        byte = data[place]
        value = value << 7 | byte & 0x7F
        place += 1
        if byte < 0x80:
            return value, place


def events(chunk):
    """(tick, status, data) of a track; of a meta event the kind comes first in the data."""
    found, tick, place = [], 0, 0
    while place < len(chunk):
        late, place = number(chunk, place)
        tick += late
        status = chunk[place]
        if status == 0xFF:
            length, begin = number(chunk, place + 2)
            found.append(
                (tick, status, chunk[place + 1 : place + 2] + chunk[begin : begin + length])
            )
            place = begin + length
        else:
            length = 1 if status >> 4 == 0xC else 2
            found.append((tick, status, chunk[place + 1 : place + 1 + length]))
            place += 1 + length
    return found


def tracks(data):
    assert data[:14] == b"MThd\x00\x00\x00\x06\x00\x01" + data[10:12] + b"\x01\xe0"
    found, place = [], 14
    while place < len(data):
        assert data[place : place + 4] == b"MTrk"
        length = int.from_bytes(data[place + 4 : place + 8], "big")
        found.append(events(data[place + 8 : place + 8 + length]))
        place += 8 + length
    assert len(found) == int.from_bytes(data[10:12], "big")
    return found


def metas(track, kind):
    return [(tick, data[1:]) for tick, status, data in track if status == 0xFF and data[0] == kind]


def written(prompt, lyrics=""):
    score = engine.write(Brief(prompt, lyrics, seed=1))
    return score, tracks(midi.written(score, "A title"))


def test_it_begins_with_tempo_metre_key_and_sections():
    score, (conductor, *_) = written("folk waltz in D minor, 90 bpm, energetic")
    assert metas(conductor, 0x03) == [(0, b"A title")]
    assert metas(conductor, 0x51)[0] == (0, round(60e6 / 90).to_bytes(3, "big"))
    assert metas(conductor, 0x58) == [(0, bytes([3, 2, 24, 8]))]
    assert metas(conductor, 0x59)[0] == (0, bytes([0xFF, 1]))
    assert [text.decode() for _, text in metas(conductor, 0x06)] == [p.name for p in score.passages]


@pytest.mark.parametrize("prompt", ["calm piano ballad, 66 bpm", "swing jazz", "rock in 7/8"])
def test_it_lasts_as_long_as_the_song_even_where_it_slows(prompt):
    score, (conductor, *players) = written(prompt)
    last = max(tick for track in players for tick, *_ in track)
    tempi = [(tick, int.from_bytes(data, "big") / 1e6) for tick, data in metas(conductor, 0x51)]
    ends = [*(tick for tick, _ in tempi[1:]), last]
    played = sum((end - tick) / 480 * each for (tick, each), end in zip(tempi, ends, strict=True))
    assert played == pytest.approx(score.clock.seconds(score.clock.end), abs=2 * score.plan.bar)
    slower = [each for _, each in tempi]
    assert slower == sorted(slower)
    assert (len(slower) > 1) == (score.clock.slowing > 0)


def test_it_ends_every_note_that_it_begins():
    _, found = written("energetic funk")
    for track in found[1:]:
        sounding = set()
        for _, status, data in track:
            if status >> 4 == 9:
                assert (status, data[0]) not in sounding
                sounding.add((status, data[0]))
            elif status >> 4 == 8:
                sounding.remove((status + 16, data[0]))
        assert not sounding


def test_it_puts_the_words_under_the_voice(lyrics):
    _, (_, voice, *_) = written("pop", lyrics)
    sung = b"".join(text for _, text in metas(voice, 0x05)).decode()
    assert sung.split("\r")[0] == "Walking down the empty street at night"
    assert sung.count("\r") == 8


def test_it_plays_drums_on_the_tenth_channel_and_nothing_else_there():
    _, found = written("rock")
    channels = [{status & 15 for _, status, _ in track if status < 0xF0} for track in found[1:]]
    assert channels[-1] == {9}
    assert all(9 not in channel for channel in channels[:-1])
    assert len({*map(tuple, channels)}) == len(channels)


@pytest.mark.parametrize("name", ORCHESTRA)
def test_it_has_a_program_for_every_instrument(name):
    assert 0 <= midi.PROGRAMS[name] < 128


def test_it_has_a_key_for_every_piece_but_the_riser():
    pieces = set(drumkit.PLACES) - {"riser"}
    assert pieces <= set(midi.KEYS)


@pytest.mark.parametrize(
    ("key", "mode", "sharps"),
    [(0, "major", 0), (9, "minor", 0), (4, "minor", 1), (5, "major", -1), (1, "major", -5),
     (6, "major", -6), (3, "minor", -6), (11, "major", 5), (6, "minor", 3)],
)  # fmt: skip
def test_it_counts_the_sharps_of_a_key(key, mode, sharps):
    assert midi.sharps(key, mode) == sharps
