"""The languages of lyrics: two-letter codes, and the three letters that tags of files want."""

# https://www.loc.gov/standards/iso639-2/php/code_list.php, the terminology codes (ISO 639-2/T).
_CODES = """
af:afr ar:ara bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng eo:epo es:spa
et:est eu:eus fa:fas fi:fin fr:fra ga:gle gl:glg gu:guj he:heb hi:hin hr:hrv hu:hun hy:hye id:ind
is:isl it:ita ja:jpn ka:kat kk:kaz kn:kan ko:kor la:lat lt:lit lv:lav mk:mkd ml:mal mr:mar ms:msa
mt:mlt nb:nob ne:nep nl:nld nn:nno no:nor pa:pan pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi
sr:srp sv:swe sw:swa ta:tam te:tel th:tha tr:tur uk:ukr ur:urd vi:vie zh:zho"""
_TERMINOLOGY = dict(pair.split(":") for pair in _CODES.split())
UNDETERMINED = "und"


def terminology_code(language: str) -> str:
    """The ISO 639-2 code for "en", "pt-BR" or "cmn"; "und" for a language that is not known."""
    base = language.lower().replace("_", "-").split("-")[0]
    if len(base) == 3 and base.isascii() and base.isalpha():
        return base
    return _TERMINOLOGY.get(base, UNDETERMINED)
