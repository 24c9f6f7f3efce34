"""The gateway as its own process: `python -m tests.gateway --port 0` prints its base URL.

GET /_log tells when each task was posted, ended, and was first told to have ended (time.time()).
"""

import argparse
import signal
import threading

from tests.gateway.server import Gateway


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.gateway")
    parser.add_argument("--port", type=int, default=0)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with Gateway(parser.parse_args().port) as gateway:
        print(gateway.base_url, flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
