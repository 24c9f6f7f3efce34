// After a reload the deck stands where it stood, at the same second, and waits to be started. Who
// signs out leaves nothing behind.
import { one } from "./dom.js";
import { forget, keep, kept, onForgotten } from "./kept.js";
import { inDeck, load, putAway } from "./player.js";
import * as queue from "./queue.js";

const EVERY = 2; // seconds of sound

const audio = one("#audio");
let keptAt = 0;

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
onForgotten(forgetAll);
