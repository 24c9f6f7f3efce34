"""Chord progressions by family, mode and part of the form, in Roman numerals.

Numerals count degrees of the major scale of the tonic, so minor keys write bIII, bVI, bVII.
A space ends a bar; two chords joined by a comma share one. Upper case is major, lower minor;
suffixes: 7 maj7 m7b5 9 add9 6 sus2 sus4 dim.
"""

PARTS = ("verse", "chorus", "bridge", "pre")

Family = dict[str, dict[str, list[str]]]

PROGRESSIONS: dict[str, Family] = {
    "pop": {
        "major": {
            "verse": ["I V vi IV", "I vi IV V", "I iii vi IV", "vi IV I V"],
            "chorus": ["IV V vi I", "I V vi IV", "IV I V vi", "vi IV I V"],
            "bridge": ["ii vi IV V", "vi iii IV V", "IV V iii vi"],
            "pre": ["ii IV vi V", "IV V IV V", "ii iii IV V"],
        },
        "minor": {
            "verse": ["i bVI bIII bVII", "i bVII bVI bVII", "i iv bVI bVII"],
            "chorus": ["bVI bVII i bIII", "bVI bIII bVII i", "i bVI bIII bVII"],
            "bridge": ["iv bVI bIII bVII", "bVI iv i bVII"],
            "pre": ["iv v bVI bVII", "bVI bVI bVII bVII"],
        },
    },
    "ballad": {
        "major": {
            "verse": ["I V vi iii,IV", "I iii IV V", "I Imaj7 IV V", "I vi ii V"],
            "chorus": ["IV V iii vi", "I V vi IV", "I iii IV iv"],
            "bridge": ["vi iii IV V", "ii V iii vi"],
            "pre": ["ii V iii vi", "IV iii ii V"],
        },
        "minor": {
            "verse": ["i bVI bIII bVII", "i v bVI iv", "i iv bVII bIII"],
            "chorus": ["bVI bVII i i", "bVI bIII iv V"],
            "bridge": ["iv bVII bIII bVI", "bVI iv i V"],
            "pre": ["iv i iv V", "bVI bVII iv V"],
        },
    },
    "dance": {
        "major": {
            "verse": ["vi IV I V", "I IV vi V"],
            "chorus": ["IV V vi I", "I V vi IV", "vi IV I V"],
            "bridge": ["IV vi I V", "ii IV vi V"],
            "pre": ["IV IV V V", "ii IV V V"],
        },
        "minor": {
            "verse": ["i bVI bVII iv", "i i bVI bVII", "i bVI bIII bVII"],
            "chorus": ["bVI bVII i bIII", "i bVI bIII bVII", "bVI i bVII v"],
            "bridge": ["iv bVI i bVII", "bVI bVI iv bVII"],
            "pre": ["iv iv bVII bVII", "bVI bVI bVII bVII"],
        },
    },
    "rock": {
        "major": {
            "verse": ["I I IV V", "I bVII IV I", "I IV I V"],
            "chorus": ["I V bVII IV", "IV I V V", "I V vi IV"],
            "bridge": ["vi V IV IV", "bVII IV I V"],
            "pre": ["IV V IV V", "ii IV V V"],
        },
        "minor": {
            "verse": ["i i bVI bVII", "i bVII bVI bVII", "i bIII bVII IV"],
            "chorus": ["i bVI bIII bVII", "bVI bVII i i", "bIII bVII i bVI"],
            "bridge": ["iv i bVI V", "bVI bVI bVII bVII"],
            "pre": ["iv bVI bVII bVII", "bVI bVII bVI bVII"],
        },
    },
    "metal": {
        "major": {
            "verse": ["I bVII I bII", "I I bVI bVII"],
            "chorus": ["bVI bVII I I"],
            "bridge": ["bII I bII I"],
            "pre": ["bVI bVII bVI bVII"],
        },
        "minor": {
            "verse": ["i i bII i", "i bVI i bVII", "i i bVI bV"],
            "chorus": ["i bVI bVII bIII", "bVI bVII i i", "i bIII bVI bVII"],
            "bridge": ["i bII i bII", "bVI v iv bII"],
            "pre": ["bVI bVI bVII bVII", "iv iv bVI bVII"],
        },
    },
    "jazz": {
        "major": {
            "verse": ["Imaj7 vi7 ii7 V7", "ii7 V7 Imaj7 VI7", "Imaj7,vi7 ii7,V7 iii7,VI7 ii7,V7"],
            "chorus": ["ii7 V7 Imaj7 vi7", "IVmaj7 iv7 iii7 VI7", "Imaj7 IV7 iii7,VI7 ii7,V7"],
            "bridge": ["iii7 VI7 ii7 V7", "III7 VI7 II7 V7"],
            "pre": ["ii7 V7 iii7 VI7"],
        },
        "minor": {
            "verse": ["i7 iv7 iim7b5 V7", "i7 bVImaj7 iim7b5 V7"],
            "chorus": ["iv7 bVII7 bIIImaj7 bVImaj7", "i7 iv7 bVII7 bIIImaj7"],
            "bridge": ["iv7 bVII7 bIIImaj7 V7", "bVImaj7 iim7b5 V7 i7"],
            "pre": ["iim7b5 V7 iim7b5 V7"],
        },
    },
    "soul": {
        "major": {
            "verse": ["Imaj7 iii7 IVmaj7 ii7,V7", "Imaj7 vi7 ii7 V9"],
            "chorus": ["IVmaj7 iii7 ii7 Imaj7", "IVmaj7 V9 iii7 vi7"],
            "bridge": ["ii7 iii7 IVmaj7 V9", "vi7 ii7 IVmaj7 V9"],
            "pre": ["ii7 iii7 IVmaj7 V9"],
        },
        "minor": {
            "verse": ["i9 iv9 i9 bVImaj7,V7", "i7 bVImaj7 iv7 v7", "i9 IV9 i9 IV9"],
            "chorus": ["iv7 bVII9 bIIImaj7 bVImaj7", "bVImaj7 v7 iv7 i7"],
            "bridge": ["bVImaj7 bVII9 i7 i7", "iv7 v7 bVImaj7 V7"],
            "pre": ["iv7 v7 bVImaj7 bVII9"],
        },
    },
    "vamp": {
        "major": {
            "verse": ["I7 I7 IV9 I7", "I9 IV9 I9 IV9"],
            "chorus": ["IV9 I9 IV9 V9", "I9 bVII9 IV9 I9"],
            "bridge": ["IV9 IV9 bVII9 V9"],
            "pre": ["ii7 ii7 V9 V9"],
        },
        "minor": {
            "verse": ["i9 i9 IV9 IV9", "i7 IV9 i7 IV9"],
            "chorus": ["bVImaj7 bVII9 i9 i9", "iv7 bVII9 i9 IV9"],
            "bridge": ["iv7 iv7 bVII9 bVII9"],
            "pre": ["iv7 iv7 V7 V7"],
        },
    },
    "blues": {
        "major": {
            "verse": ["I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7"],
            "chorus": ["I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7"],
            "bridge": ["IV7 IV7 I7 I7 IV7 IV7 V7 V7"],
            "pre": ["IV7 IV7 V7 V7"],
        },
        "minor": {
            "verse": ["i7 iv7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 V7"],
            "chorus": ["i7 i7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 V7"],
            "bridge": ["iv7 iv7 i7 i7 iv7 iv7 V7 V7"],
            "pre": ["iv7 iv7 V7 V7"],
        },
    },
    "folk": {
        "major": {
            "verse": ["I I IV I", "I V IV I", "I IV I V", "I vi IV I"],
            "chorus": ["IV I V I", "IV V I vi", "I IV V I"],
            "bridge": ["vi IV I V", "ii IV I V"],
            "pre": ["IV V IV V", "vi vi IV V"],
        },
        "minor": {
            "verse": ["i bVII i v", "i bIII bVII i", "i bVI bVII i"],
            "chorus": ["bIII bVII i i", "bVI bVII i bIII"],
            "bridge": ["iv i bVII i", "bVI bIII iv v"],
            "pre": ["iv i bVII bVII", "bVI bVI bVII bVII"],
        },
    },
    "calm": {
        "major": {
            "verse": ["Iadd9 IVadd9 vi7 IVadd9", "Imaj7 iii7 IVmaj7 IVmaj7",
                "Iadd9 Iadd9 IVmaj7 Vsus4"],
            "chorus": ["IVmaj7 Iadd9 vi7 Vsus4", "vi7 IVadd9 Iadd9 Vsus4"],
            "bridge": ["ii7 IVmaj7 vi7 Vsus4"],
            "pre": ["IVadd9 Vsus4 IVadd9 Vsus4"],
        },
        "minor": {
            "verse": ["iadd9 bVImaj7 bIIIadd9 bVIIsus4", "iadd9 iadd9 bVImaj7 iv7"],
            "chorus": ["bVImaj7 bIIIadd9 bVIIsus4 iadd9", "iv7 bVImaj7 iadd9 bVIIadd9"],
            "bridge": ["iv7 v7 bVImaj7 bVImaj7"],
            "pre": ["bVImaj7 bVIIsus4 bVImaj7 bVIIsus4"],
        },
    },
    "film": {
        "major": {
            "verse": ["I iii IV iv", "I bVI IV V", "I V ii IV"],
            "chorus": ["I bVI bIII bVII", "IV V vi bVI,bVII", "I III vi IV"],
            "bridge": ["vi iii IV I", "bVI bVII I I"],
            "pre": ["ii IV V V", "bVI bVI bVII bVII"],
        },
        "minor": {
            "verse": ["i bVI iv V", "i bIII bVII iv", "i v bVI iv"],
            "chorus": ["i bVI bIII bVII", "i bVI iv V", "bVI bVII i i"],
            "bridge": ["iv i V i", "bVI bIII iv V"],
            "pre": ["iv iv V V", "bVI bVI V V"],
        },
    },
    "dark": {
        "major": {
            "verse": ["I bVI I bVII", "vi IV vi V"],
            "chorus": ["vi IV I V", "IV vi V vi"],
            "bridge": ["IV IV vi vi"],
            "pre": ["IV IV V V"],
        },
        "minor": {
            "verse": ["i i bVI bVI", "i bVI i v", "i iv i bVI"],
            "chorus": ["i bVI bIII bVII", "bVI i v i", "i bII bVI v"],
            "bridge": ["iv iv bVI bVI", "bVI v i i"],
            "pre": ["iv iv v v"],
        },
    },
    "island": {
        "major": {
            "verse": ["I IV I V", "I V vi IV", "I I ii ii"],
            "chorus": ["I V vi IV", "IV V I I", "I IV V IV"],
            "bridge": ["vi vi IV V", "ii V ii V"],
            "pre": ["IV IV V V"],
        },
        "minor": {
            "verse": ["i iv i iv", "i bVII i bVII", "i bVI bIII bVII"],
            "chorus": ["i bVI bIII bVII", "i iv bVII bIII", "iv i V i"],
            "bridge": ["bVI bVII i i", "iv iv V V"],
            "pre": ["iv iv V V"],
        },
    },
}  # fmt: skip
