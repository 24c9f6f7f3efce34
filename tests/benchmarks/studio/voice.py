"""How clearly and how truly the studio sings: `python -m tests.benchmarks.studio.voice`.

Held-out lines are sung, four to a song, and a recogniser (pocketsphinx, American English) hears
them one by one: once with the 24 lines of their set to choose from ("line"), once with any row of
the set's words ("WER"). The pitch is what Harvest (M. Morise, 2017) finds, against what the lead
was asked to sing; a vowel's frame in which nothing is found is a miss. Every prompt gets a set of
lines of its own, or with `--all` all of them; `--mix` asks for the lines in the finished MP3 as
well. Needs the `bench` extra.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyworld
from pocketsphinx import Decoder, get_model_path

from generator.studio import Brief, render
from generator.studio.output import encode
from generator.studio.reading import lyrics, plan
from generator.studio.voice import singer
from generator.studio.writing import arrange
from tests.benchmarks.studio.lines import SETS
from tests.benchmarks.studio.listening import decode

Sound = npt.NDArray[np.float32]

HEARD = 16_000
"""The recogniser's rate."""

PROMPTS = ("pop, male singer", "pop, female singer", "ballad, female singer", "rock, male singer",
           "folk, female singer", "soul, male singer")  # fmt: skip

TOGETHER = 4


class Listener:
    """A recogniser that knows one set of lines and its words."""

    def __init__(self, lines: Sequence[str], folder: Path) -> None:
        lines = [line.lower() for line in lines]  # as the dictionary has them
        grammar, words = folder / "lines.gram", folder / "words.fsg"
        grammar.write_text(f"#JSGF V1.0;\ngrammar g;\npublic <l> = {' | '.join(lines)} ;\n")
        known = sorted({word for line in lines for word in line.split()})
        chance = 1 / len(known)
        loop = [f"TRANSITION 0 1 {chance:.5f} {word}" for word in known]
        head = ["FSG_BEGIN g", "NUM_STATES 2", "START_STATE 0", "FINAL_STATE 1"]
        words.write_text("\n".join([*head, *loop, "TRANSITION 1 0 0.7", "FSG_END"]) + "\n")
        self.choose = _decoder(jsgf=str(grammar))
        self.spell = _decoder(fsg=str(words))

    def hear(self, sound: Sound) -> tuple[str, str]:
        """The line chosen, and the words heard."""
        silence = np.zeros(HEARD // 2)
        loud = np.concatenate([silence, 0.6 * sound / (np.abs(sound).max() + 1e-6), silence])
        loud = loud + np.random.default_rng(0).normal(0, 1e-4, len(loud))
        raw = (loud * 32_767).astype("<i2").tobytes()
        return _heard(self.choose, raw), _heard(self.spell, raw)


def _decoder(**search: str) -> Decoder:
    model, words = get_model_path("en-us/en-us"), get_model_path("en-us/cmudict-en-us.dict")
    return Decoder(hmm=model, dict=words, samprate=HEARD, loglevel="FATAL", **search)


def _heard(decoder: Decoder, raw: bytes) -> str:
    decoder.start_utt()
    decoder.process_raw(raw, full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return found.hypstr if found else ""


def mistakes(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to be put in, left out or changed (V. Levenshtein, 1966)."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, start=1):
        before, row = row, [number]
        for place, other in enumerate(heard):
            changed = before[place] + (word != other)
            row.append(min(changed, before[place + 1] + 1, row[place] + 1))
    return row[-1]


def pitch(line: singer.SungLine) -> tuple[int, int]:
    """Frames of vowels, and those of them within 50 cents of what was asked."""
    sound = encode.resample(line.lead[None], HEARD)[0].astype(np.float64)
    found, _ = pyworld.harvest(sound, HEARD, 65, 1000, 1000 * singer.FRAME)
    many = min(len(found), len(line.curve))
    asked, found = line.curve[:many], found[:many]
    midi = 69 + 12 * np.log2(np.maximum(found, 1) / 440)
    true = (found > 0) & (np.abs(midi - asked) < 0.5)
    return int((~np.isnan(asked)).sum()), int(true.sum())


def alone(prompt: str, lines: Sequence[str]) -> Iterator[tuple[str, singer.SungLine]]:
    """Each line as the singer alone sings it in its song."""
    score = arrange.compose(plan.read(prompt, 5), lyrics.read("[Verse]\n" + "\n".join(lines)))
    left = list(lines)
    numbers = sorted(score.lines)
    for number, sung in zip(numbers, singer.sing(score), strict=True):
        if score.lines[number].text in left:
            left.remove(score.lines[number].text)
            yield score.lines[number].text, sung


def mixed(prompt: str, lines: Sequence[str]) -> Iterator[tuple[str, Sound]]:
    """Each line as it is heard in the finished song."""
    song = render(Brief(prompt, "[Verse]\n" + "\n".join(lines), seed=5))
    heard = decode(song.mp3)
    sound = encode.resample(heard.mono[None], HEARD)[0]
    left = list(lines)
    for number in sorted({word.line for word in song.words}):
        words = [word for word in song.words if word.line == number]
        text = " ".join(word.text for word in words)
        if text in left:
            left.remove(text)
            begin, end = max(0.0, words[0].start - 0.25), words[-1].end + 0.2
            yield text, sound[int(begin * HEARD) : int(end * HEARD)]


def measure(prompt: str, sets: Sequence[Sequence[str]], mix: bool) -> Counter[str]:
    """What is counted of a prompt's voice alone, and in the mix if asked."""
    count: Counter[str] = Counter()
    for lines in sets:
        with tempfile.TemporaryDirectory() as folder:
            listener = Listener(lines, Path(folder))
        for start in range(0, len(lines), TOGETHER):
            four = lines[start : start + TOGETHER]
            count["lines"] += len(four)
            for text, line in alone(prompt, four):
                asked, true = pitch(line)
                count["asked"] += asked
                count["true"] += true
                lead = encode.resample(line.lead[None], HEARD)[0]
                chosen, words = listener.hear(lead)
                count["chosen"] += chosen == text.lower()
                count["wrong"] += mistakes(text.lower().split(), words.split())
                count["words"] += len(text.split())
            for text, sound in mixed(prompt, four) if mix else ():
                chosen, _ = listener.hear(sound)
                count["mix chosen"] += chosen == text.lower()
    return count


def show(name: str, count: Counter[str], mix: bool) -> None:
    """Print one row."""
    lines_ = count["lines"]
    print(
        f"{name:24} {lines_:4} lines: {count['chosen'] / lines_:6.1%} right line, "
        f"WER {count['wrong'] / count['words']:6.1%}, "
        f"pitch {count['true'] / count['asked']:6.1%}"
        + (f", in the mix {count['mix chosen'] / lines_:6.1%}" if mix else ""),
        flush=True,
    )


def main(arguments: list[str]) -> None:
    """A row for each prompt."""
    reading = argparse.ArgumentParser(description=__doc__)
    reading.add_argument("--all", action="store_true")
    reading.add_argument("--mix", action="store_true")
    asked = reading.parse_args(arguments)
    whole: Counter[str] = Counter()
    for number, prompt in enumerate(PROMPTS):
        sets = SETS if asked.all else [SETS[number % len(SETS)]]
        count = measure(prompt, sets, asked.mix)
        show(prompt, count, asked.mix)
        whole += count
    show("all of them", whole, asked.mix)


if __name__ == "__main__":
    main(sys.argv[1:])
