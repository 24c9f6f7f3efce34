"""A real server on loopback whose pages each test writes as a function."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpcore
import pytest

from generator.outward import Policy

Page = Callable[[BaseHTTPRequestHandler], None]
PUBLIC_IP = "93.184.215.14"


@dataclass
class Site:
    """`pages` maps a path to what is done with a request for it; `requests` is what came."""

    port: int
    scheme: str = "http"
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def policy(self) -> Policy:
        return Policy(allowed_origins=frozenset({self.origin}), resolve=no_dns)

    def url(self, path: str = "/song.mp3") -> str:
        return self.origin + path

    def serves(self, body: bytes, *, path: str = "/song.mp3", status: int = 200, **headers: str):
        self.pages[path] = lambda request: answer(request, body, status=status, **headers)
        return self.url(path)


def answer(request: BaseHTTPRequestHandler, body: bytes = b"", *, status=200, **headers: str):
    request.send_response(status)
    for name, value in {"Content_Length": str(len(body)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)


def no_dns(host: str, port: int) -> list[str]:
    assert host == "127.0.0.1", f"DNS was asked for {host}"
    return [host]


def handler_for(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            length = int(self.headers.get("Content-Length", "0"))
            said = self.rfile.read(length)
            site.requests.append((self.command, self.path, dict(self.headers), said))
            self.close_connection = True
            # The caller may hang up: that is what some tests are about.
            with suppress(BrokenPipeError, ConnectionResetError):
                site.pages[self.path.partition("?")[0]](self)

        do_POST = do_GET

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def running(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    site = Site(port=0, scheme="https" if tls else "http")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(site))
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    yield from running()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for `songs.example`, which is its own authority."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    made = tmp_path_factory.mktemp("tls") / "songs.pem"
    names = ["-subj", "/CN=songs.example", "-addext", "subjectAltName=DNS:songs.example"]
    kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    files = ["-keyout", str(made), "-out", str(made.with_suffix(".crt"))]
    subprocess.run(
        ["openssl", "req", *kind, "-days", "2", *names, *files], check=True, capture_output=True
    )
    return made


@pytest.fixture
def secure_site(certificate: Path) -> Iterator[Site]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate.with_suffix(".crt"), certificate)
    yield from running(tls)


class Dialler(httpcore.NetworkBackend):
    """Stands for the internet: whatever address is dialled, the local site picks up."""

    def __init__(self, site: Site) -> None:
        self.dialled: list[tuple[str, int]] = []
        self.dead: set[str] = set()
        self._site = site
        self._plain = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.dialled.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError("nobody there")
        return self._plain.connect_tcp("127.0.0.1", self._site.port, timeout)


@dataclass
class Internet:
    """The world as a guarded call sees it: names that resolve, and one site behind them all."""

    site: Site
    dialler: Dialler
    policy: Policy
    names: dict[str, list[list[str]]]

    def resolve(self, host: str, port: int) -> list[str]:
        """The next of the answers a name has; the last one for ever after."""
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def internet(secure_site: Site, certificate: Path) -> Internet:
    tls = ssl.create_default_context(cafile=certificate.with_suffix(".crt"))
    dialler = Dialler(secure_site)
    names = {"songs.example": [[PUBLIC_IP]]}
    world = Internet(secure_site, dialler, Policy(), names)
    world.policy = Policy(resolve=world.resolve, tls=tls, dial=dialler)
    return world
