"""The English voice's network in numpy: phonetic letters in, spectra every 12.5 ms out.

The graph is that of `hibari-tts` 0.2 (Apache-2.0; https://pypi.org/project/hibari-tts/): two text
encoders (convolutions, then one attention block used several times over), a prosody net that says
how long, how high and how loud, and a decoder that draws the spectra. All arrays are (time,
channels), float32.
"""

from dataclasses import dataclass

import numpy as np

from generator.studio.samples import Samples

_DILATIONS = (1, 2, 4, 8, 1, 2)
"""Of the prosody net's six blocks."""


@dataclass(frozen=True)
class Spectra:
    """What the decoder draws, each (frames, 601): bins of 20 Hz, frames of 12.5 ms at 24 kHz.

    Logarithms of magnitudes: `harmonic` for every partial, `noise`, and `free`, a part with a
    phase of its own. `turn` (times pi, after tanh) and `phase` are radians.
    """

    harmonic: Samples
    turn: Samples
    noise: Samples
    free: Samples
    phase: Samples


class Network:
    """The three parts, so that a singer can set lengths, pitch and loudness in between."""

    def __init__(self, weights: dict[str, Samples]) -> None:
        """`weights` as `weights.load` reads them."""
        self.weights = weights

    def lengths(self, letters: Samples) -> tuple[Samples, Samples]:
        """The prosody net's view of each letter (count, 192), and its length in 25 ms units."""
        seen = self._read("pn.text", letters, times=6, width=96)
        hidden = _gelu(self._convolve("pn.dur.0", seen))
        length = np.exp(self._convolve("pn.dur.2", hidden)[:, 0]) - 1
        return seen, length

    def prosody(self, seen: Samples) -> tuple[Samples, Samples]:
        """Pitch in Hz (near 0: voiceless) and loudness every 12.5 ms, from letters every 25 ms."""
        x = self._convolve("pn.pro_in", seen)
        for i, dilation in enumerate(_DILATIONS):
            x = self._block(f"pn.pro.{i}", x, dilation)
        pairs = self._convolve("pn.pro_out", x).reshape(-1, 2, 2)
        pitch, loudness = pairs.transpose(1, 0, 2).reshape(2, -1)
        return 100 * pitch, loudness

    def timbre(self, letters: Samples) -> Samples:
        """The decoder's view of each letter, (count, 128)."""
        return self._read("m.text", letters, times=4, width=64)

    def spectra(self, timbre: Samples, pitch: Samples, loudness: Samples) -> Spectra:
        """The spectra of frames of 12.5 ms; a pitch of 0 Hz is voiceless."""
        height = np.log1p(np.maximum(pitch, 0)) / 5
        x = np.concatenate([timbre, height[:, None], loudness[:, None]], axis=1)
        x = self._convolve("m.dec_in", x.astype(np.float32))
        for i in range(8):
            x = self._block(f"m.dec.{i}", x)
        head = self._dense("m.head", self._norm("m.dec_norm", x), bias="m.head.bias")
        return Spectra(*np.split(head, 5, axis=1))

    def _read(self, part: str, letters: Samples, *, times: int, width: int) -> Samples:
        """A text encoder; `width` channels to an attention head."""
        x = self.weights[f"{part}.emb.weight"][letters]
        for i in range(2):
            x = self._block(f"{part}.convs.{i}", x)
        for _ in range(times):
            x = self._attend(f"{part}.attn", x, width)
        return self._norm(f"{part}.norm", x)

    def _attend(self, part: str, x: Samples, width: int) -> Samples:
        """A transformer's layer, normalised first (R. Xiong et al., 2020)."""
        wide = self._norm(f"{part}.norm1", x)
        wide = self._dense(f"{part}.in", wide, bias=f"{part}.self_attn.in_proj_bias")
        asked, keys, values = wide.reshape(len(x), 3, -1, width).transpose(1, 2, 0, 3)
        weight = asked @ keys.transpose(0, 2, 1) / np.float32(np.sqrt(width))
        weight = np.exp(weight - weight.max(axis=-1, keepdims=True))
        weight /= weight.sum(axis=-1, keepdims=True)
        heads = (weight @ values).transpose(1, 0, 2).reshape(len(x), -1)
        x = x + self._dense(f"{part}.out", heads, bias=f"{part}.self_attn.out_proj.bias")
        wide = self._norm(f"{part}.norm2", x)
        wide = _gelu(self._dense(f"{part}.up", wide, bias=f"{part}.linear1.bias"))
        return x + self._dense(f"{part}.down", wide, bias=f"{part}.linear2.bias")

    def _block(self, part: str, x: Samples, dilation: int = 1) -> Samples:
        """A block of ConvNeXt (Z. Liu et al., 2022), in one dimension."""
        taps = self.weights[f"{part}.dw.weight"][:, 0].T
        padded = _padded(x, len(taps) // 2 * dilation)
        y = np.zeros_like(x)
        for i, tap in enumerate(taps):
            y += padded[i * dilation : i * dilation + len(x)] * tap
        y = self._norm(f"{part}.norm", y + self.weights[f"{part}.dw.bias"])
        y = _gelu(self._dense(f"{part}.pw1", y, bias=f"{part}.pw1.bias"))
        y = self._dense(f"{part}.pw2", y, bias=f"{part}.pw2.bias")
        return x + self.weights[f"{part}.gamma"] * y

    def _convolve(self, part: str, x: Samples) -> Samples:
        kernel = self.weights[f"{part}.weight"]
        padded = _padded(x, kernel.shape[2] // 2)
        taps = (padded[i : i + len(x)] @ kernel[:, :, i].T for i in range(kernel.shape[2]))
        y: Samples = sum(taps, start=self.weights[f"{part}.bias"])
        return y

    def _dense(self, part: str, x: Samples, *, bias: str) -> Samples:
        y: Samples = x @ self.weights[part] + self.weights[bias]
        return y

    def _norm(self, part: str, x: Samples) -> Samples:
        centred = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.mean(centred * centred, axis=-1, keepdims=True) + np.float32(1e-5))
        scaled = centred / spread * self.weights[f"{part}.weight"]
        return np.asarray(scaled + self.weights[f"{part}.bias"])


def _padded(x: Samples, edge: int) -> Samples:
    return np.pad(x, ((edge, edge), (0, 0)))


def _gelu(x: Samples) -> Samples:
    """GELU, the approximation with tanh (D. Hendrycks, K. Gimpel, 2016; within 0.001)."""
    inner = x * (np.float32(0.7978846) + np.float32(0.0356774) * x * x)
    return np.asarray(np.float32(0.5) * x * (1 + np.tanh(inner)))
