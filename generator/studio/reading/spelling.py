"""How notes and keys are spelt: letters follow the degrees of the key, so no F# beside a Gb."""

LETTERS = "CDEFGAB"
NATURAL = (0, 2, 4, 5, 7, 9, 11)

TONICS = {
    "major": ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B"),
    "minor": ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B"),
}
"""The usual name of each key, with the fewer sharps or flats."""

DEGREES = (0, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6)
"""The degree (0 the tonic) that a semitone above the tonic is written on."""


def note_name(pitch_class: int, key: int, mode: str) -> str:
    """Such as "Ab": a pitch class in a key (its tonic's pitch class; "major" or "minor").

    Where the degree would need a double sharp or flat, the plain note is written.
    """
    tonic = TONICS[mode][key % 12]
    above = (pitch_class - key) % 12
    letter = (LETTERS.index(tonic[0]) + DEGREES[above]) % 7
    sign = (pitch_class - NATURAL[letter] + 6) % 12 - 6
    if abs(sign) > 1:
        return TONICS["major"][pitch_class % 12]
    return LETTERS[letter] + {-1: "b", 0: "", 1: "#"}[sign]


def key_name(key: int, mode: str) -> str:
    """Such as "F# minor"."""
    return f"{TONICS[mode][key % 12]} {mode}"
