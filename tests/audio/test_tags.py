import io
from dataclasses import replace
from pathlib import Path

import mutagen
import pytest
from mutagen import apev2, id3
from mutagen.flac import FLAC, Picture
from mutagen.wave import WAVE

from generator.audio.inspect import measure
from generator.audio.languages import terminology_code
from generator.audio.tags import Tags, key_sign, read_tags, write_tags
from generator.audio.timed import words_of
from generator.errors import BadAudio
from tests.audio import sounds

TAGS = Tags(
    title="Neon Rain",
    prompt="slow synthwave, rain on glass",
    model="MiniMax Music",
    site="Songdesk",
    lyrics="[Verse]\nRain on neon",
)


SUNG = replace(
    TAGS,
    words=words_of([["Rain", 1.5, 2.0, 0], ["on", 2.0, 2.25, 0], ["neon", 2.25, 2.9, 1]]),
    language="de",
    genre="synthwave",
    tempo=95.6,
    key="F# minor",
)


def read(path: Path) -> id3.ID3:
    return id3.ID3(path, translate=False)


def test_it_writes_what_the_song_is_and_that_a_machine_made_it(song: Path) -> None:
    write_tags(song, TAGS)
    written = read(song)
    assert written.version == (2, 3, 0)
    assert written["TIT2"].text == ["Neon Rain"]
    assert written["COMM::eng"].text == ["slow synthwave, rain on glass"]
    assert written["USLT::eng"].text == "[Verse]\nRain on neon"
    assert written["TXXX:model"].text == ["MiniMax Music"]
    assert written["TXXX:AI-GENERATED"].text == ["yes"]
    assert written["COMM:AI-generated:eng"].text == ["AI-generated with MiniMax Music on Songdesk"]
    assert written["TSSE"].text == ["Songdesk"]
    assert not {"TPE1", "APIC:"} & set(written)


def test_it_writes_an_artist_and_a_cover_when_there_are(song: Path) -> None:
    cover = b"\x89PNG\r\n\x1a\n" + bytes(1000)
    write_tags(song, Tags(title="T", prompt="p", model="m", site="s", artist="Ann", cover=cover))
    assert read(song)["TPE1"].text == ["Ann"]
    assert read(song)["APIC:"].data == cover
    assert "USLT::eng" not in read(song)


def test_it_changes_no_sound(song: Path) -> None:
    before = measure(song)
    write_tags(song, TAGS)
    after = measure(song)
    assert (after.seconds, after.bitrate, after.peaks) == (
        before.seconds,
        before.bitrate,
        before.peaks,
    )
    assert after.sha256 != before.sha256
    assert after.size == song.stat().st_size > before.size


def test_it_writes_the_same_file_when_asked_again(song: Path) -> None:
    write_tags(song, TAGS)
    once = song.read_bytes()
    write_tags(song, TAGS)
    assert song.read_bytes() == once


def upstream_tags() -> bytes:
    tags = id3.ID3()
    tags.add(id3.TIT2(3, ["Upstream title"]))
    tags.add(id3.WOAF("https://cdn.upstream.example/secret"))
    tags.add(id3.PRIV("upstream", b"user=7"))
    tags.add(id3.APIC(3, "image/png", 3, "", b"x" * 5000))
    written = io.BytesIO()
    tags.save(written)
    return written.getvalue()


@pytest.mark.parametrize("times", [1, 2, 3])
def test_it_removes_what_upstream_had_written(song: Path, times: int) -> None:
    plain = song.read_bytes()
    song.write_bytes(upstream_tags() * times + plain)
    ape = apev2.APEv2()
    ape["Url"] = "https://cdn.upstream.example/ape"
    ape.save(song)
    with song.open("ab") as file:
        file.write(b"TAG" + b"upstream".ljust(125, b"\0"))
    write_tags(song, TAGS)
    written = song.read_bytes()
    assert b"upstream" not in written
    assert b"APETAGEX" not in written
    assert written.endswith(plain[-200:])


