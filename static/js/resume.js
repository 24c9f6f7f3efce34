// After a reload the deck stands where it stood, at the same second, and waits to be started. Who
// signs out leaves nothing behind. Queue and place are kept on this computer for the one who is signed
// in; anybody else finds nothing.
import { one } from "./dom.js";
import { inDeck, load, putAway } from "./player.js";
import * as queue from "./queue.js";

const EVERY = 2; // seconds of sound
const NAMES = ["queue", "place"];
const MOST = 2_000_000; // characters; browsers keep 5 million for a site

const audio = one("#audio");
const owner = one("#deck").dataset.owner;
let keptAt = 0;

function without(...left) {
  return (name, value) => (left.includes(name) ? undefined : value);
}

// Covers are drawn again from the page or fetched; waveforms go where there are too many of them.
function keep(name, what) {
  const whole = JSON.stringify({ owner, what }, without("cover"));
  localStorage.setItem(name, whole.length < MOST ? whole : JSON.stringify({ owner, what }, without("cover", "wave")));
}

const forget = () => NAMES.forEach((name) => localStorage.removeItem(name));

function kept(name) {
  const found = JSON.parse(localStorage.getItem(name) ?? "null");
  if (found && found.owner !== owner) forget();
  return found?.owner === owner ? found.what : null;
}

function keepPlace() {
  keptAt = audio.currentTime;
  if (inDeck()) keep("place", { take: inDeck(), seconds: audio.ended ? 0 : keptAt });
}

function forgetAll() {
  putAway();
  queue.forget();
  forget();
}

queue.restore(kept("queue") ?? {});
const place = kept("place");
if (place) load(place.take, place.seconds);

document.addEventListener("songdesk:queue", () => keep("queue", queue.snapshot()));
for (const kind of ["loadstart", "pause", "seeked", "loadedmetadata"]) audio.addEventListener(kind, keepPlace);
audio.addEventListener("timeupdate", () => { if (Math.abs(audio.currentTime - keptAt) > EVERY) keepPlace(); });
window.addEventListener("pagehide", keepPlace);
document.addEventListener("submit", (event) => { if (event.target.matches('form[action$="/logout/"]')) forgetAll(); });
// Somebody signed out in another tab.
window.addEventListener("storage", ({ key, newValue }) => { if (key === "place" && !newValue) forgetAll(); });
