"""The ledger's four statements, by hand, as SQLite and PostgreSQL both read them.

By hand because nothing runs more often: through the ORM a transfer costs Python twice the time
(tests/benchmarks/wallet.py), and it has no `UPDATE ... RETURNING`, which spares a read.
"""

from typing import Any

from django.db import connection
from django.utils import timezone

from generator.keys.models import ApiKey
from generator.teams.models import Team, User
from generator.wallet.models import Account, Transfer

Kind = Account.Kind

# The condition is the check of the balance: of two at once, the second sees what the first left.
CHANGE = """
    UPDATE generator_account SET balance = balance + %s
    WHERE team_id = %s AND kind = %s AND balance + %s >= 0 RETURNING id"""
SITE = "SELECT id FROM generator_account WHERE team_id IS NULL AND kind = %s"
SAME = "SELECT kind, amount, team_id FROM generator_transfer WHERE key IN (%s, %s)"
COLUMNS = (
    "key", "kind", "team_id", "debit_id", "credit_id", "amount", "memo", "actor_id", "api_key_id",
    "created_at",
)  # fmt: skip
WRITE = f"""
    INSERT INTO generator_transfer ({", ".join(COLUMNS)})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"""


def change(team: Team, kind: Kind, delta: int) -> int | None:
    """Add to a balance; the account's id, or None where there is no account or not enough.

    The site's accounts keep no balance, so theirs is only looked up.
    """
    if kind in Account.SITE_KINDS:
        rows = _run(SITE, kind.value)
    else:
        rows = _run(CHANGE, delta, team.pk, kind.value, delta)
    return rows[0][0] if rows else None


def open_accounts(team: Team) -> None:
    """The team's accounts and the site's, as far as they are missing.

    One statement, always in this order: of two processes that come first, one waits for the other.
    """
    accounts = [Account(team=team, kind=kind, balance=0) for kind in Account.TEAM_KINDS]
    accounts += [Account(kind=kind) for kind in Account.SITE_KINDS]
    Account.objects.bulk_create(accounts, ignore_conflicts=True)


def kept_under(*keys: str) -> list[tuple[str, int, int]]:
    """(kind, amount, team id) of the transfers under two keys."""
    return _run(SAME, *keys)


def write(
    team: Team,
    amount: int,
    *,
    key: str,
    kind: Transfer.Kind,
    debit: int,
    credit: int,
    memo: str,
    actor: User | None,
    api_key: ApiKey | None = None,
) -> Transfer:
    now, who = timezone.now(), actor and actor.pk
    through = api_key and api_key.pk
    row = (key, kind.value, team.pk, debit, credit, amount, memo, who, through)
    stamp = connection.ops.adapt_datetimefield_value(now)
    [(pk,)] = _run(WRITE, *row, stamp)
    return Transfer.from_db(connection.alias, ("id", *COLUMNS), (pk, *row, now))


def _run(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