ODD = [
    "",
    "a\0b",
    "\ud800 half",
    "😀🎵 family: 👨‍👩‍👧",
    "שיר של גשם",
    "عنوان \u202eطويل",
    "line\r\nline\tline",
    "\x01\x02\x7f",
    'quotes " and \\ and /',
    "x" * 100_000,
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("made", [sounds.mp3, sounds.wav, sounds.flac])
def test_it_takes_any_text(tmp_path: Path, made, text: str) -> None:
    path = tmp_path / "song"
    path.write_bytes(made())
    write_tags(path, Tags(title=text, prompt=text, model=text, site=text, lyrics=text, artist=text))
    assert mutagen.File(path).tags is not None
    assert measure(path).seconds == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("text", ["😀 שיר", "line\nline", "x" * 100_000])
def test_it_keeps_every_letter(song: Path, text: str) -> None:
    write_tags(song, Tags(title=text, prompt=text, model="m", site="s", lyrics=text))
    written = read(song)
    assert written["TIT2"].text == [text]
    assert written["COMM::eng"].text == [text]
    assert written["USLT::eng"].text == text


def test_it_tags_a_wav_file(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    path.write_bytes(sounds.wav())
    upstream = WAVE(path)
    upstream.add_tags()
    upstream.tags.add(id3.WOAF("https://cdn.upstream.example/secret"))
    upstream.save()
    write_tags(path, TAGS)
    assert WAVE(path)["TIT2"].text == ["Neon Rain"]
    assert WAVE(path)["TXXX:AI-GENERATED"].text == ["yes"]
    assert b"upstream" not in path.read_bytes()


def test_it_tags_a_flac_file(tmp_path: Path) -> None:
    path = tmp_path / "song.flac"
    path.write_bytes(sounds.flac())
    upstream = FLAC(path)
    upstream["url"] = "https://cdn.upstream.example/secret"
    picture = Picture()
    picture.data = b"upstream" * 100
    upstream.add_picture(picture)
    upstream.save()
    write_tags(path, TAGS)
    written = FLAC(path)
    assert written["title"] == ["Neon Rain"]
    assert written["ai-generated"] == ["yes"]
    assert written["description"] == ["AI-generated with MiniMax Music on Songdesk"]
    assert b"upstream" not in path.read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"fLaC" + bytes(40), b"RIFF\0\0\0\0WAVE", b"OggS" + b"\x01vorbis" * 9],
)
def test_it_refuses_what_it_can_not_tag(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "song"
    path.write_bytes(content)
    with pytest.raises(BadAudio):
        write_tags(path, TAGS)


def test_it_writes_when_each_word_is_sung(song: Path) -> None:
    write_tags(song, SUNG)
    sung = read(song)["SYLT::deu"]
    assert (sung.format, sung.type) == (2, 1)  # milliseconds, lyrics
    assert sung.text == [("Rain", 1500), (" on", 2000), ("\nneon", 2250)]
    assert read(song)["USLT::deu"].text == "[Verse]\nRain on neon"


def test_it_writes_what_is_known_of_the_music(song: Path) -> None:
    write_tags(song, SUNG)
    written = read(song)
    assert written.version == (2, 3, 0)
    said = [written[name].text for name in ("TCON", "TBPM", "TKEY", "TLAN")]
    assert said == [["synthwave"], ["96"], ["F#m"], ["deu"]]


def test_it_claims_nothing_of_the_music_where_nothing_is_known(song: Path) -> None:
    write_tags(song, TAGS)
    assert not {"TCON", "TBPM", "TKEY", "TLAN", "SYLT::eng"} & set(read(song))


def test_it_reads_its_own_tags(song: Path) -> None:
    write_tags(song, SUNG)
    told = read_tags(song)
    assert replace(told, words=()) == TAGS
    assert [(word.text, word.start, word.line) for word in told.words] == [
        (word.text, word.start, word.line) for word in SUNG.words
    ]
    assert all(word.end >= word.start for word in told.words)


def test_it_says_when_there_are_no_tags_to_read(song: Path) -> None:
    with pytest.raises(BadAudio):
        read_tags(song)


@pytest.mark.parametrize(
    ("key", "sign"), [("C major", "C"), ("F# minor", "F#m"), ("Bb major", "Bb"), ("A", "A")]
)
def test_it_abbreviates_keys_as_the_tag_wants_them(key: str, sign: str) -> None:
    assert key_sign(key) == sign


@pytest.mark.parametrize(
    ("code", "three"),
    [
        ("en", "eng"),
        ("de", "deu"),
        ("pt-BR", "por"),
        ("cmn", "cmn"),
        ("zh_TW", "zho"),
        ("q", "und"),
    ],
)
def test_it_names_languages_by_three_letters(code: str, three: str) -> None:
    assert terminology_code(code) == three
