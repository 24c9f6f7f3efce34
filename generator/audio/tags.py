"""The words inside a file: what it is called, what made it, and that a machine did.

MP3 and WAV get ID3v2.3 and not v2.4: Windows before 10, most car stereos and many hardware players
read nothing newer, and every frame used here exists in both. https://id3.org/id3v2.3.0
Its text is UTF-16, so no letter is lost. FLAC gets Vorbis comments.
Whatever tags upstream had put there (addresses, private frames, pictures) are dropped; ID3 tags
are not even read, as their frames may be compressed and unpack to any size.
"""

# mypy: disable-error-code="no-untyped-call"
# mutagen says it is typed, and leaves its constructors without annotations.

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mutagen
from mutagen import apev2, id3, wave
from mutagen.flac import FLAC, SeekTable, StreamInfo, VCFLACDict

from generator.audio import languages
from generator.audio.sniff import HEAD_BYTES, Kind, sniff
from generator.audio.timed import Word, gaps, lines_of
from generator.errors import BadAudio

UTF16 = id3.Encoding.UTF16
# Players look for "eng" first, so that is said where nobody knows the language.
LANGUAGE = "eng"
MILLISECONDS, LYRICS = 2, 1  # SYLT's time stamps and content, by number
SOFTWARE = "Songdesk"
# NUL ends a text in ID3, a control character or half a surrogate pair is nothing a person wrote.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Tags:
    """What is written. `site` is the name or the address of this site, `cover` a PNG's bytes.

    `words` are the lyrics as they are sung, `language` their code ("en", "zh"), `tempo` is in
    beats a minute, `key` such as "F# minor".
    """

    title: str
    prompt: str
    model: str
    site: str
    lyrics: str = ""
    artist: str = ""
    cover: bytes = b""
    words: tuple[Word, ...] = ()
    language: str = ""
    genre: str = ""
    tempo: float = 0.0
    key: str = ""

    @property
    def notice(self) -> str:
        return _clean(f"AI-generated with {self.model} on {self.site}")


def write_tags(path: Path, tags: Tags) -> None:
    """Replace all tags of the file, in place. Its size and hash change: measure it afterwards.

    Raises BadAudio where the file is of no known kind or its tags can't be written.
    """
    with path.open("rb") as file:
        kind = sniff(file.read(HEAD_BYTES))
    try:
        _WRITERS[kind](path, tags)
    except (mutagen.MutagenError, ValueError) as error:
        raise BadAudio("The song's title can't be written into the file.") from error


def _write_mp3(path: Path, tags: Tags) -> None:
    _delete_id3(path)
    apev2.delete(path)
    fresh = id3.ID3()
    _fill(fresh, tags)
    fresh.save(path, v1=0, v2_version=3)


def _delete_id3(path: Path) -> None:
    """Several tags may be stacked in front of the sound; each deletion takes one away."""
    size = -1
    while size != (size := path.stat().st_size):
        id3.delete(path)


def _write_wav(path: Path, tags: Tags) -> None:
    wave.delete(path)
    audio = wave.WAVE(path)
    audio.add_tags()
    _fill(audio, tags)
    audio.save(v2_version=3)


def _fill(fresh: id3.ID3 | wave.WAVE, tags: Tags) -> None:
    for frame in _frames(tags):
        fresh[frame.HashKey] = frame


def _frames(tags: Tags) -> Iterator[id3.Frame]:
    yield id3.TIT2(UTF16, [_clean(tags.title)])
    yield _comment("", tags.prompt)
    yield _comment("AI-generated", tags.notice)
    yield id3.TXXX(UTF16, "model", [_clean(tags.model)])
    yield id3.TXXX(UTF16, "AI-GENERATED", ["yes"])
    yield id3.TSSE(UTF16, [SOFTWARE])
    yield from _lyrics(tags)
    yield from _music(tags)
    if tags.artist:
        yield id3.TPE1(UTF16, [_clean(tags.artist)])
    if tags.cover:
        yield id3.APIC(UTF16, "image/png", id3.PictureType.COVER_FRONT, "", tags.cover)


