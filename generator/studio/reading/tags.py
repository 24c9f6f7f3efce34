"""Section tags of lyrics, in the spellings and languages people really write them.

The kinds are the fourteen of MiniMax's music models (https://platform.minimax.io/docs, section
structure): intro, verse, prechorus, chorus, postchorus, hook, bridge, interlude, transition,
break, build, inst, solo, outro.
"""

import re
import unicodedata

KINDS: list[tuple[str, str]] = [
    ("prechorus", "pre ?(chorus|hook|refrain|coro|estribillo)|lift|b ?メロ|サビ前|导歌|導歌"),
    ("postchorus", "(post|after) ?(chorus|refrain|estribillo|coro)"),
    ("chorus", "chorus(es)?|chor|refrain|drop|estribillo|coro|refrao|ritornello|kehrvers"
     "|kehrreim|refrang|refren|refrein|nakarat|припев|후렴|サビ|副歌|コーラス|合唱|ρεφρεν"),
    ("hook", "hook"),
    ("verse", "verse|verses|vers|strophe|stanza|rap|verso|estrofa|couplet|strofa|strofe|kita|verset"
     "|v|куплет|절|主歌|a ?メロ|ヴァース|第[一二三四五六七八九十0-9]+[段节節]|κουπλε"),
    ("bridge", "bridge|middle (8|eight)|c ?part|puente|ponte|pont|brucke|brug|bro|most|kopru|бридж"
     "|мост|브릿지|桥段|橋段|ブリッジ|c ?メロ|大サビ|过渡"),
    ("build", "build|build ?up|buildup|rise|riser|aufbau|subida|montee"),
    ("break", "break|breakdown|pausa|间断"),
    ("interlude", "interlude|interludio|interludium|zwischenspiel|intermezzo"
     "|间奏|間奏|간주|проигрыш"),
    ("transition", "transition|transicion|transicao|transizione|ubergang"),
    ("solo", "solo|соло|솔로|ソロ|独奏|獨奏"),
    ("inst", "inst|instr|instrumental|riff|연주|伴奏|インスト"),
    ("intro", "intro|introduction|introduccion|introducao|introduzione|opening|einleitung|entrada"
     "|вступление|интро|인트로|前奏|イントロ"),
    ("outro", "outro|ending|end|coda|fade ?out|finale|final|fin|fine|schluss|ende|cierre|fim|конец"
     "|аутро|아웃트로|尾奏|尾声|尾聲|结尾|結尾|アウトロ|エンディング"),
]  # fmt: skip
"""Words (small, without accents, hyphens as spaces) that say of which kind a tag is.

Any word of the tag may be one ("Guitar Solo", "Final Chorus"); the first kind that fits wins.
"""

_BRACKETED = re.compile(r"^\s*[\[【［]\s*([^\]】］]{1,60}?)\s*[\]】］]\s*[:：]?\s*(.*)$")
_BARE = re.compile(
    r"^\s*[(（*#_]*\s*([^\W_][^()（）\[\]*_\n]{0,28}?)\s*[)）*_]*\s*([:：]?)\s*[*_]*\s*$"
)
_NUMBER = re.compile(r"(?:[\s#.:]*(?:[0-9]{1,2}|[ivx]{1,4}|one|two|three|four|x ?\d)\b\.?)+$")
_AFTER = r"(?:s|\d+)?(?![a-zа-яё])"
_KNOWN = [(kind, re.compile(rf"(?<![a-zа-яё])(?:{words}){_AFTER}")) for kind, words in KINDS]
_WHOLE = re.compile("|".join(f"(?:{words})" for _, words in KINDS))


def kind_of(tag: str) -> str | None:
    """The kind a tag means ("Pre-Chorus 2" is a prechorus), or None for one nobody knows."""
    name = _simple(tag)
    return next((kind for kind, words in _KNOWN if words.search(name)), None)


def split(line: str) -> tuple[str, str] | None:
    """A tag and what follows on its line, or None where there is none.

    Without brackets a tag must stand alone and be wrapped, numbered or followed by a colon:
    "Chorus:", "(Chorus)", "**Verse 2**", "Verse 1"; a single word in capitals will do ("CHORUS").
    """
    bracketed = _BRACKETED.match(line)
    if bracketed:
        return bracketed[1], bracketed[2]
    bare = _BARE.match(line)
    if not bare:
        return None
    name = _simple(bare[1])
    whole = _NUMBER.sub("", name).strip()
    wrapped = bare[2] or whole != name or re.search("[(（*#_]", line) or bare[1].isupper()
    return (bare[1], "") if wrapped and _WHOLE.fullmatch(whole) else None


def _simple(tag: str) -> str:
    """A tag in small letters without accents, hyphens and what follows a colon."""
    tag = unicodedata.normalize("NFKC", tag).lower()
    tag = re.split(r"[:,|–—(]|\s-\s", tag)[0] or tag
    decomposed = unicodedata.normalize("NFD", tag)
    latin = re.sub(r"(?<=[a-z])[\u0300-\u036f]", "", decomposed)
    return unicodedata.normalize("NFC", re.sub(r"[-_\s]+", " ", latin)).strip()
