"""A request to this API as somebody would write it: in curl, Python and JavaScript.

Whatever was typed is quoted by each language's own rules, so that the code sends that very body:
POSIX shell for curl, Python literals, and JSON, which is JavaScript too
(https://tc39.es/ecma262/#sec-json-superset).
"""

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.api.offers import ENDPOINT

KEY = "sd_your_api_key"
"""Stands where one's own key goes."""


class Snippet(NamedTuple):
    name: str
    code: str


@dataclass(frozen=True)
class Wanted:
    """A song to ask for: `site` as in "https://songs.example", `once` an Idempotency-Key."""

    site: str
    body: dict[str, object] = field(default_factory=dict)
    once: str = ""

    @property
    def url(self) -> str:
        return self.site + ENDPOINT

    @property
    def headers(self) -> dict[str, str]:
        once = {"Idempotency-Key": self.once} if self.once else {}
        return {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json", **once}

    @property
    def json(self) -> str:
        return json.dumps(self.body, indent=2, ensure_ascii=False)


def snippets(wanted: Wanted) -> list[Snippet]:
    return [Snippet(name, write(wanted)) for name, write in LANGUAGES.items()]


def curl(wanted: Wanted) -> str:
    lines = [f"curl -X POST {shlex.quote(wanted.url)}"]
    lines += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in wanted.headers.items()]
    lines.append(f"--data-raw {shlex.quote(wanted.json)}")
    return " \\\n  ".join(lines)


def python(wanted: Wanted) -> str:
    """With httpx, which says itself that the body is JSON."""
    headers = {name: value for name, value in wanted.headers.items() if name != "Content-Type"}
    return f"""import httpx

song = {_dict(wanted.body)}
answer = httpx.post(
    {_literal(wanted.url)},
    headers={_dict(headers, indent=4)},
    json=song,
    timeout=30,
)
print(answer.raise_for_status().json()["data"]["task_id"])"""


def javascript(wanted: Wanted) -> str:
    headers = json.dumps(wanted.headers, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    return f"""const song = {wanted.json};
const answer = await fetch({json.dumps(wanted.url)}, {{
  method: "POST",
  headers: {headers},
  body: JSON.stringify(song),
}});
const {{ data, error }} = await answer.json();
console.log(error?.message ?? data.task_id);"""


def _dict(values: Mapping[str, object], *, indent: int = 0) -> str:
    space = " " * indent
    lines = [f"{space}    {_literal(name)}: {_literal(value)}," for name, value in values.items()]
    return "\n".join(["{", *lines, f"{space}}}"])


def _literal(value: object) -> str:
    """In double quotes, as Python's own formatters have it: a text in JSON is one in Python."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


LANGUAGES: dict[str, Callable[[Wanted], str]] = {
    "curl": curl, "Python": python, "JavaScript": javascript,
}  # fmt: skip
