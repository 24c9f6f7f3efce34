import io
import time
from http.server import BaseHTTPRequestHandler

import pytest

from generator.errors import UnsafeAddress
from generator.outward import Fetched, OutwardError, Policy, fetch_to, post
from tests.outward.conftest import PUBLIC_IP, Internet, Site

BODY = bytes(range(256)) * 1000


def fetched(url: str, policy: Policy, **more) -> tuple[Fetched, bytes]:
    sink = io.BytesIO()
    asked = {"max_bytes": 1_000_000, "timeout_seconds": 20.0, **more}
    got = fetch_to(url, sink, policy=policy, **asked)
    return got, sink.getvalue()


def refused(url: str, policy: Policy, **more) -> OutwardError:
    with pytest.raises(OutwardError) as caught:
        fetched(url, policy, **more)
    return caught.value


def test_it_copies_a_file_and_says_what_came(site: Site) -> None:
    url = site.serves(BODY, Content_Type="audio/mpeg")
    got, body = fetched(url, site.policy)
    assert got == Fetched(final_url=url, content_type="audio/mpeg", size=len(BODY))
    assert body == BODY


def test_it_tells_how_far_it_is(site: Site) -> None:
    url, seen = site.serves(BODY), []
    fetched(url, site.policy, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(BODY), len(BODY))
    assert seen == sorted(seen)


def test_it_sends_no_secrets_and_asks_for_plain_bytes(site: Site) -> None:
    fetched(site.serves(BODY), site.policy)
    headers = {name.lower(): value for name, value in site.requests[0][2].items()}
    assert headers["accept-encoding"] == "identity"
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert not {"cookie", "authorization", "proxy-authorization"} & set(headers)


def test_it_keeps_no_cookies_between_hops(site: Site) -> None:
    site.serves(BODY)
    url = site.serves(b"", path="/first", status=302, Location="/song.mp3", Set_Cookie="a=b")
    fetched(url, site.policy)
    assert "Cookie" not in site.requests[1][2]


def test_it_ignores_proxies_of_the_environment(site: Site, monkeypatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetched(site.serves(BODY), site.policy)[1] == BODY


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_it_follows_redirects(site: Site, status: int) -> None:
    target = site.serves(BODY)
    url = site.serves(b"moved", path="/old", status=status, Location="song.mp3")
    got, body = fetched(url, site.policy)
    assert (got.final_url, body) == (target, BODY)


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1:1/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:127.0.0.1]/",
        "https://2130706433/",
        "https://user:word@songs.example/",
        "http://songs.example/",
        "//127.0.0.1/song.mp3",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
def test_it_checks_where_a_redirect_leads(site: Site, location: str) -> None:
    url = site.serves(b"", path="/old", status=302, Location=location)
    with pytest.raises(UnsafeAddress):
        fetched(url, site.policy)
    assert len(site.requests) == 1


def test_it_gives_up_on_a_redirect_loop(site: Site) -> None:
    url = site.serves(b"", path="/loop", status=302, Location="/loop")
    assert refused(url, site.policy).permanent
    assert len(site.requests) == 6


def test_it_follows_five_redirects(site: Site) -> None:
    site.serves(BODY, path="/0")
    for step in range(1, 6):
        site.serves(b"", path=f"/{step}", status=302, Location=f"/{step - 1}")
    assert fetched(site.url("/5"), site.policy)[1] == BODY


def test_it_refuses_a_redirect_to_nowhere(site: Site) -> None:
    assert refused(site.serves(b"", status=302), site.policy).permanent


# What a server may answer


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_it_does_not_ask_again_after_a_refusal(site: Site, status: int) -> None:
    assert refused(site.serves(b"no", status=status), site.policy).permanent


@pytest.mark.parametrize("status", [202, 204, 304, 408, 425, 429, 500, 502, 503, 504])
def test_it_may_ask_again_after_a_passing_trouble(site: Site, status: int) -> None:
    body = b"" if status in (204, 304) else b"wait"
    assert not refused(site.serves(body, status=status), site.policy).permanent


def test_it_may_ask_again_when_nobody_listens() -> None:
    policy = Policy(allowed_origins=frozenset({"http://127.0.0.1:1"}))
    assert not refused("http://127.0.0.1:1/song.mp3", policy).permanent


