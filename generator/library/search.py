"""Searching titles, prompts and lyrics with the database's own engine.

SQLite: an FTS5 table beside the songs, kept by triggers (https://www.sqlite.org/fts5.html).
PostgreSQL: a generated tsvector column with a GIN index
(https://www.postgresql.org/docs/current/textsearch-tables.html). Both look at words without case
and Latin accents, and take each word that is asked for as the beginning of one.

What is asked for is folded by what folded the songs, and by nothing else: Python takes more off
than either engine does (the hamza of "أغنية", the voicing of "が", the breve of "й"; "ß" becomes
"ss"), and would look for words that no song has.
"""

import re
import unicodedata

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from generator.songs.models import Song

MOST_WORDS, MOST_LETTERS = 12, 40
UNWRITABLE = ("Cc", "Cs")
"""Control characters, and halves of surrogate pairs."""
_TABLE = "generator_song_words"
_COLUMNS = "team_id, title, prompt, lyrics"
_NEW = "new.id, new.team_id, new.title, new.prompt, new.lyrics"
_FORGET = (
    f"INSERT INTO {_TABLE} ({_TABLE}, rowid, {_COLUMNS}) "
    "VALUES ('delete', old.id, old.team_id, old.title, old.prompt, old.lyrics);"
)
_LEARN = f"INSERT INTO {_TABLE} (rowid, {_COLUMNS}) VALUES ({_NEW});"
SQLITE_TABLE = (
    f"CREATE VIRTUAL TABLE {_TABLE} USING fts5({_COLUMNS}, content='generator_song', "
    "content_rowid='id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')"
)
SQLITE_TRIGGERS = {
    "song_words_added": f"AFTER INSERT ON generator_song BEGIN {_LEARN} END",
    "song_words_gone": f"AFTER DELETE ON generator_song BEGIN {_FORGET} END",
    "song_words_changed": f"AFTER UPDATE OF {_COLUMNS} ON generator_song "
    f"BEGIN {_FORGET} {_LEARN} END",
}
# NFKD and the range of combining marks take the accents off; the parser would take
# "rock-pop" or "a/b" for one word of its own kind, and "<lights>" for a tag that is no word.
_ACCENTS = re.compile("[\u0300-\u036f]+")
_APART = "-_/.@:'’<>&"
_IN_SQL, _SPACES = _APART.replace("'", "''"), " " * len(_APART)
POSTGRES = f"""
    ALTER TABLE generator_song ADD COLUMN IF NOT EXISTS words tsvector GENERATED ALWAYS AS (
        to_tsvector('simple', translate(regexp_replace(
            normalize(title || ' ' || prompt || ' ' || left(lyrics, 100000), NFKD),
            '{_ACCENTS.pattern}', '', 'g'), '{_IN_SQL}', '{_SPACES}'))
    ) STORED;
    CREATE INDEX IF NOT EXISTS song_words ON generator_song USING gin (words);
"""
_AMONG = f"generator_song.id IN (SELECT rowid FROM {_TABLE} WHERE {_TABLE} MATCH %s)"  # noqa: S608
MATCHES = {
    "sqlite": _AMONG, "postgresql": "generator_song.words @@ to_tsquery('simple', %s)"
}  # fmt: skip
# The same with no index of the words: what is shared with a team is few among all of the site, and
# where the planner thought the words rare, it went through the shares anew for each match.
LOOKS = {
    "sqlite": f"+{_AMONG}",
    "postgresql": "ts_match_vq(generator_song.words, to_tsquery('simple', %s))",
}


def install(db: BaseDatabaseWrapper) -> None:
    """Set up what search needs, where it is missing.

    Whenever a migration alters the songs' table, Django makes it anew on SQLite, and the triggers
    are gone: so this runs after every migrate.
    """
    with db.cursor() as cursor:
        if db.vendor == "postgresql":
            cursor.execute(POSTGRES)
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE '%song_words%'")
        there = {name for (name,) in cursor.fetchall()}
        missing = [name for name in SQLITE_TRIGGERS if name not in there]
        if _TABLE not in there:
            cursor.execute(SQLITE_TABLE)
        for name in missing:
            cursor.execute(f"CREATE TRIGGER {name} {SQLITE_TRIGGERS[name]}")
        if missing:  # what changed meanwhile was not noticed
            cursor.execute(f"INSERT INTO {_TABLE} ({_TABLE}) VALUES ('rebuild')")


def words_of(text: str) -> list[str]:
    """What is searched for: at most so many words, each with something to find in it."""
    whole = unicodedata.normalize("NFC", text)  # as keyboards write it
    kept = "".join(" " if unicodedata.category(char) in UNWRITABLE else char for char in whole)
    words = [word[:MOST_LETTERS] for word in kept.split()]
    return [word for word in words if any(char.isalnum() for char in word)][:MOST_WORDS]


def search(songs: QuerySet[Song], text: str, *, team_id: int | None = None) -> QuerySet[Song]:
    """Songs with every word of the text, or a word that begins like it; no word: all of them.

    `team_id` tells the engine that only that team's songs are asked for: it then reads no others.
    Without it `songs` should be few: the words of each are looked at.
    Scripts that are written without spaces are found by how a passage begins.
    """
    words = words_of(text)
    if team_id is not None:
        songs = songs.filter(team=team_id)
    if not words:
        return songs
    if connection.vendor == "postgresql":
        asked = " & ".join(_lexeme(word) for word in words)
    else:
        asked = " AND ".join(f'"{_no_quote(word)}" *' for word in words)
        asked = f"{{title prompt lyrics}} : ({asked})"
        if team_id is not None:
            asked = f'team_id : "{team_id}" AND {asked}'
    found = (LOOKS if team_id is None else MATCHES)[connection.vendor]
    return songs.filter(RawSQL(found, [asked], output_field=BooleanField()))


def _lexeme(word: str) -> str:
    """A quoted word of a tsquery; several where the parser finds several, one after the other."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", word))
    apart = "".join(" " if char in _APART or char == "\\" else char for char in bare)
    return f"'{apart}':*"


def _no_quote(word: str) -> str:
    return word.replace('"', " ")
