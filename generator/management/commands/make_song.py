"""The whole journey once, in this process or on another site: a prompt in, a file out."""

import os
import shutil
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from generator.accounts.actions import welcome
from generator.api import client
from generator.catalog.models import BITRATES, SAMPLE_RATES, MusicModel
from generator.errors import Conflict, SongdeskError
from generator.ops import prepare
from generator.ops.bar import Bar
from generator.songs import actions, jobs
from generator.songs.cards import Card
from generator.songs.models import Part, Song, State, Take
from generator.songs.takes import lrc_of
from generator.teams.models import User

LOOK_SECONDS = 0.2
ASK_SECONDS = 2
KEY_NAME = "SONGDESK_API_KEY"


class Command(BaseCommand):
    help = "Make one song from the command line and write its first take to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prompt", required=True)
        parser.add_argument("--lyrics-file", type=Path)
        parser.add_argument("--title", default="")
        parser.add_argument("--model", default="studio", help="its slug")
        parser.add_argument("--bitrate", type=int, choices=BITRATES)
        parser.add_argument("--sample-rate", type=int, choices=SAMPLE_RATES)
        parser.add_argument("--user", help="an email address; by default the first admin's")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument(
            "--parts", action="store_true",
            help="write its stems, notes, chords and timed words beside it, too",
        )  # fmt: skip
        parser.add_argument("--api", help="make it on another site, as in https://songs.example")
        parser.add_argument(
            "--key-file", type=Path, help=f"has the key for --api; by default {KEY_NAME} is it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["out"].absolute().parent.is_dir():
            raise CommandError(f"There is no folder to put {options['out']} into.")
        if options["api"]:
            self._make_there(options)
        else:
            self._make_here(options)

    def _make_there(self, options: dict[str, Any]) -> None:
        """On another site, by its API, with a key of that site."""
        if options["parts"] or options["user"]:
            raise CommandError(
                "With --api there are no --parts, and the key says whose song it is."
            )
        bar = Bar(self.stderr)

        def wait(task: client.Task) -> None:
            bar.show(task.get("stage", ""), task.get("percent") or 0)
            time.sleep(ASK_SECONDS)

        try:
            with client.connect(options["api"], _key(options["key_file"])) as site:
                task = client.make(site, _asked(options), once=str(uuid4()), wait=wait)
            clip = task["response_data"][0]
            client.fetch(clip, options["out"])
        except (client.Refused, httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise CommandError(str(error)) from error
        finally:
            bar.end()
        self.stdout.write(f"“{task['title']}”, {clip['duration']:.0f} s, {options['out']}")

    def _make_here(self, options: dict[str, Any]) -> None:
        prepare.database()
        song = _submit(options)
        with ThreadPoolExecutor(max_workers=1) as pool:
            work = pool.submit(_work, song.pk)
            try:
                self._watch(song, work)
            except KeyboardInterrupt:
                with suppress(Conflict):  # it had ended that very moment
                    actions.cancel_song(song)
            work.result()
        song.refresh_from_db()
        if song.state != State.READY:
            card = Card(song, timezone.now())
            raise CommandError(f"{card.headline} {card.advice} {card.money}")
        take = song.takes.all()[0]
        _copy(take, options["out"])
        if options["parts"]:
            _copy_parts(take, options["out"])
        self.stdout.write(f"“{song.display_title}”, {take.seconds:.0f} s, {options['out']}")

    def _watch(self, song: Song, work: "Future[None]") -> None:
        """Show how far it is, until it has ended."""
        bar = Bar(self.stderr)
        while not work.done():
            song.refresh_from_db()
            bar.show(song.stage or song.get_state_display(), song.percent or 0)
            time.sleep(LOOK_SECONDS)
        bar.end()


def _copy(kept: Take | Part, target: Path) -> None:
    with kept.file.open("rb") as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def _copy_parts(take: Take, out: Path) -> None:
    """As song.voice.mp3, song.midi.mid, song.lrc beside song.mp3."""
    for part in take.parts.all():
        _copy(part, out.with_suffix(f".{part.kind}.{part.ending}"))
    if take.words:
        out.with_suffix(".lrc").write_text(lrc_of(take), encoding="utf-8")


def _key(file: Path | None) -> str:
    """Never from the command line, which every process of the machine can read."""
    key = file.read_text().strip() if file else os.environ.get(KEY_NAME, "")
    if not key:
        raise CommandError(f"Put a key of that site into {KEY_NAME}, or into a file: --key-file.")
    return key


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """The request's body: what was given, under the API's names."""
    names = ("model", "prompt", "title", "bitrate", "sample_rate")
    asked = {name: options[name] for name in names} | {"lyrics": _lyrics(options)}
    return {name: value for name, value in asked.items() if value}


def _lyrics(options: dict[str, Any]) -> str:
    file = options["lyrics_file"]
    return file.read_text() if file else ""


def _submit(options: dict[str, Any]) -> Song:
    user = _user(options["user"])
    model = MusicModel.objects.filter(slug=options["model"]).first()
    if model is None:
        known = ", ".join(MusicModel.objects.values_list("slug", flat=True))
        raise CommandError(f"There is no model {options['model']}. There are {known}.")
    try:
        return actions.submit_song(
            welcome(user), user=user, model=model, prompt=options["prompt"],
            lyrics=_lyrics(options),
            title=options["title"], bitrate=options["bitrate"] or model.default_bitrate,
            sample_rate=options["sample_rate"] or model.default_sample_rate,
        )  # fmt: skip
    except (SongdeskError, OSError, UnicodeDecodeError) as error:
        raise CommandError(str(error)) from error


def _user(email: str | None) -> User:
    if email:
        found = User.objects.filter(email__iexact=email).first()
        if found is None:
            raise CommandError(f"Nobody here has the address {email}.")
        return found
    prepare.first_admin()
    return User.objects.filter(is_superuser=True).order_by("pk")[0]


def _work(song_id: int) -> None:
    """What workers would do. Real ones may be at it too: each step is claimed by one of us."""
    try:
        jobs.start_song(song_id)
        while (song := Song.objects.get(pk=song_id)).pending:
            if song.lease_until and song.lease_until <= timezone.now():
                jobs.start_song(song_id)
            jobs.follow()
            jobs.copy_takes(song_id)
            jobs.sweep()  # so that every state has its end, as with workers
            time.sleep(LOOK_SECONDS)
    finally:
        connection.close()
