// The queue and the place in it, kept on this computer for the one who is signed in; anybody
// else finds nothing.
import { one } from "./dom.js";

const NAMES = ["queue", "place"];
const MOST = 2_000_000; // characters; browsers keep 5 million for a site
const owner = one("#deck").dataset.owner;

function without(...left) {
  return (name, value) => (left.includes(name) ? undefined : value);
}

// Covers are drawn again from the page or fetched; waveforms go where there are too many of them.
export function keep(name, what) {
  const whole = JSON.stringify({ owner, what }, without("cover"));
  localStorage.setItem(name, whole.length < MOST ? whole : JSON.stringify({ owner, what }, without("cover", "wave")));
}

export const forget = () => NAMES.forEach((name) => localStorage.removeItem(name));

export function kept(name) {
  const found = JSON.parse(localStorage.getItem(name) ?? "null");
  if (found && found.owner !== owner) forget();
  return found?.owner === owner ? found.what : null;
}

// Somebody signed out in another tab.
export function onForgotten(act) {
  window.addEventListener("storage", ({ key, newValue }) => { if (key === "place" && !newValue) act(); });
}
