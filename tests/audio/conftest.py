from pathlib import Path

import pytest

from tests.audio import sounds


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """A real MP3 of three seconds."""
    path = tmp_path / "song.mp3"
    path.write_bytes(sounds.mp3())
    return path
