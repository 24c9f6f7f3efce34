"""One team with everything in it, the seven kinds of people who may come, and what they see."""

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from generator.catalog.models import MusicModel
from generator.keys.actions import issue
from generator.library.models import Playlist
from generator.notices.models import Notice
from generator.sharing.models import Share
from generator.songs import actions
from generator.songs.models import Part, Song, Take
from generator.teams import asks, invites
from generator.teams.actions import open_personal_team, set_caps, start_team
from generator.teams.models import Membership, Team, User
from generator.wallet import ledger
from generator.webhooks import actions as hooks
from tests.people import person

WHO = ("anonymous", "outsider", "listener", "member", "manager", "owner", "admin")
"""`admin` is a superuser who is in no team of these; the desk for them is Django's admin."""
NOWHERE = 987_654_321
"""The number of nothing."""


@dataclass
class World:
    team: Team
    song: Song
    clients: dict[str, Client]
    ids: dict[str, object] = field(default_factory=dict)
    """What the parameters of addresses stand for."""
    personal: dict[str, int] = field(default_factory=dict)
    """The personal team of each."""

    def ask(
        self, who: str, method: str, path: str, form: dict[str, object], *, htmx: bool = False
    ) -> tuple[HttpResponseBase, str]:
        """The answer, in a word, of a request that changes nothing for the next one."""
        headers = {"HX-Request": "true"} if htmx else {}
        client = self.clients[who]
        cookies = client.cookies.copy()
        with transaction.atomic():
            call = client.post if method == "post" else client.get
            answer = call(path, form if method == "post" else {}, headers=headers)
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer, _word(answer)


def _word(answer: HttpResponseBase) -> str:
    """The status; `door` where it leads to a page to sign in on."""
    where = answer.headers.get("Location", "")
    doors = ("/accounts/login/?next=", "/admin/login/?next=")
    return "door" if where.startswith(doors) else str(answer.status_code)


def build() -> World:
    owner, admin = person("owner"), User.objects.create_superuser("admin@songdesk.example")
    team = start_team(owner, name="Band")
    ledger.grant(team, 100, key="band", memo="To begin with")
    people = {"owner": owner, "outsider": person("outsider"), "admin": admin}
    for role in ("manager", "member", "listener"):
        people[role] = person(role)
        Membership.objects.create(team=team, user=people[role], role=role)
    clients = {who: Client() for who in WHO}
    for who, user in people.items():
        clients[who].force_login(user)
    world = World(team, _song(owner, team), clients)
    world.ids = _ids(world, people)
    world.personal = {who: open_personal_team(user).pk for who, user in people.items()}
    return world


def _song(user: User, team: Team) -> Song:
    """A song in the works that has a take already, for every button to have something to do."""
    studio = MusicModel.objects.get(slug="studio")
    song = actions.submit_song(
        team, user=user, model=studio, prompt="A waltz", title="City lights", bitrate=64_000,
        sample_rate=44_100,
    )  # fmt: skip
    take = Take(
        song=song, number=1, content_type="audio/mpeg", seconds=1, size=4, bitrate=64_000,
        sample_rate=44_100, channels=2, sha256="0" * 64, peaks=[],
        words=[["Hello", 0.2, 0.8, 0]],
    )  # fmt: skip
    take.file.save("take.mp3", ContentFile(b"ID3\x04"))
    part = Part(take=take, kind=Part.Kind.VOICE, content_type="audio/mpeg", size=4, sha256="1" * 64)
    part.file.save("voice.mp3", ContentFile(b"ID3\x04"))
    return song


def _ids(world: World, people: dict[str, User]) -> dict[str, object]:
    places = {m.role: m for m in Membership.objects.filter(team=world.team)}
    guest = Membership.objects.create(team=world.team, user=person("guest"), role="member")
    for member in (guest, places["member"]):
        set_caps(places["owner"], member=member, daily=20, weekly=None, monthly=None)
    guest.refresh_from_db()
    endpoint = hooks.add(
        places["owner"], url="https://hooks.example/", name="", events=["song.ready"]
    )
    invite, token = invites.invite(places["owner"], email="new@songdesk.example", role="member")
    return {
        "team": world.team.pk,
        "song": world.song.pk,
        "take": Take.objects.get(song=world.song).pk,
        "kind": Part.Kind.VOICE.value,
        "member": guest.pk,
        "invite": invite.pk,
        "token": token,
        "share": Share.objects.create(song=world.song, team=start_team(guest.user, name="Duo")).pk,
        "playlist": Playlist.objects.create(team=world.team, name="Rehearsal").pk,
        "notice": Notice.objects.create(song=world.song, user=people["owner"]).pk,
        "key": issue(places["owner"], name="Bot", scopes=["make"])[0].pk,
        "webhook": endpoint.pk,
        "delivery": hooks.send_test(endpoint, now=timezone.now()).pk,
        "ask": asks.ask_for_more(guest, amount=5, note="").pk,
    }
