"""The ZIP, read back."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.audio.archive import Member, zipped

WHEN = datetime(2026, 11, 24, 6, 30, 10)
FILES = {
    "City lights.mp3": b"\xff\xfb" + bytes(range(256)) * 1_000,
    "Düne 🎷 (voice).mp3": b"\0" * 200_000,
    "City lights.lrc": b"[00:01.00]",
    "empty.mid": b"",
}


def opened(files: dict[str, bytes]) -> ZipFile:
    members = [Member(name, lambda body=body: BytesIO(body)) for name, body in files.items()]
    return ZipFile(BytesIO(b"".join(zipped(members, when=WHEN))))


def test_it_holds_every_file_byte_for_byte() -> None:
    archive = opened(FILES)
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == FILES


def test_it_dates_its_files() -> None:
    assert {info.date_time for info in opened(FILES).infolist()} == {(2026, 11, 24, 6, 30, 10)}


def test_it_can_be_read_from_front_to_back() -> None:
    # Where a length comes only after its file, a reader of a stream needs to see the end itself.
    assert {info.compress_type for info in opened(FILES).infolist()} == {8}


def test_it_sends_a_big_file_piece_by_piece(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(bytes(1_000_000))
    pieces = list(zipped([Member("big", lambda: big.open("rb"))], when=WHEN))
    assert max(map(len, pieces)) < 100_000


class Broken(BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError("the disk is gone")


def test_it_closes_its_file_when_the_listener_goes_away() -> None:
    file = BytesIO(bytes(300_000))
    sending = zipped([Member("x", lambda: file)], when=WHEN)
    next(sending)
    sending.close()
    assert file.closed


def test_it_closes_its_file_when_that_can_not_be_read() -> None:
    file = Broken()
    with pytest.raises(OSError, match="disk"):
        list(zipped([Member("x", lambda: file)], when=WHEN))
    assert file.closed
