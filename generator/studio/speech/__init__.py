"""Words become speech sounds.

    languages                            which language a text, a line or a word is in
    spelling <- readings                 what is read aloud for a written word; Japanese in kana
    espeak <- ipa, periods, libespeak    a text in speech sounds, and spoken
    syllables                            what of those sounds goes on one note

`phones` holds the words that all of them, and the voice, use.
"""
