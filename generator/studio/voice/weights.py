"""The weights of the English voice, read straight out of the installed `hibari-tts` package.

An ONNX file is a protobuf message (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto); the
few fields that hold tensors are read here, so that neither onnx nor onnxruntime is loaded.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from generator.studio.samples import Samples

FLOAT, INT8 = 1, 3
"""`TensorProto.DataType`, the two kinds that matter here."""

_KINDS: dict[int, Any] = {FLOAT: np.dtype("<f4"), INT8: np.dtype("i1")}

_ATTENTION = {
    "/Transpose_2": "m.text.attn.in",
    "/out_proj/Transpose": "m.text.attn.out",
    "/linear1/Transpose": "m.text.attn.up",
    "/linear2/Transpose": "m.text.attn.down",
    "/Transpose_25": "pn.text.attn.in",
    "/out_proj_4/Transpose": "pn.text.attn.out",
    "/linear1_4/Transpose": "pn.text.attn.up",
    "/linear2_4/Transpose": "pn.text.attn.down",
}
"""Names the exporter gave to matrices that both text encoders have."""


def assets() -> Path | None:
    """The folder with the voice's files; None where `hibari-tts` is not installed."""
    spec = find_spec("hibari")
    folder = Path(spec.origin).parent / "assets" if spec and spec.origin else None
    return folder if folder and (folder / "hibari.onnx").is_file() else None


@lru_cache(maxsize=1)
def vocabulary(folder: Path) -> dict[str, int]:
    """The number of each letter of the voice's phonetic alphabet."""
    letters: dict[str, int] = json.loads((folder / "vocab.json").read_text("utf-8"))
    return letters


def load(path: Path) -> dict[str, Samples]:
    """Every matrix and vector of the file by name, float32; int8 ones times their scale."""
    model = memoryview(path.read_bytes())
    graph = next(_messages(model, 7))
    tensors = dict(_tensor(message) for message in _messages(graph, 5))
    found: dict[str, Samples] = {}
    for name, tensor in tensors.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            found[_plain(base)] = tensor.astype(np.float32) * tensors[base + "_scale"]
        elif tensor.dtype == np.float32 and not name.endswith("_scale"):
            found[name] = tensor
    return found


def _plain(name: str) -> str:
    """The matrix's place in the network, from the name of the graph's edge."""
    name = name.removesuffix("_output_0")
    if name in _ATTENTION:
        return _ATTENTION[name]
    name = name.removesuffix("/Transpose").strip("/").replace("/", ".")
    if name.startswith("convs."):
        return ("pn.text." if name.endswith("_1") else "m.text.") + re.sub("_1$", "", name)
    return ("pn." if name.startswith("pro.") else "m.") + name


def _tensor(message: memoryview) -> tuple[str, Samples]:
    """A `TensorProto`: its name and its values (those of other kinds come out empty)."""
    shape: list[int] = []
    kind, name, raw = 0, "", memoryview(b"")
    for number, value in _fields(message):
        if number == 1:
            shape += [value] if isinstance(value, int) else _varints(value)
        elif number == 2 and isinstance(value, int):
            kind = value
        elif number == 8 and isinstance(value, memoryview):
            name = bytes(value).decode()
        elif number in {4, 9} and isinstance(value, memoryview):  # packed floats, or raw bytes
            raw = value
    if kind not in _KINDS or not len(raw):
        return name, np.zeros(0)
    return name, np.frombuffer(raw, _KINDS[kind]).reshape(shape)


def _messages(message: memoryview, wanted: int) -> Iterator[memoryview]:
    """Every field of that number, which is itself a message."""
    for number, value in _fields(message):
        if number == wanted and isinstance(value, memoryview):
            yield value


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message in order: (number, integer or bytes)."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        kind = key & 7
        if kind == 0:
            number, place = _varint(message, place)
            yield key >> 3, number
            continue
        length = {1: 8, 5: 4}.get(kind)
        if length is None:
            length, place = _varint(message, place)
        yield key >> 3, message[place : place + length]
        place += length


def _varints(packed: memoryview) -> list[int]:
    numbers, place = [], 0
    while place < len(packed):
        number, place = _varint(packed, place)
        numbers.append(number)
    return numbers


def _varint(message: memoryview, place: int) -> tuple[int, int]:
    """An integer in groups of seven bits, the lowest first, and where the next field begins."""
    number, shift = 0, 0
    while message[place] & 0x80:
        number |= (message[place] & 0x7F) << shift
        shift += 7
        place += 1
    return number | message[place] << shift, place + 1
