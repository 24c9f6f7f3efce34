// One <audio>, in the deck, outside #page: takes on any page, their waveforms and the deck all
// drive it. Listeners sit on the document, so what htmx swaps in plays without more ado.
import { all, one, onContent, clock } from "./dom.js";
import { fill, press, dress } from "./wave.js";

const audio = one("#audio");
const deck = one("#deck");
let now = null; // the take in the deck
let line = []; // what was on the page when it was started: Previous and Next

// A stem's id begins with its take's ("7-voice"): it has the same length, words and picture.
const whole = (id) => id?.split("-")[0];

function take(element) {
  const { take: id, src, title, sub, seconds, href, download, words } = element.dataset;
  const song = element.closest("[data-song], [data-sample]");
  return {
    id, src, title, sub, href: href || location.pathname, download: download || "",
    words: words || "", seconds: Number(seconds),
    wave: one(`#wave-${whole(id)}`)?.getAttribute("d") || "",
    cover: one(".cover", song)?.innerHTML || "",
  };
}

// What sounds, for those who keep time with it.
export function sounding() {
  return { id: whole(now?.id), words: now?.words || "", seconds: audio.currentTime, playing: !audio.paused };
}

// Play a take from there: the one in the deck, or else the one on the page. False: it is neither.
export function playFrom(id, seconds) {
  if (whole(now?.id) === id) {
    seek(seconds);
    audio.play();
    return true;
  }
  const element = one(`[data-take="${id}"]`);
  if (element) begin(element, seconds);
  return Boolean(element);
}

function start(next, at = 0) {
  if (now?.id !== next.id) {
    now = next;
    audio.src = next.src;
    dress(deck, next);
    announce();
  }
  if (at) audio.currentTime = at;
  audio.play().catch(() => draw());
}

function toggle(element) {
  if (element.dataset.take === now?.id) return audio.paused ? audio.play() : audio.pause();
  // From the mix to a stem and back, one stays at the same moment.
  const same = whole(element.dataset.take) === whole(now?.id);
  return begin(element, same ? audio.currentTime : Number(one(".wave input", element)?.value || 0));
}

function begin(element, seconds) {
  const queue = "stem" in element.dataset ? [element] : all("[data-take]:not([data-stem])");
  line = queue.map(take);
  start(take(element), seconds);
}

function step(by) {
  const next = line[line.findIndex((each) => each.id === now?.id) + by];
  if (next) start(next);
  else if (by < 0) audio.currentTime = 0;
}

function length() {
  return Number.isFinite(audio.duration) ? audio.duration : now.seconds;
}

function seek(seconds) {
  audio.currentTime = Math.min(Math.max(0, seconds), length());
}

function draw() {
  if (!now) return;
  const playing = !audio.paused;
  for (const element of all("[data-take]")) {
    const mine = element.dataset.take === now.id;
    element.classList.toggle("is-on", mine && playing);
    press(one(".btn-play", element), mine && playing, element.dataset.stem || element.dataset.title);
    if (mine) {
      fill(one(".wave", element), audio.currentTime, now.seconds);
      all("[data-at]", element).forEach((text) => { text.textContent = `${clock(audio.currentTime)} of ${clock(now.seconds)}`; });
    }
  }
  deck.classList.toggle("is-on", playing);
  press(one("[data-deck-play]"), playing, now.title);
  fill(one("[data-deck-wave]"), audio.currentTime, now.seconds);
  one("[data-deck-now]").textContent = clock(audio.currentTime);
  document.dispatchEvent(new CustomEvent("songdesk:sounds"));
}

// The keys on the keyboard and the lock screen of a phone.
function announce() {
  if (!navigator.mediaSession) return;
  navigator.mediaSession.metadata = new MediaMetadata({ title: now.title, artist: now.sub });
  for (const [key, act] of [["play", () => audio.play()], ["pause", () => audio.pause()],
    ["previoustrack", () => step(-1)], ["nexttrack", () => step(1)]]) {
    navigator.mediaSession.setActionHandler(key, act);
  }
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest(".btn-play, [data-deck-step]");
  if (!pressed) return;
  if (pressed.dataset.deckStep) step(Number(pressed.dataset.deckStep));
  else if ("deckPlay" in pressed.dataset) audio[audio.paused ? "play" : "pause"]();
  else toggle(pressed.closest("[data-take]"));
});

document.addEventListener("input", (event) => {
  const wave = event.target.closest(".wave");
  if (!wave) return;
  const element = wave.closest("[data-take]");
  const seconds = Number(event.target.value);
  if (!element || element.dataset.take === now?.id) seek(seconds);
  // A take that isn't in the deck only moves its own needle; play begins there.
  else fill(wave, seconds);
});

deck.addEventListener("keydown", (event) => {
  if (event.target.matches("input, summary") || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { ArrowLeft: -5, ArrowRight: 5 }[event.key];
  if (by) seek(audio.currentTime + by);
  else if (event.key === " " && !event.target.matches("button")) audio[audio.paused ? "play" : "pause"]();
  else return;
  event.preventDefault();
});

for (const kind of ["play", "pause", "timeupdate", "seeked", "loadedmetadata"]) audio.addEventListener(kind, draw);
audio.addEventListener("ended", () => step(1));
audio.addEventListener("error", () => { if (now) one("[data-deck-sub]").textContent = "This file can't be played just now."; });
onContent(draw);
