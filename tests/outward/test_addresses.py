import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UnsafeAddress
from generator.outward import Policy, check, check_ip

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.9",
    "192.0.2.1",
    "192.168.1.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]

ODD = [
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.0.0.1",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "127.0.0.01",
    "127。0。0。1",
    "1.1",
    "16843009",
    "256.256.256.256",
    "1.2.3.4.5",
    "example.0x",
    "example.1",
    "１２７.0.0.1",
    "②.②.②.②",
]

NO_NAMES = ["", ".", "..", "a..b", ".example.com", "exa mple.com", "exa%6dple.com", "a" * 64, "a,b"]


@pytest.mark.parametrize("ip", PRIVATE)
def test_it_refuses_addresses_that_are_not_public(ip: str) -> None:
    with pytest.raises(UnsafeAddress):
        check_ip(ip)


@pytest.mark.parametrize("ip", PRIVATE)
def test_it_refuses_them_as_literals_in_addresses(ip: str) -> None:
    host = f"[{ip}]" if ":" in ip else ip
    with pytest.raises(UnsafeAddress):
        check(f"https://{host}/song.mp3", policy=Policy())


@pytest.mark.parametrize("host", ODD + NO_NAMES)
def test_it_refuses_odd_spellings_of_addresses_and_names(host: str) -> None:
    with pytest.raises(UnsafeAddress):
        check(f"https://{host}/song.mp3", policy=Policy())


@pytest.mark.parametrize(
    "url",
    [
        "http://songs.example/a.mp3",
        "ftp://songs.example/a.mp3",
        "file:///etc/passwd",
        "data:audio/mpeg;base64,AAAA",
        "gopher://songs.example/",
        "//songs.example/a.mp3",
        "/a.mp3",
        "songs.example",
        "",
        "https:///a.mp3",
        "https://",
        "https://songs.example:444/",
        "https://songs.example:80/",
        "https://songs.example:0/",
        "https://songs.example:99999/",
        "https://user@songs.example/",
        "https://user:word@songs.example/",
        "https://songs.example\\@127.0.0.1/",
        "https://127.0.0.1\\.songs.example/",
        "https://127.0.0.1#@songs.example/",
        "https://songs.example\r\nHost: other/",
        "https://[::1",
        "https://songs.example/\ud800",
        "https://songs.example/" + "a" * 9000,
    ],
)
def test_it_refuses_addresses_of_the_wrong_kind(url: str) -> None:
    with pytest.raises(UnsafeAddress):
        check(url, policy=Policy())


@pytest.mark.parametrize("ip", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::1.1.1.1"])
def test_it_goes_to_public_addresses(ip: str) -> None:
    check_ip(ip)


@pytest.mark.parametrize(
    "url",
    [
        "https://songs.example/a b.mp3?sig=%2F",
        "https://songs.example:443/",
        "https://SONGS.example./a",
        "https://münchen.example/ü.mp3",
        "https://cdn_1.songs.example/",
        "https://1.1.1.1/",
        "https://[2606:4700::1111]/",
    ],
)
def test_it_goes_to_public_https(url: str) -> None:
    check(url, policy=Policy())


@pytest.mark.parametrize(
    ("origin", "url"),
    [
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/song.mp3"),
        ("http://127.0.0.1:9000/api/v1", "http://127.0.0.1:9000/song.mp3"),
        ("http://gateway.local", "http://gateway.local:80/song.mp3"),
        ("https://gateway.local:443", "https://GATEWAY.local/song.mp3"),
        ("http://[::1]:9000", "http://[::1]:9000/song.mp3"),
    ],
)
def test_it_goes_anywhere_on_a_trusted_origin(origin: str, url: str) -> None:
    check(url, policy=Policy(allowed_origins=frozenset({origin})))


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:9000/",
        "http://127.0.0.1:9001/",
        "http://127.0.0.1/",
        "http://127.0.0.2:9000/",
        "http://localhost:9000/",
        "http://2130706433:9000/",
        "http://user:word@127.0.0.1:9000/",
    ],
)
def test_it_trusts_no_neighbour_of_a_trusted_origin(url: str) -> None:
    with pytest.raises(UnsafeAddress):
        check(url, policy=Policy(allowed_origins=frozenset({"http://127.0.0.1:9000"})))


@given(st.text() | st.text(max_size=30).map(lambda text: f"https://{text}"))
def test_it_either_refuses_a_text_or_reads_a_public_https_address(text: str) -> None:
    try:
        url = check(text, policy=Policy())
    except UnsafeAddress:
        return
    assert isinstance(url, httpx.URL)
    assert (url.scheme, url.port, url.userinfo) == ("https", None, b"")
    assert url.host
