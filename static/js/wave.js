// Drawing: a waveform filled up to a second, and the deck dressed as the take that plays.
import { all, one, clock } from "./dom.js";

const WIDTH = 640;

export function fill(wave, seconds, length) {
  if (!wave) return;
  const range = one("input", wave);
  const most = Number(range.max) || length || 1;
  range.value = seconds;
  range.setAttribute("aria-valuetext", `${clock(seconds)} of ${clock(most)}`);
  one(".done", wave).setAttribute("width", Math.min(WIDTH, seconds / most * WIDTH).toFixed(1));
}

export function press(button, playing, title) {
  one("use", button).setAttribute("href", playing ? "#i-pause" : "#i-play");
  button.setAttribute("aria-label", `${playing ? "Pause" : "Play"} ${title}`);
}

export function dress(deck, take) {
  deck.hidden = false;
  document.documentElement.classList.add("has-deck");
  one("[data-deck-title]", deck).textContent = take.title;
  one("[data-deck-title]", deck).href = take.href;
  one("[data-deck-sub]", deck).textContent = take.sub;
  one("[data-deck-download]", deck).hidden = !take.download;
  one("[data-deck-download]", deck).href = take.download;
  one("[data-deck-length]", deck).textContent = clock(take.seconds);
  one("[data-deck-cover]", deck).innerHTML = take.cover;
  all("path", deck.querySelector("[data-deck-wave]")).forEach((path) => path.setAttribute("d", take.wave));
  const range = one("[data-deck-wave] input", deck);
  range.max = take.seconds;
  range.setAttribute("aria-label", `Seek in ${take.title}`);
}
