// What one presses to hear something: takes on any page, their waveforms, the deck, and keys.
// Listeners sit on the document, so what htmx swaps in plays without more ado.
import { all, one, onContent, tell } from "./dom.js";
import { begin, inDeck, load, seek, seekBy, sounding, step, toggle } from "./player.js";
import * as queue from "./queue.js";
import { factsOf, fill, whole } from "./takes.js";

const STRIDES = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 }; // seconds
const audio = one("#audio");

function press(element) {
  if (element.dataset.take === inDeck()?.id) return toggle();
  // From the mix to a stem and back, one stays at the same moment.
  const same = whole(element.dataset.take) === whole(inDeck()?.id);
  return begin(element, same ? sounding().seconds : Number(one(".wave input", element)?.value || 0));
}

// Into the queue; where nothing is in the deck, into the deck as well.
function lineUp(element, { next }) {
  queue.insert(factsOf(element), { next });
  if (!inDeck()) load(queue.step(1));
  tell(`“${element.dataset.title}” ${next ? "plays next" : "is in the queue"}.`);
}

function choose(button) {
  const menu = button.closest(".menu");
  lineUp(button.closest("[data-take]"), { next: button.dataset.lineUp === "next" });
  menu.open = false;
  one("summary", menu).focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".btn-play, [data-deck-step], [data-line-up]");
  if (!button) return;
  if (button.dataset.lineUp) choose(button);
  else if (button.dataset.deckStep) step(Number(button.dataset.deckStep));
  else if ("deckPlay" in button.dataset) toggle();
  else press(button.closest("[data-take]"));
});

document.addEventListener("input", (event) => {
  const wave = event.target.closest(".wave");
  if (!wave) return;
  const element = wave.closest("[data-take]");
  const seconds = Number(event.target.value);
  if (!element || element.dataset.take === inDeck()?.id) seek(seconds);
  // A take that isn't in the deck only moves its own needle; play begins there.
  else fill(wave, seconds);
});

// The browser's own stride is a tenth of a second.
document.addEventListener("keydown", (event) => {
  const stride = STRIDES[event.key];
  if (!stride || !event.target.matches(".wave input") || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.target.value = Number(event.target.value) + stride;
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
});

// One loudness for every fader on the page, remembered on this computer.
function showVolume() {
  all("[data-volume]").forEach((fader) => { fader.value = Math.round(audio.volume * 100); });
  all("[data-mute]").forEach((button) => {
    button.setAttribute("aria-pressed", audio.muted);
    one("use", button).setAttribute("href", audio.muted ? "#i-mute" : "#i-vol");
  });
}

audio.volume = Math.min(1, Math.max(0, Number(localStorage.getItem("volume") ?? 0.8)));
audio.muted = localStorage.getItem("muted") === "yes";
audio.addEventListener("volumechange", showVolume);
audio.addEventListener("volumechange", () => localStorage.setItem("muted", audio.muted ? "yes" : "no"));
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-volume]")) return;
  audio.muted = false;
  audio.volume = event.target.value / 100;
  localStorage.setItem("volume", audio.volume);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-mute]")) audio.muted = !audio.muted;
});
onContent(showVolume);

// Keys for the player, on every page. Never while somebody types, never with a modifier, never over
// a dialog; and they can be turned off, as keys of one letter must be:
// https://www.w3.org/TR/WCAG22/#character-key-shortcuts
const FIELDS = "input:not([type=range]), textarea, select, [contenteditable]";
const PRESSED = "button, summary, [role=button]"; // Space presses these
const dialog = one("#keys");
const allowed = one("[data-keys-on]");
const pressed = (selector) => () => one(selector).click();
const PLAYER = {
  " ": toggle, k: toggle, n: () => step(1), p: () => step(-1),
  j: () => seekBy(-10), l: () => seekBy(10), ArrowLeft: () => seekBy(-5), ArrowRight: () => seekBy(5),
  m: () => { audio.muted = !audio.muted; },
  r: pressed("[data-repeat]"), s: pressed("[data-shuffle]"), q: pressed("[data-deck-queue]"),
};
const ANYWHERE = { "?": () => dialog.showModal(), "/": search };
const HELD = ["j", "l", "ArrowLeft", "ArrowRight"]; // what may be held down

// The library's search; from another page it is fetched first.
function search() {
  const field = one("#find-q");
  if (field) return field.focus();
  const link = one('.bar-nav a[href="/songs/"]');
  if (!link) return null;
  document.addEventListener("htmx:afterSettle", () => one("#find-q")?.focus(), { once: true });
  return link.click();
}

function deedOf({ key, shiftKey, repeat, target }) {
  if (ANYWHERE[key]) return ANYWHERE[key];
  if (!inDeck() || shiftKey || (repeat && !HELD.includes(key))) return null;
  if (key === " " && target.closest(PRESSED)) return null;
  return PLAYER[key];
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!allowed.checked || one("dialog[open]") || event.target.closest(FIELDS)) return;
  const deed = deedOf(event);
  if (!deed) return;
  event.preventDefault();
  deed();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) dialog.showModal();
  else if (event.target === dialog || event.target.closest("[data-keys-close]")) dialog.close();
});

allowed.checked = localStorage.getItem("keys") !== "off";
allowed.addEventListener("change", () => localStorage.setItem("keys", allowed.checked ? "on" : "off"));
