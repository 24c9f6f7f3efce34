"""Who gets what from every address of the site: one row each, in the order of `world.WHO`.

A new page needs a row here, mostly one of `public`, `own`, `read` and `do`. The words are
statuses; `door` is a redirect to where one signs in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from tests.site.world import WHO, World

Form = Callable[[World, str], dict[str, object]]


def _empty(world: World, who: str) -> dict[str, object]:
    return {}


@dataclass(frozen=True)
class Row:
    get: str
    post: str
    form: Form = _empty
    pk: str = ""
    """Which of the world's things the address' `pk` is; such a thing must not be guessable."""
    path: str = ""
    """The address, for patterns that are regular expressions."""


def each(word: str) -> str:
    return " ".join([word] * len(WHO))


def signed_in(word: str, *, door: str = "door") -> str:
    return " ".join([door] + [word] * (len(WHO) - 1))


NO = signed_in("405")
"""The login middleware comes before a view's own methods."""


def public(get: str = "200", post: str = "405", **more: str) -> Row:
    """The same for everybody."""
    return Row(each(get), each(post), **more)


def own(get: str = "200", post: str = "405", form: Form = _empty) -> Row:
    """Something of one's own, for whoever is signed in."""
    return Row(signed_in(get), signed_in(post), form)


def read(pk: str = "") -> Row:
    """A page of the team's: for everybody in it."""
    return Row("door 404 200 200 200 200 404", NO, pk=pk)


def do(pk: str, done: str, form: Form = _empty) -> Row:
    """A button of the team's; `done` is what listener, member, manager and owner get."""
    return Row(NO, f"door 404 {done} 404", form, pk)


MAKERS, MANAGERS, OWNER = "403 302 302 302", "403 403 302 302", "403 403 403 302"


def manage(pk: str) -> Row:
    """A page of the team's for those who run it."""
    return Row("door 404 403 403 200 200 404", NO, pk=pk)


def _song(world: World, who: str) -> dict[str, object]:
    team = {"team": world.team.pk, "model": "studio", "token": str(uuid4())}
    return {"prompt": "A polka", **team}


def _move(world: World, who: str) -> dict[str, object]:
    to = world.personal.get(who, world.personal["owner"])
    return {"source": world.team.pk, "to": to, "amount": 1, "token": str(uuid4())}


def _choose(world: World, who: str) -> dict[str, object]:
    return {"team": world.team.pk}


def _key(world: World, who: str) -> dict[str, object]:
    own = world.personal.get(who, world.personal["owner"])
    return {"name": "Bot", "team": own, "scopes": ["make"]}


def _hook(world: World, who: str) -> dict[str, object]:
    url = "https://hooks.example/songs"
    return {"url": url, "team": world.team.pk, "events": ["song.ready"]}


def _form(**fields: object) -> Form:
    return lambda world, who: fields


def _guest(world: World, who: str) -> dict[str, object]:
    return {"member": world.ids["member"]}