def test_it_refuses_a_file_that_says_it_is_too_large(site: Site) -> None:
    sink = io.BytesIO()
    with pytest.raises(OutwardError) as caught:
        fetch_to(site.serves(BODY), sink, max_bytes=1000, timeout_seconds=20.0, policy=site.policy)
    assert caught.value.permanent
    assert sink.getvalue() == b""


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    while True:
        request.wfile.write(b"%x\r\n%s\r\n" % (len(BODY), BODY))


def test_it_stops_a_file_that_grows_too_large(site: Site) -> None:
    site.pages["/endless"] = endless
    sink = io.BytesIO()
    with pytest.raises(OutwardError) as caught:
        fetch_to(
            site.url("/endless"), sink, max_bytes=500_000, timeout_seconds=20.0, policy=site.policy
        )
    assert caught.value.permanent
    assert len(sink.getvalue()) <= 500_000


@pytest.mark.parametrize("limit", [len(BODY), len(BODY) + 1])
def test_it_takes_a_file_of_just_the_size_allowed(site: Site, limit: int) -> None:
    assert fetched(site.serves(BODY), site.policy, max_bytes=limit)[1] == BODY


def test_it_notices_a_body_cut_short(site: Site) -> None:
    url = site.serves(BODY, Content_Length=str(len(BODY) + 1))
    assert not refused(url, site.policy).permanent


