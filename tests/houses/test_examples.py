"""The examples that people copy, run unchanged but for the host and the key."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from generator.api.snippets import KEY, Wanted, curl, python
from generator.audio.inspect import measure
from tests.houses.conftest import SHORT, House
from tests.houses.up import ROOT, own

PATIENCE_SECONDS = 120
GATEWAYS_OWN = """curl -X POST https://apiin.one/api/v1/audio/music \\
  -H "Authorization: Bearer aio_your_api_key" \\
  -H "Content-Type: application/json" \\
  --data-raw '{
  "model": "minimax-music",
  "prompt": "An energetic electronic dance track with pulsing synths and driving bass",
  "lyrics": "Feel the beat, move your feet, let the music take you higher",
  "bitrate": 256000,
  "sample_rate": 44100
}'"""
"""The example of https://apiin.one/model/minimax-music, letter for letter."""
needs_curl = pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")


def run(*command: str, folder: Path, **env: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env=own(folder, **env), capture_output=True, text=True,
        timeout=PATIENCE_SECONDS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def ended(house: House, task_id: str) -> dict[str, Any]:
    """The task, once it has ended."""
    ends = time.monotonic() + PATIENCE_SECONDS
    with house.client() as site:
        while True:
            task: dict[str, Any] = site.get(f"/tasks/{task_id}").json()["data"]
            if task["status"] != "IN_PROGRESS":
                return task
            assert time.monotonic() < ends, task
            time.sleep(0.2)  # between two looks at a condition


@needs_curl
def test_it_takes_the_gateways_own_curl(house: House, tmp_path: Path) -> None:
    script = GATEWAYS_OWN.replace("https://apiin.one", house.address)
    made = run("sh", "-c", script.replace("aio_your_api_key", house.key), folder=tmp_path)
    [task] = re.findall(r'"task_id":"(\w+)"', made)
    assert ended(house, task)["status"] == "completed"


@needs_curl
def test_it_takes_the_pages_own_curl(house: House, tmp_path: Path) -> None:
    script = curl(Wanted(house.address, dict(SHORT))).replace(KEY, house.key)
    made = run("sh", "-c", script, folder=tmp_path)
    assert '"status":"IN_PROGRESS"' in made


def test_it_takes_the_pages_own_python(house: House, tmp_path: Path) -> None:
    script = python(Wanted(house.address, dict(SHORT), once="page-7")).replace(KEY, house.key)
    first, again = (run(sys.executable, "-c", script, folder=tmp_path) for _ in range(2))
    assert first == again
    assert ended(house, first.strip())["status"] == "completed"


def test_it_makes_a_song_in_the_ten_lines_of_the_readme(house: House, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    [script] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    script = script.replace("https://songs.example", house.address).replace("sd_...", house.key)
    run(sys.executable, "-c", script, folder=tmp_path)
    [file] = tmp_path.glob("take_*.mp3")
    assert measure(file).seconds > 5


def test_it_makes_a_song_there_from_the_shell_here(house: House, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "make_song", "--api", house.address]
    out = tmp_path / "song.mp3"
    words = ["--prompt", "A short calm waltz", "--title", "Nine", "--out", str(out)]
    said = run(*command, *words, folder=tmp_path, SONGDESK_API_KEY=house.key)
    assert said.startswith("“Nine”, ")
    assert measure(out).seconds > 5
    assert not (tmp_path / "songdesk.sqlite3").exists()


def test_it_plays_to_whoever_has_the_address_and_to_nobody_else(house: House) -> None:
    with house.client() as site:
        task = site.post("/audio/music", json=SHORT).json()["data"]["task_id"]
        [clip] = ended(house, task)["response_data"]
    part = httpx.get(clip["audio_url"], headers={"Range": "bytes=0-2"})
    assert (part.status_code, part.content) == (206, b"ID3")
    assert httpx.get(clip["audio_url"].partition("?")[0]).status_code == 404
