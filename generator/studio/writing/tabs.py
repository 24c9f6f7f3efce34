"""What the rhythm section plays, written down bar by bar: one character is one sixteenth.

A dot rests and a dash holds the note before it. A bar of 4/4 has 16 characters; other metres cut
or lengthen it (`fit`), and styles with a three-beat bar of their own list it under "three".
Each style has three weights: light (verses, calm), main, full (choruses).

Bass:   R root   3 5 7 the chord's tones   8 octave   a a step below the next chord's root
        n the next chord's root itself
Chords: C chord   c the same, short and quiet   L its root, low   1-6 its tones, upwards
        D U strum down, up   P root, fifth and octave   p the same, palm-muted
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """One way to play, in three weights, and what it becomes in three-four time."""

    light: str
    main: str
    full: str
    three: str = ""

    def bar(self, weight: int, steps: int, turn: int = 0) -> str:
        """The bar for a weight 0..2; styles with several bars separated by `|` take turns."""
        if self.three and steps == 12:
            return _turn(self.three, turn)
        return fit(_turn((self.light, self.main, self.full)[weight], turn), steps)


def _turn(bars: str, turn: int) -> str:
    choices = bars.split("|")
    return choices[turn % len(choices)]


def fit(bar: str, steps: int) -> str:
    """Cut a bar, or lengthen it from its own beginning."""
    return (bar * (-(-steps // len(bar))))[:steps]


WALTZ_BASS = "R-----------|R-------5---"

BASS = {
    "long": Style("R---------------", "R---------R-----", "R-------..R-5-a-", WALTZ_BASS),
    "root five": Style("R-------5-------", "R-----..5-----..", "R-----R.5-----a-", WALTZ_BASS),
    "pop": Style("R-----..R-R---..", "R------RR-R-..5-", "R-R-..R-R-R-..a-", WALTZ_BASS),
    "eighths": Style("R-----..R-----..", "R.R.R.R.R.R.R.R.", "R-R-R-R-R-R-R-5-", "R-R-R-R-R-R-"),
    "gallop": Style("R-------R-------", "R.RRR.RRR.RRR.RR", "R.RRR.RRR.RRR.RR", "R.RRR.RRR.RR"),
    "offbeat": Style("..R-..R-..R-..R-", "..R-..R-..R-..R-", "..RR..RR..RR..R8", "..R-..R-..R-"),
    "octaves": Style("R-..8-..R-..8-..", "R.8.R.8.R.8.R.8.", "R.8.R.8.R.8.5.a.", "R.8.R.8.R.8."),
    "pulse": Style("R.R.R.R.R.R.R.R.", "R.R.R.R.R.R.R.R.", "R.R.R.R.R.R.R.R8", "R.R.R.R.R.R."),
    "drive": Style("R.RRR.RRR.RRR.RR", "RRRRRRRRRRRRRRRR", "RRRRRRRRRRRRRR8R", "RRRRRRRRRRRR"),
    "walk": Style(
        "R-------5-------", "R---3---5---a---", "R---5-3-5---a---|R---8---5---a---", "R---3---a---"
    ),
    "shuffle": Style(
        "R---R---5---5---", "R---3---5---7---|R---3---5---a---", "R-R-3-3-5-5-7-a-", "R---3---5---"
    ),
    "funk": Style(
        "R-....8.....5-R-",
        "R..R..8.-.7.R.5.|R..R..8.5...7.a.",
        "R.RR..8..R7.8.5a|R..R.8.R..7.58a.",
        "R..R..8..7.5",
    ),
    "soul": Style(
        "R------R..R-..5-", "R--..R-R..R-5-a-|R--..5-R..8-5-a-", "R--R..5R..R-5-a-", "R-----5-..a-"
    ),
    "boom": Style(
        "R---------------|R-----R---......",
        "R-----R---R-----|R-----....R-5---",
        "R--R--R---R--R--|R--R------R-5-8-",
        "R-----------",
    ),
    "hip hop": Style(
        "R-------..R-....", "R------R..R-....|R------R..R-5-a-", "R------R..R-.R5-", "R-----..R-.."
    ),
    "reggae": Style(
        "R-----..5---....",
        "....R-R-5---3-R-|R---..5-8---5-..",
        "....R-R-5-R-3-R-|R-R-..5-8-5-3-a-",
        "R---5-R-3-..",
    ),
    "bossa": Style("R-----..5-----..", "R-----R-5-----5-", "R-----R-5-----a-", WALTZ_BASS),
    "tresillo": Style("R-----R-----5-..", "R--R--R-R--R--R-", "R--R--R-R--R--5-", "R-----5-R---"),
    "tumbao": Style("n-....5-----n---", "......5-----n---", "......5-....n-n-", "....5---n---"),
    "break": Style(
        "R---------------", "R---------R-----", "R-----R-....R---|R---------R-5-8-", "R-----------"
    ),
}

COMP = {
    "held": Style("C---------------", "C---------------", "C-------C-------", "C-----------"),
    "quarters": Style("C-------C-------", "C---C---C---C---", "L-C-C-C-L-C-C-C-", "L---C---C---"),
    "ballad": Style(
        "D---------------",
        "1-2-3-4-5-4-3-2-|1-3-2-4-3-5-4-3-",
        "L-2-C-3-L-2-C-4-|L-2-3-C-L-3-C-3-",
        "1-2-3-4-3-2-",
    ),
    "arpeggio": Style(
        "1---3---2---4---", "1-2-3-4-3-2-3-2-|1-3-2-3-4-3-2-3-", "1-2-3-4-5-4-3-2-", "1-2-3-4-3-2-"
    ),
    "fingers": Style(
        "L---3---2---3---", "L-3-2-4-L-3-2-3-|L-2-3-4-L-3-4-2-", "L-3-24.3L-3-24.3", "L-2-3-4-3-2-"
    ),
    "strum": Style(
        "D-------D-----U-", "D---D-U-..U-D-U-", "D-U-D-U-D.U-D-UU|D---D-UU..U-D-U-", "D---D-U-D-U-"
    ),
    "boom chick": Style("L---D---L---D---", "L---D-U-L---D-U-", "L-..D-U-L-U-D-UU", "L---D---D-U-"),
    "eighths": Style("P---------------", "p.p.p.p.p.p.p.p.", "P-P-P-P-P-P-P-P-", "P-P-P-P-P-P-"),
    "rock": Style(
        "P---------------",
        "P-----P-..P-....|P-----P-P---P-..",
        "P-P-..P-P-P-..P-|P---P-P-..P-P-P-",
        "P-----P-P---",
    ),
    "chug": Style(
        "P---------------", "P-ppp.ppP-ppp.pp", "pp.pp.ppP---P---|p.ppp.ppP---P-P-", "P-pp.ppppp.p"
    ),
    "stabs": Style(
        "C---------------",
        "..C...C...C...C.|..C..C..C..C..C.",
        "C..C..C..C..C.C.|C..C..C.C..C..C.",
        "..C...C...C.",
    ),
    "pump": Style("C---------------", "..C-..C-..C-..C-", "C-C-C-C-C-C-C-C-", "..C-..C-..C-"),
    "skank": Style("..C...C...C...C.", "..C...C...C...C.", "..C...Cc..C...Cc", "..C...C...C."),
    "scratch": Style(
        "..c...C...c.cC..",
        "C.c...C.c.cC..c.|..c.C.c.c.c.C.cc",
        "C.ccC.c.c.cCc.cC|c.C.cc.Cc.C.cc.C",
        "C.c.C.c.c.Cc",
    ),
    "comp": Style(
        "C---------......",
        "..C-......C.....|C--...C-........|......C-....C-..",
        "C--C......C-..C.|..C-..C-....C-..",
        "....C--...C-|..C-....C---",
    ),
    "keys": Style(
        "C---------------",
        "C-----C-----C---|C-----C-....C---",
        "C---..C-..C-C---|C--C--C-..C-C-C-",
        "C-----C-C---",
    ),
    "bossa": Style(
        "C-....C-....C-..", "C-..C-..C-...C-.|..C-..C-C-..C-..", "C-..C-.C-.C-..C-", "C-..C-..C-.."
    ),
    "montuno": Style(
        "3-C.1-C.3-.C1-C.|.3C.1-C.3-.C.1C.",
        "3-C.1-C.3-.C1-C.|.3C.1-C.3-.C.1C.",
        "3-C.1-CC3-.C1-C.|.CC.1-C.3CC.C1C.",
        "3-C.1-C.3.C.",
    ),
    "plucks": Style("C--C--C-........", "C--C--C-C--C--C-", "C--C--C-C--C--C-", "C--C--C-C--."),
    "bubble": Style("..c.c.c...c.c.c.", "..C.c.c...C.c.c.", "..C.c.C...C.c.C.", "..C.c.c...C."),
    "clav": Style("1..11.c..1.1c..1", "1.c11.c..1.1c.11", "1.c11.cc.1.1c.11", "1..11.c..1.1"),
    "roll": Style("1-..3-..2-..4-..", "13.413.413.413.4", "1342134213421342", "134213421342"),
    "horns": Style(
        "................",
        "............C.C.|......C---......",
        "..C.C...C-....C.|C...C-..C.C.C---",
        "......C.C...",
    ),
    "spiccato": Style("C---------------", "C.C.C.C.C.C.C.C.", "C.CCC.CCC.CCC.CC", "C.CCC.CCC.C."),
    "sixteenths": Style("1324132413241324", "1324132413241324", "1356135613561356", "132413241324"),
    "trance": Style("1..3..2..4..3.2.", "1.35.3.51.35.3.5", "5312531253125312", "531253125312"),
    "sparkle": Style(
        "....5...........",
        "....5.....6.....|......6.....5...",
        "5...6.5.....6...|..6...5...6.5...",
        "....5...6...",
    ),
    "answer": Style(
        "................",
        "............5-6-|................",
        "............6-5-|........5-6-5-..",
        "......5-6-5-",
    ),
}
"""Chord instruments and riffs alike: a riff is a chord played one tone at a time."""

CALMER = {
    "boom chick": "fingers",
    "bossa": "quarters",
    "comp": "quarters",
    "montuno": "arpeggio",
    "plucks": "quarters",
    "scratch": "quarters",
    "spiccato": "quarters",
}
"""What chord instruments play instead in a song much calmer than its genre."""

BUSIER = {"arpeggio": "sixteenths", "sparkle": "trance", "answer": "trance"}
"""What riffs become in a song much more energetic than its genre."""