def cut_chunk(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Transfer-Encoding", "chunked")
    request.end_headers()
    request.wfile.write(b"10\r\nonly a few")


def test_it_notices_a_chunk_cut_short(site: Site) -> None:
    site.pages["/song.mp3"] = cut_chunk
    assert not refused(site.url(), site.policy).permanent


def until_close(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    request.wfile.write(BODY)


def test_it_reads_a_body_that_ends_with_the_connection(site: Site) -> None:
    site.pages["/song.mp3"] = until_close
    got, body = fetched(site.url(), site.policy)
    assert (got.content_type, body) == ("", BODY)


@pytest.mark.parametrize("length", ["-1", "abc", "1, 2", "9" * 30])
def test_it_survives_a_senseless_length(site: Site, length: str) -> None:
    refused(site.serves(BODY, Content_Length=length), site.policy)


def not_http(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")


def test_it_survives_another_protocol(site: Site) -> None:
    site.pages["/song.mp3"] = not_http
    assert not refused(site.url(), site.policy).permanent


def test_it_refuses_a_compressed_answer(site: Site) -> None:
    assert refused(site.serves(BODY, Content_Encoding="gzip"), site.policy).permanent


# Time


def drips(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Length", "1000000")
    request.end_headers()
    drip(request)


def drips_headers(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    drip(request)


def drip(request: BaseHTTPRequestHandler) -> None:
    while True:  # until the caller hangs up
        request.wfile.write(b"x")
        time.sleep(0.01)


def says_nothing(request: BaseHTTPRequestHandler) -> None:
    request.rfile.read(1)  # comes back when the caller hangs up


@pytest.mark.parametrize("page", [drips, drips_headers, says_nothing])
def test_it_ends_a_call_at_its_deadline(site: Site, page) -> None:
    site.pages["/song.mp3"] = page
    assert not refused(site.url(), site.policy, timeout_seconds=0.2).permanent


# The public internet, as the guard sees it


def test_it_connects_to_the_address_it_checked_and_verifies_the_name(internet: Internet) -> None:
    internet.site.serves(BODY)
    got, body = fetched("https://songs.example/song.mp3", internet.policy)
    assert (got.size, body) == (len(BODY), BODY)
    assert internet.dialler.dialled == [(PUBLIC_IP, 443)]


def test_it_refuses_a_certificate_for_another_name(internet: Internet) -> None:
    internet.site.serves(BODY)
    internet.names["other.example"] = [[PUBLIC_IP]]
    assert not refused("https://other.example/song.mp3", internet.policy).permanent
    assert internet.site.requests == []


@pytest.mark.parametrize(
    "ip", ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1"]
)
def test_it_never_connects_to_a_name_that_leads_inside(internet: Internet, ip: str) -> None:
    internet.names["inside.example"] = [[ip]]
    with pytest.raises(UnsafeAddress):
        fetched("https://inside.example/", internet.policy)
    assert internet.dialler.dialled == []


def test_it_refuses_a_name_with_one_bad_address_among_good_ones(internet: Internet) -> None:
    internet.names["mixed.example"] = [[PUBLIC_IP, "192.168.0.1", PUBLIC_IP]]
    with pytest.raises(UnsafeAddress):
        fetched("https://mixed.example/", internet.policy)
    assert internet.dialler.dialled == []


def test_it_asks_a_name_once_per_connection(internet: Internet) -> None:
    """A name that turns private after the check has nothing left to turn."""
    internet.site.serves(BODY)
    internet.names["songs.example"] = [[PUBLIC_IP], ["127.0.0.1"]]
    assert fetched("https://songs.example/song.mp3", internet.policy)[1] == BODY
    assert internet.dialler.dialled == [(PUBLIC_IP, 443)]


def test_it_checks_a_name_anew_on_each_hop(internet: Internet) -> None:
    internet.site.serves(b"", status=302, Location="/song.mp3")
    internet.names["songs.example"] = [[PUBLIC_IP], ["127.0.0.1"]]
    with pytest.raises(UnsafeAddress):
        fetched("https://songs.example/song.mp3", internet.policy)
    assert internet.dialler.dialled == [(PUBLIC_IP, 443)]


def test_it_tries_the_next_address_when_one_is_dead(internet: Internet) -> None:
    internet.site.serves(BODY)
    internet.dialler.dead = {"2606:4700::1111"}
    internet.names["songs.example"] = [["2606:4700::1111", PUBLIC_IP]]
    assert fetched("https://songs.example/song.mp3", internet.policy)[1] == BODY


@pytest.mark.parametrize("answers", [[], None])
def test_it_may_ask_again_when_a_name_is_not_found(answers) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if answers is None:
            raise OSError("no such name")
        return answers

    assert not refused("https://songs.example/", Policy(resolve=resolve)).permanent


def test_it_refuses_localhost_by_the_systems_own_resolver() -> None:
    with pytest.raises(UnsafeAddress):
        fetched("https://localhost/", Policy())


def test_it_names_no_more_than_the_host_in_an_error(site: Site) -> None:
    site.pages["/secret-path"] = not_http
    error = refused(site.url("/secret-path?token=abc"), site.policy)
    assert "127.0.0.1" in str(error)
    assert "secret" not in str(error)
    assert "abc" not in str(error)


# Posting


def test_it_posts_once_and_brings_the_answer(site: Site) -> None:
    url = site.serves(b"thanks", path="/hook", status=202)
    sent = post(
        url,
        content=b'{"id": 7}',
        headers={"Content-Type": "application/json", "user-agent": "Songdesk-Webhooks"},
        timeout_seconds=20.0,
        policy=site.policy,
    )
    assert (sent.status, sent.body) == (202, b"thanks")
    method, _path, headers, body = site.requests[0]
    assert (method, body, headers["Content-Type"]) == ("POST", b'{"id": 7}', "application/json")
    agents = [value for name, value in headers.items() if name.lower() == "user-agent"]
    assert agents == ["Songdesk-Webhooks"]


def test_it_does_not_post_after_a_redirect(site: Site) -> None:
    url = site.serves(b"", path="/hook", status=307, Location="/elsewhere")
    sent = post(url, content=b"{}", headers={}, timeout_seconds=20.0, policy=site.policy)
    assert sent.status == 307
    assert len(site.requests) == 1


def test_it_cuts_a_long_answer(site: Site) -> None:
    site.pages["/hook"] = endless
    sent = post(
        site.url("/hook"),
        content=b"{}",
        headers={},
        timeout_seconds=20.0,
        policy=site.policy,
        max_bytes=10,
    )
    assert sent.body == BODY[:10]


def test_it_posts_to_no_private_address() -> None:
    with pytest.raises(UnsafeAddress):
        post(
            "https://127.0.0.1/hook",
            content=b"{}",
            headers={},
            timeout_seconds=20.0,
            policy=Policy(),
        )


def test_it_hangs_up_when_the_sink_fails(site: Site) -> None:
    class Full:
        def write(self, data: bytes) -> int:
            raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space left"):
        fetch_to(
            site.serves(BODY), Full(), max_bytes=10**6, timeout_seconds=20.0, policy=site.policy
        )
