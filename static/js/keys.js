// Keys for the player, on every page. Never while somebody types, never with a modifier, never over
// a dialog; and they can be turned off, as keys of one letter must be:
// https://www.w3.org/TR/WCAG22/#character-key-shortcuts
import { one } from "./dom.js";
import { inDeck, seekBy, step, toggle } from "./player.js";

const FIELDS = "input:not([type=range]), textarea, select, [contenteditable]";
const PRESSED = "button, summary, [role=button]"; // Space presses these
const dialog = one("#keys");
const allowed = one("[data-keys-on]");
const audio = one("#audio");

const press = (selector) => () => one(selector).click();
const PLAYER = {
  " ": toggle, k: toggle, n: () => step(1), p: () => step(-1),
  j: () => seekBy(-10), l: () => seekBy(10), ArrowLeft: () => seekBy(-5), ArrowRight: () => seekBy(5),
  m: () => { audio.muted = !audio.muted; },
  r: press("[data-repeat]"), s: press("[data-shuffle]"), q: press("[data-deck-queue]"),
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
