"""A small web server that has what upstream made."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from generator.providers.base import Clip, Phase, Update
from tests.sounds import mp3


@dataclass
class Site:
    address: str
    files: dict[str, bytes] = field(default_factory=lambda: {"/song.mp3": mp3(), "/bad": b"<p>no"})

    def clip(self, path: str = "/song.mp3", title: str = "What upstream calls it") -> Clip:
        return Clip(url=self.address + path, title=title)

    def done(self, *paths: str) -> Update:
        clips = tuple(self.clip(path) for path in paths or ("/song.mp3",))
        return Update(Phase.DONE, upstream_id="task-1", clips=clips)


@contextmanager
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = opened.files.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    opened = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, args=[0.02], daemon=True)
    thread.start()
    yield opened
    server.shutdown()
    thread.join()
    server.server_close()
