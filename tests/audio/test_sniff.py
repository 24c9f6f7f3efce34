import pytest

from generator.audio.sniff import HEAD_BYTES, Kind, sniff
from generator.errors import BadAudio
from tests.audio import sounds


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (sounds.mp3(), Kind.MP3),
        (sounds.mp3(rate=16000, kbps=32), Kind.MP3),
        (sounds.mp3(channels=2, kbps=256), Kind.MP3),
        (sounds.mp3(vbr=True), Kind.MP3),
        (sounds.mp3()[:10], Kind.MP3),
        (b"ID3\x03\0\0\0\0\x10\0" + bytes(2048), Kind.MP3),
        (sounds.wav(), Kind.WAV),
        (sounds.flac(), Kind.FLAC),
    ],
)
def test_it_knows_a_sound_file_by_its_first_bytes(head: bytes, kind: Kind) -> None:
    assert sniff(head[:HEAD_BYTES]) is kind


@pytest.mark.parametrize(
    ("head", "word", "permanent"),
    [
        (b"", "empty", False),
        (b"<!DOCTYPE html><html>", "web page", False),
        (b"\n\n  <html>", "web page", False),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Error>", "web page", False),
        (b'{"error":{"code":403}}', "web page", False),
        (b'[{"audio_url":""}]', "web page", False),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "encrypted", True),
        (b"\0\0\0\x1cftypisom", "encrypted", True),
        (b"OggS\0\x02" + bytes(22) + b"\x01\x13OpusHead", "Ogg", True),
        (b"OggS\0\x02" + bytes(22) + b"\x01\x1e\x01vorbis" + bytes(40), "Ogg", True),
        (b"RIFF\0\0\0\0AVI LIST", "not a kind", True),
        (b"\xff\xf1\x50\x80" + bytes(100), "not a kind", True),  # AAC in ADTS
        (b"\xff\xfd\x90\x04" + bytes(1000), "not a kind", True),  # MPEG layer II
        (b"\xff\xfb\x90\x64" + bytes(1000), "not a kind", True),  # one frame, then nothing of it
        (b"\xff" * 4096, "not a kind", True),
        (b"\xff\xfe<\0h\0t\0m\0l\0", "not a kind", True),
        (bytes(4096), "not a kind", True),
        (b"Access denied", "not a kind", True),
        (b"\x89PNG\r\n\x1a\n", "not a kind", True),
        (b"\xff", "not a kind", True),
    ],
)
def test_it_refuses_what_is_no_song_and_says_what_it_is(head, word, permanent) -> None:
    with pytest.raises(BadAudio, match=word) as caught:
        sniff(head)
    assert caught.value.permanent is permanent


def test_it_names_what_browsers_call_each_kind() -> None:
    named = {kind.extension: kind.mime for kind in Kind}
    assert named == {
        "mp3": "audio/mpeg",
        "wav": "audio/wav",
        "flac": "audio/flac",
    }