def _lyrics(tags: Tags) -> Iterator[id3.Frame]:
    """As written (USLT) and as sung (SYLT). https://id3.org/id3v2.3.0 sections 4.9 and 4.10"""
    language = languages.terminology_code(tags.language) if tags.language else LANGUAGE
    if tags.lyrics:
        yield id3.USLT(UTF16, language, "", _clean(tags.lyrics))
    if tags.words:
        yield id3.SYLT(UTF16, language, MILLISECONDS, LYRICS, "", _sung(tags.words))
    if tags.language:
        yield id3.TLAN(UTF16, [language])


def _sung(words: tuple[Word, ...]) -> list[tuple[str, int]]:
    """Each word with its start in ms. A line end goes before the word that begins a line."""
    timed = [
        (_clean(gap + word.text), round(1000 * word.start))
        for line in lines_of(words)
        for gap, word in zip(["\n", *gaps(line)[1:]], line, strict=True)
    ]
    (first, start), *rest = timed
    return [(first.lstrip("\n"), start), *rest]


def _music(tags: Tags) -> Iterator[id3.Frame]:
    if tags.genre:
        yield id3.TCON(UTF16, [_clean(tags.genre)])
    if tags.tempo:
        yield id3.TBPM(UTF16, [str(round(tags.tempo))])
    if tags.key:
        yield id3.TKEY(UTF16, [key_sign(tags.key)])


def key_sign(key: str) -> str:
    """ "F# minor" as "F#m", the three characters that a TKEY frame has room for."""
    tonic, _, mode = key.partition(" ")
    return _clean(tonic[:2] + ("m" if mode.startswith("min") else ""))


def read_tags(path: Path) -> Tags:
    """What `write_tags` wrote into an MP3 of ours. Raises BadAudio where there is no such tag."""
    try:
        found = id3.ID3(path)
    except mutagen.MutagenError as error:
        raise BadAudio("The file says nothing about itself.") from error
    lyrics, sung = found.getall("USLT"), found.getall("SYLT")
    return Tags(
        title=str(found.get("TIT2", "")),
        prompt=str(found.get("COMM::eng", "")),
        model=str(found.get("TXXX:model", "")),
        site=SOFTWARE,
        lyrics=lyrics[0].text if lyrics else "",
        words=_words(sung[0].text) if sung else (),
    )


def _words(sung: list[tuple[str, int]]) -> tuple[Word, ...]:
    """From SYLT, which has no ends: a word ends where the next one begins, the last one at once."""
    ends = [*(start for _, start in sung[1:]), sung[-1][1]]
    words, line = [], 0
    for (text, start), end in zip(sung, ends, strict=True):
        line += text.startswith("\n")
        words.append(Word(text.strip(), start / 1000, end / 1000, line))
    return tuple(words)


def _comment(kind: str, text: str) -> id3.COMM:
    return id3.COMM(UTF16, LANGUAGE, kind, [_clean(text)])


def _write_flac(path: Path, tags: Tags) -> None:
    audio = FLAC(path)
    needed = (StreamInfo.code, SeekTable.code)
    audio.metadata_blocks[:] = [block for block in audio.metadata_blocks if block.code in needed]
    audio.cuesheet = None  # type: ignore[assignment]
    audio.tags = VCFLACDict()
    audio.metadata_blocks.append(audio.tags)
    audio.update(_comments(tags))
    audio.save(deleteid3=True)


def _comments(tags: Tags) -> dict[str, str]:
    """Vorbis comments by their usual names. https://xiph.org/vorbis/doc/v-comment.html"""
    named = {
        "TITLE": tags.title,
        "COMMENT": tags.prompt,
        "DESCRIPTION": tags.notice,
        "LYRICS": tags.lyrics,
        "ARTIST": tags.artist,
        "MODEL": tags.model,
        "AI-GENERATED": "yes",
        "ENCODED-BY": SOFTWARE,
        "LANGUAGE": tags.language,
        "GENRE": tags.genre,
        "BPM": str(round(tags.tempo)) if tags.tempo else "",
        "KEY": tags.key,
    }
    return {name: _clean(text) for name, text in named.items() if text}


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)


_WRITERS = {
    Kind.MP3: _write_mp3,
    Kind.WAV: _write_wav,
    Kind.FLAC: _write_flac,
}
