"""The whole journey once, in this process: a prompt in, a file out."""

import shutil
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from generator.accounts.actions import welcome
from generator.catalog.models import BITRATES, SAMPLE_RATES, MusicModel
from generator.errors import Conflict, SongdeskError
from generator.ops import prepare
from generator.songs import actions, jobs
from generator.songs.cards import Card
from generator.songs.models import Part, Song, State, Take
from generator.songs.takes import lrc_of
from generator.teams.models import User

LOOK_SECONDS = 0.2
BAR = 30


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

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["out"].absolute().parent.is_dir():
            raise CommandError(f"There is no folder to put {options['out']} into.")
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
        last = ""
        while not work.done():
            song.refresh_from_db()
            last = self._show(song, last)
            time.sleep(LOOK_SECONDS)
        if sys.stderr.isatty():
            self.stderr.write("")

    def _show(self, song: Song, last: str) -> str:
        stage = song.stage or song.get_state_display()
        percent = song.percent or 0
        if sys.stderr.isatty():
            bar = ("#" * (percent * BAR // 100)).ljust(BAR, ".")
            self.stderr.write(f"\r[{bar}] {percent:3d} % {stage:<40}", ending="")
            self.stderr.flush()
        elif stage != last:
            self.stderr.write(f"{percent:3d} % {stage}")
        return stage


def _copy(kept: Take | Part, target: Path) -> None:
    with kept.file.open("rb") as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)


def _copy_parts(take: Take, out: Path) -> None:
    """As song.voice.mp3, song.midi.mid, song.lrc beside song.mp3."""
    for part in take.parts.all():
        _copy(part, out.with_suffix(f".{part.kind}.{part.ending}"))
    if take.words:
        out.with_suffix(".lrc").write_text(lrc_of(take), encoding="utf-8")


def _submit(options: dict[str, Any]) -> Song:
    user = _user(options["user"])
    model = MusicModel.objects.filter(slug=options["model"]).first()
    if model is None:
        known = ", ".join(MusicModel.objects.values_list("slug", flat=True))
        raise CommandError(f"There is no model {options['model']}. There are {known}.")
    try:
        lyrics = options["lyrics_file"].read_text() if options["lyrics_file"] else ""
        return actions.submit_song(
            welcome(user), user=user, model=model, prompt=options["prompt"], lyrics=lyrics,
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
