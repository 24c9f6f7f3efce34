"""The oEmbed answer: https://oembed.com"""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from generator.sharing.actions import revoke_link
from generator.sharing.models import Link
from generator.teams.models import User


def ask(client: Client, url: str, **more: str) -> tuple[int, dict[str, object]]:
    answer = client.get("/oembed/", {"url": url, **more})
    return answer.status_code, json.loads(answer.content)


def test_it_offers_a_small_player(client: Client, link: Link) -> None:
    status, told = ask(client, f"http://testserver/s/{link.token}/")
    assert status == 200
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert told["title"] == "City <lights>"
    assert told["provider_name"] == "Songdesk"
    assert told["html"] == (
        f'<iframe src="http://testserver/s/{link.token}/embed" title="City &lt;lights&gt;" '
        'width="480" height="152" frameborder="0"></iframe>'
    )
    assert client.get(f"/s/{link.token}/embed").status_code == 200
    assert told["thumbnail_url"] == f"http://testserver/s/{link.token}/cover.png"


def test_it_is_found_from_the_page(client: Client, link: Link) -> None:
    page = client.get(f"/s/{link.token}/").content.decode()
    href = page.split('type="application/json+oembed" href="')[1].split('"')[0]
    url = parse_qs(urlsplit(href.replace("&amp;", "&")).query)["url"][0]
    assert ask(client, url)[0] == 200


@pytest.mark.parametrize(
    ("asked", "size"),
    [
        ({"maxwidth": "300", "maxheight": "100"}, (300, 100)),
        ({"maxwidth": "9000", "maxheight": "x"}, (480, 152)),
        ({"maxwidth": "0", "maxheight": "-1"}, (480, 152)),
        ({"maxwidth": "9" * 50}, (480, 152)),
    ],
)
def test_it_fits_where_it_is_wanted(
    client: Client, link: Link, asked: dict[str, str], size: tuple[int, int]
) -> None:
    _, told = ask(client, f"http://testserver/s/{link.token}/", **asked)
    assert (told["width"], told["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in str(told["html"])


@pytest.mark.parametrize(
    "url",
    [
        "", "http://testserver/", "https://elsewhere.example/s/{}/", "/s/{}/", "ftp://testserver/s/{}/",
        "http://testserver/s/nothing/", "http://[", "http://testserver@evil.example/s/{}/",
        "http://testserver/s/{}/audio", "http://testserver:81/s/{}/", "\0",
    ],
)  # fmt: skip
def test_it_knows_no_other_addresses(client: Client, link: Link, url: str) -> None:
    assert ask(client, url.format(link.token))[0] == 404


def test_it_knows_the_public_address(client: Client, link: Link, settings: LazySettings) -> None:
    settings.PUBLIC_URL = "https://songs.example:8443"
    _, told = ask(client, f"https://songs.example:8443/s/{link.token}/")
    assert told["provider_url"] == "https://songs.example:8443"


def test_it_ends_with_the_link(client: Client, link: Link, alice: User) -> None:
    revoke_link(link.song, user=alice)
    status, told = ask(client, f"http://testserver/s/{link.token}/")
    assert status == 404
    assert "City" not in json.dumps(told)


def test_it_speaks_json_only(client: Client, link: Link) -> None:
    url = f"http://testserver/s/{link.token}/"
    assert client.get("/oembed/", {"url": url, "format": "xml"}).status_code == 501
