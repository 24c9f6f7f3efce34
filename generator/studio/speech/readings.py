"""How Japanese is read: words with their kanji in kana, by the dictionary of pykakasi.

It knows one reading a word and takes the longest; the words of songs that it gets wrong are put
right here (https://codeberg.org/miurahr/pykakasi). The dictionary takes 0.5 s and 130 MB, so it is
only opened where there are kanji, and `close` lets it go again.
"""

import functools
import importlib
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pykakasi


class Read(NamedTuple):
    """A written word, and what of it is spoken, in kana."""

    written: str
    kana: str


SUNG = {
    "君": "きみ", "今日は": "きょうは", "愛し": "あいし", "私": "わたし", "明日": "あした",
    "何": "なに", "一人": "ひとり", "二人": "ふたり", "今日": "きょう", "昨日": "きのう",
    "永遠": "えいえん", "宇宙": "そら", "頃に": "ころに", "頃": "ころ", "側": "そば",
    "家": "いえ", "空": "そら", "風": "かぜ", "涙": "なみだ", "夢": "ゆめ", "身体": "からだ",
    "後": "あと", "日": "ひ", "人": "ひと", "音": "おと", "歌": "うた", "道": "みち",
    "金": "かね", "飯": "はん", "開け": "あけ", "開けて": "あけて",
}  # fmt: skip
"""Readings of words standing alone, as they are sung."""

_KANJI = re.compile("[\u3400-\u9fff\uf900-\ufaff々〆]")
_HIRAGANA = re.compile("[\u3041-\u309fー]+")
_TOPIC = re.compile(
    "(?<!^は)(?<=.)は$|^は$|(?<=きみ)は|(?<=ぼく)は|(?<=ぼくら)は|(?<=わたし)は|(?<=あなた)は"
    "|(?<=これ)は|(?<=それ)は|(?<=いま)は|(?<=きょう)は|(?<=こころ)は|(?<=よる)は|(?<=ゆめ)は"
)
_TOWARDS = re.compile("(?<=.)へ$|^へ$")
_PIECES = re.compile(
    "[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff々〆]+"
    "|[^\\W\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff々〆]+(?:['’-]\\w+)*"
    "|[^\\s\\w]+"
)


def words(text: str) -> list[str]:
    """Japanese text in words: each with the particles and endings that follow it."""
    found: list[str] = []
    for piece in _PIECES.findall(text):
        fresh = True
        for read in _read(piece) if _KANJI.search(piece) else _divided(piece):
            if found and _belongs(read.written, found[-1], fresh):
                found[-1] += read.written
            else:
                found.append(read.written)
            fresh = False
    return found


def _belongs(written: str, before: str, fresh: bool) -> bool:
    """Whether it ends the word before it (a particle, a mark) or that only was a polite "お"."""
    if fresh:
        return not re.search(r"\w", written)
    ending = _HIRAGANA.fullmatch(written) and not _HIRAGANA.fullmatch(before)
    return bool(ending) and not before.endswith("を") or before in {"お", "ご"}


@functools.lru_cache(maxsize=4096)
def kana(word: str) -> str:
    """How a word is spoken, in kana; the particles are written as they sound ("は" as "わ")."""
    spoken = word
    if _KANJI.search(word):
        spoken = "".join(read.kana for read in _read(word))
    return _TOWARDS.sub("え", _TOPIC.sub("わ", spoken))


def close() -> None:
    """Let the dictionary go."""
    _dictionary.cache_clear()


@functools.lru_cache(maxsize=1)
def _dictionary() -> "pykakasi.kakasi":
    # Not at the top: it imports much of the network, 40 ms that other languages need not pay.
    opened: pykakasi.kakasi = importlib.import_module("pykakasi").kakasi()
    return opened


def _read(text: str) -> list[Read]:
    """The dictionary's words, put right."""
    found = []
    for item in _dictionary().convert(text):
        written, reading = item["orig"], item["hira"]
        found.append(Read(written, SUNG.get(written, reading)))
    return found


def _divided(text: str) -> list[Read]:
    """Text without kanji: it ends a word behind "を", which only ever is a particle."""
    return [Read(part, part) for part in re.findall("[^を]+を?|を", text)]
