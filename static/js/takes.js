// A take as pages show it: what it says of itself, and how one sees that it sounds, on its row, in the
// deck and on a phone's lock screen.
import { all, one, clock } from "./dom.js";

// A stem's id begins with its take's ("7-voice"): it has the same length, words and picture.
export const whole = (id) => id?.split("-")[0];

// What a page says about a take, as far as playing it needs it.
export function factsOf(element) {
  const { take: id, src, title, sub, seconds, href, download, words, art } = element.dataset;
  const song = element.closest("[data-song], [data-sample]");
  return {
    id, src, title, sub, href: href || location.pathname, download: download || "",
    words: words || "", seconds: Number(seconds),
    art: art || one(`[data-take="${whole(id)}"]`)?.dataset.art || "",
    wave: one(`#wave-${whole(id)}`)?.getAttribute("d") || "",
    cover: one(".cover", song)?.innerHTML || "",
  };
}

export const takesHere = () => all("[data-take]:not([data-stem])").map(factsOf);

const WIDTH = 640;
const drawn = new WeakMap(); // wave -> the second it shows

// A waveform filled up to a second. While somebody stands on the slider, its words change only when it jumps: else a screen reader
// would read out every second.
export function fill(wave, seconds, length) {
  if (!wave) return;
  const range = one("input", wave);
  const most = Number(range.max) || length || 1;
  const drifts = document.activeElement === range && Math.abs(drawn.get(wave) - seconds) < 1;
  drawn.set(wave, seconds);
  range.value = seconds;
  if (!drifts) range.setAttribute("aria-valuetext", `${clock(seconds)} of ${clock(most)}`);
  one(".done", wave).setAttribute("width", Math.min(WIDTH, seconds / most * WIDTH).toFixed(1));
}

export function press(button, playing, title) {
  one("use", button).setAttribute("href", playing ? "#i-pause" : "#i-play");
  button.setAttribute("aria-label", `${playing ? "Pause" : "Play"} ${title}`);
}

// As the page drew it; after a reload, on a page without it, as a file.
function drawCover(svg, take) {
  svg.innerHTML = take.cover || "";
  if (take.cover || !take.art) return;
  const image = document.createElementNS(svg.namespaceURI, "image");
  for (const [name, value] of Object.entries({ href: take.art, width: 120, height: 120 })) image.setAttribute(name, value);
  svg.append(image);
}

// Rows on the page and the deck, as the sound stands. `now`: the take in the deck, if any.
export function show(deck, now, audio) {
  const playing = Boolean(now) && !audio.paused;
  for (const element of all("[data-take]")) drawRow(element, now, playing, audio.currentTime);
  deck.classList.toggle("is-on", playing);
  if (now) {
    press(one("[data-deck-play]"), playing, now.title);
    fill(one("[data-deck-wave]"), audio.currentTime, now.seconds);
    one("[data-deck-now]").textContent = clock(audio.currentTime);
  }
  document.dispatchEvent(new CustomEvent("songdesk:sounds"));
}

function drawRow(element, now, playing, seconds) {
  const mine = element.dataset.take === now?.id;
  element.classList.toggle("is-on", mine && playing);
  press(one(".btn-play", element), mine && playing, element.dataset.stem || element.dataset.title);
  if (!mine) return;
  fill(one(".wave", element), seconds, now.seconds);
  all("[data-at]", element).forEach((text) => { text.textContent = `${clock(seconds)} of ${clock(now.seconds)}`; });
}

// The deck as the take that plays.
export function dress(deck, take) {
  deck.hidden = false;
  document.documentElement.classList.add("has-deck");
  one("[data-deck-title]", deck).textContent = take.title;
  one("[data-deck-title]", deck).href = take.href;
  htmx.process(one("[data-deck-title]", deck)); // it has read the address it leads to before
  one("[data-deck-sub]", deck).textContent = take.sub;
  one("[data-deck-download]", deck).hidden = !take.download;
  one("[data-deck-download]", deck).href = take.download;
  one("[data-deck-length]", deck).textContent = clock(take.seconds);
  drawCover(one("[data-deck-cover]", deck), take);
  all("path", deck.querySelector("[data-deck-wave]")).forEach((path) => path.setAttribute("d", take.wave));
  const range = one("[data-deck-wave] input", deck);
  range.max = take.seconds;
  range.setAttribute("aria-label", `Seek in ${take.title}`);
}

// The keys, the title and the picture on a phone's lock screen, and on a keyboard's media keys.
// https://w3c.github.io/mediasession/
const media = navigator.mediaSession;

export function announce(take, keys) {
  if (!media) return;
  const artwork = take.art ? [{ src: take.art, sizes: "600x600", type: "image/png" }] : [];
  media.metadata = new MediaMetadata({ title: take.title, artist: take.sub, artwork });
  for (const [key, act] of Object.entries(keys)) media.setActionHandler(key, act);
}

export function showPlace(audio) {
  if (!media) return;
  media.playbackState = audio.paused ? "paused" : "playing";
  if (!Number.isFinite(audio.duration)) return;
  media.setPositionState({ duration: audio.duration, position: Math.min(audio.currentTime, audio.duration) });
}

export function withdraw() {
  if (!media) return;
  media.metadata = null;
  media.playbackState = "none";
}
