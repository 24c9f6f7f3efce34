"""Syllables out of speech sounds: every one a note can be sung on.

Consonants go to the syllable that follows as far as a word of the language could begin with them
(maximal onset: D. Kahn, "Syllable-based generalizations in English phonology", 1976), and no
syllable reaches over the end of a word. Where a word has no vowel its most sonorous sound takes
the note (G. N. Clements, "The role of the sonority cycle in core syllabification", 1990).
"""

import re
from collections.abc import Sequence

from generator.studio.speech.phones import Phone, Syllable

SONORITY = {
    "ptkbdɡqʔcɟ": 0, "fvszʃʒθðxɣχhɦħʕçʝɕʑʂʐβɸ": 1, "mnŋɲɴɱ": 2, "lɫɭʎʟ": 3, "ɹrɾɽɻʀʁ": 4,
    "jwɥɰ": 5,
}  # fmt: skip
"""How vowel-like a consonant is, by its first letter; affricates count as stops."""

CLUSTERS: dict[str, str] = {
    "en": "sp st sk sm sn sl sw sf spl spɹ stɹ skɹ skw θɹ ʃɹ tw dw θw spj skj stj hj mj nj lj vj",
    "de": "ʃp ʃt ʃm ʃn ʃl ʃv ʃɾ ʃpɾ ʃtɾ ʃpl kn ɡn ts pf tsv kv pfl pfɾ ps",
    "it": "sp st sk sm sn sl sf sb sd sɡ sv zb zd zɡ zm zn zl zv spr str skr spl sfr zbr",
    "fr": "sp st sk sm sn sl sf spl spʁ stʁ skʁ skw ps pn",
    "ru": "st sp sk sm sn sl sv str spr skr zd zn zm zl zv zdr vr vl vz vs vn mn mr ml dn kn ɡn"
    " tv dv kv ɡv ʃt tk pt kt ps",
    "nl": "sp st sk sm sn sl sx sxr str spr spl kn zw sw ts",
    "sv": "sp st sk sm sn sl sv str spr skr spl kn ɡn tv",
    "pl": "st sp sk sm sn sl sf str spr skr vr vl vz vs zd zn zm kt pt tf kf ɡv ɡn kn dn mn fs fʂ",
}  # fmt: skip
"""Beginnings of words besides a stop or fricative with a liquid or glide, which most have."""

NO_CLUSTERS = {"ja", "ko", "ar", "he", "tr", "fi"}
"""Languages whose syllables begin with one consonant, or one and a glide."""

FINAL_STRESS = {"fr", "ko", "ja", "zh"}
"""Where stress tells no words apart: the last syllable of a word of some length is marked."""

LIGHT: dict[str, str] = {
    "en": "a an the of to in on at and or but nor as is it its i i'm i'll i'd i've my me we us you"
    " your he she they them his her be been by for so if was were are am from with that this than"
    " do does did has have had can could will would shall should let just there when then into"
    " it's that's you're we're they're he's she's don't 'cause cause till like",
    "es": "el la los las un una de del al a en y e o u que se me te le lo nos mi tu su por para con"
    " sin es ni si como mis tus sus",
    "fr": "le la les un une de du des au aux à en et ou que qui se me te ne je tu il elle on nous"
    " vous ils mon ma mes ton ta tes son sa ses ce par pour sur sous dans avec est si pas mais",
    "de": "der die das den dem des ein eine einen einem einer und oder zu in im an am auf für von"
    " vom mit ist es ich du er sie wir ihr mich dich sich mir dir so wie als wenn dass bei nur",
    "it": "il lo la i gli le un uno una di del della dei a al alla in nel nella e o che mi ti si ci"
    " vi se per con su da non è ma come",
    "pt": "o a os as um uma de do da dos das em no na nos nas e ou que se me te lhe por para com é"
    " ao à meu teu seu mas",
    "nl": "de het een van in op en of te is ik je jij hij ze we mij die dat met voor aan zo",
    "sv": "en ett den det att i på och av är jag du han hon vi som med för till så om",
    "pl": "i a o w z na do za się nie to że jak po od mi ci",
    "ru": "и а в на с к о у я ты не что как за по от мне то же из",
    "el": "ο η το τα τον την του της και να θα με σε που μου σου",
    "tr": "ve bir bu da de o ki",
}  # fmt: skip
"""Words that want no strong beat (articles, pronouns, prepositions, auxiliaries)."""

_LIGHT = {language: frozenset(words.split()) for language, words in LIGHT.items()}
_CLUSTERS = {language: frozenset(begins.split()) for language, begins in CLUSTERS.items()}


def sonority(phone: Phone) -> int:
    """From 0 (stops) to 6 (vowels); sounds nobody knows count as fricatives."""
    if phone.vowel:
        return 6
    return next((height for letters, height in SONORITY.items() if phone.ipa[0] in letters), 1)


def light(word: str, language: str) -> bool:
    """Whether a written word is one of the small ones that want no strong beat."""
    bare = word.lower().replace("’", "'").strip(' .,;:!?…"“”«»()')
    return bare in _LIGHT.get(language, frozenset())


