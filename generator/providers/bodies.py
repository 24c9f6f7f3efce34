"""What the JSON of one task says: who it is, where it stands, what it sounds like. No I/O.

Nothing here raises, whatever the JSON; the words are in `words`, the clips found in `sounds`.
"""

from generator.providers import words
from generator.providers.base import Clip, Phase, Update
from generator.providers.refusals import (
    Refusal,
    base_resp_error,
    cause_of,
    clean,
    number,
    spelled_error,
    words_in,
)
from generator.providers.sounds import Sound, sounds_in

Layer = dict[str, object]


def _as_word(value: object) -> str:
    whole = number(value)
    return clean(value, 60) if whole is None else str(whole)[:60]


def _status(layer: Layer) -> str:
    keys = ("status", "state", "task_status", "taskStatus")
    return next((word for key in keys if (word := _as_word(layer.get(key)))), "")


def _word(layers: list[Layer], sounds: list[Sound]) -> str:
    """The word that speaks for the whole task.

    `status` goes before `type`: a submit answer's type is "text2music", the kind of job. The
    envelope's own word is heard last, and its "success" only beside a sound: it may just mean
    that the question was answered.
    """
    inner, kind = layers[0], _as_word(layers[0].get("type"))
    if _status(inner) or words.phase_of(kind):
        return _status(inner) or kind
    outer = _status(layers[1]) if len(layers) > 1 else ""
    heard = words.phase_of(outer) and (
        words.phase_of(outer) is not Phase.DONE or any(s.url for s in sounds)
    )
    return outer if heard else kind


# --- layers and ids ------------------------------------------------------------------------


def _layers(body: object) -> list[Layer]:
    """What is inside `data`, then the envelope round it; one layer where the answer is flat."""
    outer = body if isinstance(body, dict) else {}
    inner = outer.get("data")
    return [inner, outer] if isinstance(inner, dict) else [outer]


def task_id(body: object) -> str:
    """Upstream's name for the task, "" where there is none we could ask for."""
    layers = _layers(body)
    deeper = layers[0].get("data")
    layers += [deeper] if isinstance(deeper, dict) else []
    keys = ("task_id", "taskId", "workId", "work_id", "id")
    found = (_as_id(layer.get(key)) for key in keys for layer in layers)
    return next((name for name in found if name), "")


def _as_id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:20] if abs(value) < 10**19 else ""
    if not isinstance(value, str):
        return ""
    name = value.strip()
    # It becomes a part of a path, so "." and ".." would name another route.
    usable = name.isprintable() and len(name) <= 200 and name not in (".", "..")
    return name if usable else ""


# --- failures ------------------------------------------------------------------------------

TOLD: tuple[str, ...] = ("fail_message", "error_message", "failMessage", "errorMessage")
TOLD += ("failMsg", "error_msg", "fail_reason", "failReason")


def _complaint(layer: Layer, *, enveloped: bool = True) -> Refusal | None:
    """What a task or clip says went wrong; all these fields are sent empty beside a success.

    In a flat answer `error` is the envelope's: it may only mean that the question was refused.
    """
    keys = (*TOLD, "error") if enveloped else TOLD
    said = (spelled_error(layer.get(key)) for key in keys)
    return next((refusal for refusal in said if refusal), None)


def _reason(layers: list[Layer]) -> Refusal | None:
    """Why a task that says it failed did so, wherever it is written."""
    said = (_complaint(layer) or base_resp_error(layer) for layer in layers)
    return next((refusal for refusal in said if refusal), None)


def _fault(sound: Sound) -> Refusal | None:
    """A clip's complaint counts where it has no sound, or says itself that it failed."""
    refusal = _complaint(sound.raw)
    if words.phase_of(_status(sound.raw)) is Phase.FAILED:
        return refusal or Refusal(200)
    return None if sound.url else refusal


def _failed(word: str, layers: list[Layer], refusal: Refusal | None) -> Update:
    said = refusal or Refusal(200)
    text = said.words or next((w for layer in layers if (w := words_in(layer))), "")
    keys = ("error_code", "errorCode", "code")
    codes = (number(layer.get(key)) for layer in layers for key in keys)
    code = said.code or next((c for c in codes if c), None)
    named = (words.CAUSES.get(words.plain(one)) for one in (said.kind, word))
    cause = next((one for one in named if one), None) or cause_of(
        text, kind=f"{said.kind} {word}", code=code
    )
    return Update(Phase.FAILED, word=word, cause=cause, message=text or _unexplained(word))


def _unexplained(word: str) -> str:
    return f'The provider gave up ("{word}") and did not say why.' if word else "No reason given."


# --- the judgement -------------------------------------------------------------------------


def read_body(body: object) -> Update:
    """What a task's JSON says of it, without its id. Raises nothing, whatever the JSON."""
    layers, sounds = _layers(body), sounds_in(body)
    word = _word(layers, sounds)
    phase = words.phase_of(word)
    faults = [fault for sound in sounds if (fault := _fault(sound))]
    complaint = _complaint(layers[0], enveloped=len(layers) > 1)
    ended = phase is Phase.DONE and any(sound.url for sound in sounds)
    if phase is Phase.FAILED:
        return _failed(word, layers, _reason(layers) or next(iter(faults), None))
    if faults and len(faults) == len(sounds):
        return _failed(word, layers, faults[0])
    # Seen in the wild: an error text alone, under a status that never changes (contract 5, #8).
    if complaint and not ended and words.plain(word) != words.DEAF:
        return _failed(word, layers, complaint)
    return _unfailed(word, phase, layers, [s for s in sounds if not _fault(s)])


def _unfailed(word: str, phase: Phase | None, layers: list[Layer], sounds: list[Sound]) -> Update:
    own = [w for s in sounds if s.raw is not layers[0] and (w := _status(s.raw))]
    unfinished = next((w for w in own if words.phase_of(w) is not Phase.DONE), "")
    speechless = not (_status(layers[0]) or phase) or words.plain(word) == words.DEAF
    if speechless and sounds and len(own) == len(sounds) and not unfinished:
        phase = Phase.DONE  # no word for the whole, and every clip says of itself that it is
    ended = phase is Phase.DONE
    if not ended or unfinished:
        return _busy(unfinished if unfinished and speechless or ended else word, layers[0])
    return Update(Phase.DONE, clips=tuple(clip_of(s) for s in sounds if s.url), word=word)


def _busy(word: str, layer: Layer) -> Update:
    return Update(
        Phase.BUSY,
        stage=words.STAGES.get(words.plain(word), ""),
        percent=_percent(layer.get("progress", layer.get("percent"))),
        word=word,
        known_word=words.phase_of(word) is not None,
    )


def _percent(value: object) -> int | None:
    """0..100. A fraction below 1 could be either scale, so it is left out."""
    whole = number(value.rstrip(" %") if isinstance(value, str) else value)
    if whole is None and isinstance(value, float) and 1 < value < 100:
        whole = int(value)
    return whole if whole is not None and 0 <= whole <= 100 else None


def clip_of(sound: Sound) -> Clip:
    return Clip(url=sound.url, title=sound.title, seconds=sound.seconds)