ROWS: dict[str, Row] = {
    # ---- Machines, and the house itself ----
    "healthz": public(),
    "readyz": public("503"),  # the test has no worker
    "metrics": public(),  # asked from this machine
    "callback": public("405", "404", path="/callbacks/nothing/"),
    # ---- Arriving ----
    "account_login": Row(signed_in("302", door="200"), signed_in("302", door="200")),
    "account_signup": Row(signed_in("302", door="200"), signed_in("302", door="200")),
    "account_logout": Row(signed_in("200", door="302"), each("302")),
    "account_inactive": public(),
    "account_email_verification_sent": public(),
    "account_confirm_email": public("200", "404", path="/accounts/confirm-email/nothing/"),
    "account_confirm_login_code": public("302", "302"),
    "account_reset_password": public("200", "200"),
    "account_reset_password_done": public(),
    "account_reset_password_from_key": public(
        "200", "200", path="/accounts/password/reset/key/1-nothing/"
    ),
    "account_reset_password_from_key_done": public(),
    # The admin of this world has no password.
    "account_reauthenticate": Row("door 200 200 200 200 200 403", "door 200 200 200 200 200 403"),
    "account_change_password": Row("door 200 200 200 200 200 302", "door 200 200 200 200 200 302"),
    "account_set_password": Row("door 302 302 302 302 302 200", "door 302 302 302 302 302 200"),
    "account_email": own("200", "302"),
    # ---- Songs ----
    "home": public(),
    "songs": Row(signed_in("200"), "door 422 422 302 302 302 422", _song),
    "song_changes": own(),
    "song": read("song"),
    "song_cancel": do("song", MAKERS),
    "song_again": do("song", MAKERS),
    "song_ask": do("song", MAKERS),
    "take_audio": read("take"),
    "take_download": read("take"),
    "take_words": read("take"),
    "take_lrc": read("take"),
    "take_archive": read("take"),
    "part_audio": read("take"),
    "part_download": read("take"),
    "song_cover": read("song"),
    # ---- The library ----
    "songs_bulk": own("405", "302"),  # nothing is ticked
    "trash": own(),
    # A favourite is the person's own: listeners have theirs.
    "song_favourite": Row(
        "door 404 200 200 200 200 404", "door 404 302 302 302 302 404", pk="song"
    ),
    "song_rename": do("song", MAKERS, _form(title="Town lights")),
    "song_notes": do("song", MAKERS, _form(notes="For the film")),
    "take_keep": do("take", MAKERS, _form(on="1")),
    "take_trash": do("take", MAKERS),  # the last take stays, and it says why
    "take_restore": do("take", "403 404 404 404"),  # it is not in the trash
    "playlists": own("200", "302", _form(name="For the road")),
    "playlist": read("playlist"),
    "playlist_rename": do("playlist", MAKERS, _form(name="For the train")),
    "playlist_delete": do("playlist", MAKERS),
    "playlist_move": do("playlist", MAKERS),
    "playlist_remove": do("playlist", MAKERS),
    # ---- Sharing; the song is not ready, so makers are told that it can't be shared yet ----
    "song_link": do("song", MAKERS),
    "song_link_revoke": do("song", MAKERS),
    "song_share": do("song", MAKERS),
    "unshare": do("share", "403 403 302 302"),
    "link": public("404", path="/s/nothing/"),
    "link_embed": public("404", path="/s/nothing/embed"),
    "link_cover": public("404", path="/s/nothing/cover.png"),
    "link_audio": public("404", path="/s/nothing/audio"),
    "link_audio_of": public("404", path="/s/nothing/audio/2"),
    "link_download": public("404", path="/s/nothing/download"),
    "link_download_of": public("404", path="/s/nothing/download/2"),
    "oembed": public("404"),
    # ---- Notices: each its maker's own ----
    "notices": own(),
    "news": Row("door 204 204 204 204 200 204", NO),
    "notices_read": own("405", "302"),
    "notice": Row("door 404 404 404 404 302 404", NO, pk="notice"),
    "notice_read": Row(NO, "door 404 404 404 404 302 404", pk="notice"),
    "notice_wish": own("200", "302"),
    # ---- What can sing, and a request put together; the console's POST makes nothing ----
    "models": public(),
    "model": public(path="/models/studio/"),
    "console": own("200", "200", _form(model="studio")),
    # ---- Keys, each its person's own, and the API, which knows nobody by a session ----
    "keys": own("200", "200", _key),
    "key_rotate": Row(NO, "door 404 404 404 404 200 404", _form(overlap="1"), "key"),
    "key_revoke": Row(NO, "door 404 404 404 404 302 404", pk="key"),
    "api_docs": public(),
    "api_audio": public("404", path="/api/v1/takes/1/audio"),
    "api:openapi-json": public(),
    "api:api-root": public("404", "404"),
    "api:nowhere": public("404", "404", path="/api/v1/nothing"),
    "api:music": public("405", "401"),
    "api:tasks": public("401"),
    "api:task": public("401", path="/api/v1/tasks/song_1"),
    "api:task_cancel": public("405", "401", path="/api/v1/tasks/song_1/cancel"),
    "api:models": public("401"),
    "api:credits": public("401"),
    "api:usage": public("401"),
    # ---- Webhooks, for those who run the team ----
    "webhooks": Row(signed_in("200"), "door 422 422 422 302 302 422", _hook),
    "webhook": Row("door 404 403 403 200 200 404", f"door 404 {MANAGERS} 404", _hook, pk="webhook"),
    "webhook_test": do("webhook", MANAGERS),
    "webhook_rotate": do("webhook", MANAGERS),
    "webhook_switch": do("webhook", MANAGERS),
    "webhook_delete": do("webhook", MANAGERS),
    "webhook_callbacks": manage("team"),
    "webhook_callbacks_rotate": do("team", MANAGERS),
    "delivery": manage("delivery"),
    "delivery_again": do("delivery", MANAGERS),
    # ---- Wallets ----
    "wallet": own(),
    "wallet?team={team}": read(),
    "wallet_csv": own(),
    "wallet_csv?team={team}": read(),
    "wallet_move": Row(NO, "door 422 422 422 422 302 422", _move),
    # ---- Usage ----
    "usage": own(),
    "usage?team={team}": read(),
    "usage_requests": own(),
    "usage_requests?team={team}": read(),
    "usage_csv": own(),
    "usage_csv?team={team}": read(),
    # ---- Teams ----
    "teams": own("200", "302", _form(name="Choir")),
    "team_choose": Row(NO, "door 404 404 302 302 302 404", _choose),
    "team": read("team"),
    "team_rename": do("team", MANAGERS, _form(name="Choir")),
    "team_leave": do("team", "302 302 302 302"),  # the last owner is told why not
    "team_hand_over": do("team", OWNER, _guest),
    "team_close": do("team", OWNER),
    "team_invite": do("team", "403 403 200 200", _form(email="x@y.example", role="member")),
    "team_invite_again": do("team", "403 403 200 200"),
    "team_invite_revoke": do("team", MANAGERS),
    "team_role": do("team", OWNER, _form(role="manager")),
    "team_caps": do("team", MANAGERS, _form(daily="5")),
    "team_remove": do("team", MANAGERS),
    # Who has no cap has nothing to ask for.
    "team_ask": do("team", "403 302 422 422", _form(amount="5")),
    "team_ask_approve": do("team", MANAGERS),
    "team_ask_decline": do("team", MANAGERS),
    "invitation": public("404", "404"),  # no link was opened in this browser
    "invite_link": public("302", "405"),
}