def divide(words: Sequence[str], phones: Sequence[Phone], language: str) -> tuple[Syllable, ...]:
    """The syllables of a line. Every word that has a sound has at least one.

    `phones` are in order of their words; `words` as written, whose letters are shared out.
    """
    found: list[Syllable] = []
    begin = 0
    while begin < len(phones):
        number = phones[begin].word
        end = begin
        while end < len(phones) and phones[end].word == number:
            end += 1
        found += _of_word(words[number], number, phones[begin:end], begin, language)
        begin = end
    return tuple(found)


def _of_word(
    word: str, number: int, phones: Sequence[Phone], offset: int, language: str
) -> list[Syllable]:
    nuclei = [place for place, phone in enumerate(phones) if sonority(phone) == 6]
    nuclei = nuclei or [max(range(len(phones)), key=lambda place: sonority(phones[place]))]
    cuts = [0]
    for before, after in zip(nuclei, nuclei[1:], strict=False):
        cuts.append(after - _onset(phones[before + 1 : after], language))
    cuts.append(len(phones))
    pieces = letters(word, len(nuclei))
    strong = _stressed(word, [phones[nucleus] for nucleus in nuclei], language)
    return [
        Syllable(piece, number, stress, offset + begin, offset + nucleus, offset + end)
        for piece, stress, begin, nucleus, end in zip(
            pieces, strong, cuts[:-1], nuclei, cuts[1:], strict=True
        )
    ]


def _onset(between: Sequence[Phone], language: str) -> int:
    """How many of the consonants between two vowels begin the second syllable."""
    many = 0
    while many < len(between) and _begins(between[len(between) - many - 1 :], language):
        many += 1
    return many


def _begins(phones: Sequence[Phone], language: str) -> bool:
    """Whether a word of the language may begin with these consonants."""
    if len(phones) == 1:
        return phones[0].ipa not in "ŋɴ"
    heights = [sonority(phone) for phone in phones]
    if len(phones) == 2 and heights[1] == 5 and language != "en":
        return True
    if language in NO_CLUSTERS or len(phones) > 3:
        return False
    if "".join(phone.ipa for phone in phones) in _CLUSTERS.get(language, frozenset()):
        return True
    # A stop, f, v or their soft kin and a liquid ("tr", "bl", "fl"; but nowhere "tl" and "dl").
    first, second = phones[0].ipa, phones[1].ipa
    liquid = heights[1] in {3, 4} and not (heights[1] == 3 and first in "td")
    glide = language == "en" and second in "jw" and first in "ptkbdɡf"
    usual = len(phones) == 2 and (heights[0] == 0 or first in "fvβðɣ")
    return usual and len(first) == 1 and (liquid or glide)


def _stressed(word: str, nuclei: Sequence[Phone], language: str) -> list[bool]:
    """Which syllables of a word want a strong beat."""
    if light(word, language):
        return [False] * len(nuclei)
    if language in FINAL_STRESS:
        last = len(nuclei) - 1
        mute = language == "fr" and last > 0 and nuclei[last].ipa == "ə"
        strong = last - 1 if mute else last
        if language == "ja":
            strong = 0
        return [place == strong for place in range(len(nuclei))]
    most = max(phone.stress for phone in nuclei)
    if most == 0:
        return [False] * len(nuclei)
    return [phone.stress == most for phone in nuclei]


_BEGINNING = re.compile(
    r"(?<=-)[^-]+$|(?:sch|ch|sh|th|ph|wh|gn|gl|qu|ll|ñ|ß|[szſ]?[ptkbdgcfv][rl]|st[rl]?|sp[rl]?|.)$"
)
"""The consonant letters that begin a syllable, at the end of those between two vowels."""

VOWEL_LETTERS = frozenset("aeiouyáàâäãåéèêëíìîïóòôöõøúùûüýæœαεηιουωάέήίόύώаеёиоуыэюя")


def letters(word: str, many: int) -> list[str]:
    """The written word in `many` pieces, each with a vowel letter where there are enough.

    Joined they are the word; a word of fewer letters than syllables ("W") gives empty pieces.
    """
    if many < 2:
        return [word] * many
    groups = _vowel_groups(word)
    if len(groups) == many + 1 and word.lower().rstrip(".,!?;:'\"’”)").endswith(("e", "es", "ed")):
        groups.pop()  # a silent e
    if len(groups) != many:
        cuts = [-(-place * len(word) // many) for place in range(many + 1)]
        return [word[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]
    cuts = [0]
    for (_, before), (after, _) in zip(groups, groups[1:], strict=False):
        begins = _BEGINNING.search(word.lower(), before, after)
        cuts.append(begins.start() if begins else after)
    cuts.append(len(word))
    return [word[a:b] for a, b in zip(cuts, cuts[1:], strict=False)]


def _vowel_groups(word: str) -> list[tuple[int, int]]:
    """Where the runs of vowel letters begin and end."""
    found: list[tuple[int, int]] = []
    for place, letter in enumerate(word.lower()):
        vowel = letter in VOWEL_LETTERS and not (letter == "y" and place == 0)
        if vowel and found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        elif vowel:
            found.append((place, place + 1))
    return found
