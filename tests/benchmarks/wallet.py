"""Transfers a second on PostgreSQL, beside pgbench's TPC-B on the same server in the same run.

    python tests/benchmarks/wallet.py [--clients 4] [--seconds 10] [--rounds 3]

One unit on our side is one transfer in a transaction of its own: a hold, or the capture of it.
It keeps the same kind of promise as one TPC-B transaction: balances and a history row, on disk.
Both sides have as many clients, and as many teams as branches to queue for. They take turns, so
that a busy neighbour slows both. The database is made and dropped here.
"""

import argparse
import multiprocessing
import os
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from uuid import uuid4

import django
import psycopg

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("BENCHMARK_SERVER", "postgres://postgres@127.0.0.1:5432")
NAME = f"songdesk_benchmark_{os.getpid()}"
SCALE, TARGET = 10, 0.5

sys.path.insert(0, str(ROOT))
os.environ["DATABASE_URL"] = f"{SERVER}/{NAME}"
os.environ["DJANGO_SETTINGS_MODULE"] = "musicsite.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from generator.teams.models import Team  # noqa: E402
from generator.wallet import ledger  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            prepare()
            compare(options.clients, seconds=options.seconds, rounds=options.rounds)
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def prepare() -> None:
    pgbench("-i", "-q", "-s", str(SCALE))
    call_command("migrate", verbosity=0, skip_checks=True)
    for number in range(SCALE):
        team = Team.objects.create(name=f"Team {number}")
        ledger.grant(team, 10**9, key=f"benchmark:{number}", memo="For the benchmark")
    connection.close()


def compare(clients: int, *, seconds: int, rounds: int) -> None:
    ratios = []
    for _ in range(rounds):
        theirs, ours = tpc_b(clients, seconds=seconds), transfers(clients, seconds=seconds)
        ratios.append(ours / theirs)
        print(f"TPC-B {theirs:6.0f}/s   transfers {ours:6.0f}/s   ratio {ratios[-1]:.2f}")
    print(f"{clients} clients: median ratio {median(ratios):.2f}, to reach {TARGET}")


def tpc_b(clients: int, *, seconds: int) -> float:
    said = pgbench("-c", str(clients), "-j", str(min(clients, 2)), "-T", str(seconds))
    return float(re.findall(r"tps = ([\d.]+)", said)[0])


def pgbench(*options: str) -> str:
    program = max(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    command = [str(program), *options, f"{SERVER}/{NAME}"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def transfers(clients: int, *, seconds: int) -> float:
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(clients, mp_context=fork) as pool:
        return sum(pool.map(partial(one_client, seconds), range(clients))) / seconds


def one_client(seconds: int, number: int) -> int:
    """Hold and capture for random teams until the time is up; the number of transfers."""
    teams = list(Team.objects.filter(accounts__kind="available"))
    dice, end, done = random.Random(number), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        team, stem = dice.choice(teams), f"song:{uuid4().hex}"
        ledger.hold(team, 10, key=f"{stem}:hold", memo="Held for “City lights”")
        ledger.capture(team, 10, key=f"{stem}:capture", memo="Charged for “City lights”")
        done += 2
    return done


if __name__ == "__main__":
    main()
