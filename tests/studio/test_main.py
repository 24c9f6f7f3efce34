"""The engine as a process."""

import json
import subprocess
import sys

import miniaudio
import pytest

COMMAND = [sys.executable, "-m", "generator.studio", "--out"]


def run(brief, out):
    text = brief if isinstance(brief, str) else json.dumps(brief)
    done = subprocess.run([*COMMAND, str(out)], input=text, capture_output=True, text=True)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


def test_it_tells_its_progress_and_then_the_facts(tmp_path):
    out = tmp_path / "song.mp3"
    brief = {"prompt": "punk, 200 bpm", "lyrics": "[Verse]\nHello there", "title": "Ein Lied"}
    done, said = run({**brief, "sample_rate": 32_000, "bitrate": 128_000}, out)
    assert done.returncode == 0, done.stderr
    assert all(set(line) == {"stage", "percent"} for line in said[:-1])
    facts = said[-1]["done"]
    assert (facts["title"], facts["genre"], facts["tempo"]) == ("Ein Lied", "punk", 200)
    assert (facts["sample_rate"], facts["bitrate"]) == (32_000, 128_000)
    assert facts["sections"][0][:2] == ["Intro", 0]
    assert facts["words"][0][0] == "Hello"
    assert (facts["metre"], facts["language"], facts["left_out"]) == ("4/4", "en", "")
    assert set(facts["parts"]) == {"voice", "drums", "bass", "music", "midi", "chords"}
    names = {"song.mp3", *facts["parts"].values()}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert miniaudio.mp3_get_file_info(str(out)).sample_rate == 32_000


@pytest.mark.parametrize(
    "brief",
    [
        "",
        "not json",
        "[1]",
        {},
        {"prompt": 5},
        {"prompt": "pop", "seed": "x"},
        {"prompt": "pop", "tempo": 5},
        {"prompt": "pop", "sample_rate": 1},
        {"prompt": "pop", "bitrate": 0},
    ],
)
def test_it_answers_a_bad_brief_with_a_sentence(tmp_path, brief):
    done, said = run(brief, tmp_path / "song.mp3")
    assert done.returncode == 2
    assert said[-1]["error"].endswith(".")
    assert not list(tmp_path.iterdir())


def test_it_dies_quietly_when_nobody_listens(tmp_path):
    process = subprocess.Popen(
        [*COMMAND, str(tmp_path / "song.mp3")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(b'{"prompt": "punk, 200 bpm"}')
    process.stdin.close()
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=120) != 0
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
