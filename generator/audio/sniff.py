"""What a file is, by its first bytes: names and content types are only what somebody claims."""

from enum import Enum

from generator.errors import BadAudio

HEAD_BYTES = 4096  # enough for every rule below; an MP3 frame is at most 1,441 bytes

# Kilobits per second and hertz by header index, for MPEG layer III.
# http://www.mp3-tech.org/programmer/frame_header.html
BITRATES_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
BITRATES_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
MPEG_1 = 3


class Kind(Enum):
    """A container we can decode: its file extension, without the dot, and its MIME type."""

    MP3 = ("mp3", "audio/mpeg")
    WAV = ("wav", "audio/wav")
    FLAC = ("flac", "audio/flac")

    @property
    def extension(self) -> str:
        return self.value[0]

    @property
    def mime(self) -> str:
        return self.value[1]


def sniff(head: bytes) -> Kind:
    """The kind of a file whose first HEAD_BYTES (or all, when shorter) are `head`.

    Raises BadAudio: not permanent where the server may have a song there later (nothing, or a page
    of text such as "not ready" or "access denied"), permanent for files that can't be a song.
    """
    kind = _known(head)
    if kind is None:
        raise _refusal(head)
    return kind


def _known(head: bytes) -> Kind | None:
    if head[:4] == b"fLaC":
        return Kind.FLAC
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Kind.WAV
    if head[:3] == b"ID3" or _starts_with_mp3_frames(head):
        return Kind.MP3
    return None


def _starts_with_mp3_frames(head: bytes) -> bool:
    """Whether a frame begins here and, where the head reaches, a second one follows it.

    Eleven set bits alone are found in much that is no music.
    """
    length = _mp3_frame_bytes(head)
    follows = head[length:]
    return length > 0 and (len(follows) < 4 or _mp3_frame_bytes(follows) > 0)


def _mp3_frame_bytes(head: bytes) -> int:
    """The length of the MPEG layer III frame at the beginning; 0 when there is none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version not in SAMPLE_RATES or layer != 1 or bitrate in (0, 15) or rate == 3:
        return 0
    rates, samples = (BITRATES_V1, 144) if version == MPEG_1 else (BITRATES_V2, 72)
    return samples * 1000 * rates[bitrate] // SAMPLE_RATES[version][rate] + padding


def _refusal(head: bytes) -> BadAudio:
    if not head:
        return BadAudio("The file is empty.", permanent=False)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{", b"["):
        return BadAudio("It is a web page, not a song.", permanent=False)
    if head[4:8] == b"ftyp":
        return BadAudio("It is an M4A or MP4 file, which may be encrypted and can't be decoded.")
    if head[:4] == b"OggS":
        # The decoder at hand, stb_vorbis, can be crashed, and worse, by a file made for it:
        # https://github.com/nothings/stb/issues/1981, CVE-2023-45675 to -45682.
        return BadAudio("It is an Ogg file, which can't be decoded safely here.")
    return BadAudio("It is not a kind of sound file that is known here.")
