"""Whatever the document allows, and whatever it forbids, sent to a running server.

https://schemathesis.readthedocs.io: every check it has, good and bad data, each operation by itself
and one after another. No worker runs, so the songs it orders stay in line.
"""

import subprocess
import sys
from pathlib import Path

from tests.houses.up import act, manage

CONFIG = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = "30"


def test_it_answers_as_its_document_says(tmp_path: Path) -> None:
    key = act(tmp_path, "key", "1000000000")
    with manage(tmp_path, "serve", ready="/healthz", API_CALLS_PER_MINUTE="1000000") as address:
        done = subprocess.run(
            [
                Path(sys.executable).with_name("schemathesis"), "--config-file", CONFIG,
                "run", f"{address}/api/v1/openapi.json", "--header", f"Authorization: Bearer {key}",
                "--checks", "all", "--mode", "all", "--max-examples", EXAMPLES, "--no-color",
            ],
            cwd=tmp_path, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr
    assert "7 selected / 7 total" in done.stdout
    assert act(tmp_path, "books") == "[]"
