// One <audio>, in the deck, outside #page: what is in it, and what comes after it. The pages, the
// keys and the lock screen all drive it from here.
import { one, onContent, tell } from "./dom.js";
import * as queue from "./queue.js";
import { announce, dress, factsOf, show, showPlace, takesHere, whole, withdraw } from "./takes.js";

const AGAIN = 3; // seconds after which Previous begins the same one again

const audio = one("#audio");
const deck = one("#deck");
let now = null; // the take in the deck

export const inDeck = () => now;

// What sounds, for those who keep time with it.
export function sounding() {
  return { id: whole(now?.id), words: now?.words || "", seconds: audio.currentTime, playing: !audio.paused };
}

// Play a take from there: the one in the deck, or else the one on the page. False: it is neither.
export function playFrom(id, seconds) {
  const element = one(`[data-take="${id}"]`);
  if (whole(now?.id) === id) start(now, seconds);
  else if (element) begin(element, seconds);
  return Boolean(now && whole(now.id) === id);
}

export function toggle() {
  if (now) return audio.paused ? play() : audio.pause();
  return null;
}

// After a fault the file is asked for anew, from where it stopped. A refusal shows as standing still.
function play() {
  const at = audio.currentTime;
  if (audio.error) {
    audio.load();
    audio.currentTime = at;
  }
  return audio.play().catch(draw);
}

// Into the deck, ready to play from there: no sound yet, and nothing fetched.
export function load(take, at = 0) {
  now = take;
  audio.src = take.src;
  if (at) audio.currentTime = at;
  dress(deck, take);
  announce(take, {
    play, pause: () => audio.pause(), previoustrack: () => step(-1), nexttrack: () => step(1),
    seekto: ({ seekTime }) => seek(seekTime), seekbackward: () => seekBy(-10), seekforward: () => seekBy(10),
  });
  draw();
}

export function start(take, at = 0) {
  if (now?.id === take.id) seek(at);
  else load(take, at);
  play();
}

export function begin(element, seconds) {
  queue.begin(takesHere(), whole(element.dataset.take));
  start(factsOf(element), seconds);
}

export function step(by) {
  const next = by < 0 && audio.currentTime > AGAIN ? null : queue.step(by);
  if (next) start(next);
  else if (by < 0) seek(0);
}

function end() {
  // A stem was heard out of turn.
  const next = now.id === whole(now.id) ? queue.ended() : null;
  if (next) start(next);
}

const draw = () => show(deck, now, audio);
const length = () => (Number.isFinite(audio.duration) ? audio.duration : now.seconds);

export function seek(seconds) {
  audio.currentTime = Math.min(Math.max(0, seconds), length());
}

export function seekBy(seconds) {
  if (now) seek(audio.currentTime + seconds);
}

export function putAway() {
  now = null;
  audio.removeAttribute("src");
  audio.load();
  deck.hidden = true;
  document.documentElement.classList.remove("has-deck");
  withdraw();
  draw();
}

// What can't be had is told apart from what is gone: a line may come back, a song in the trash not.
async function lose() {
  if (!now) return;
  const take = now;
  const answer = await fetch(take.src, { headers: { Range: "bytes=0-0" } }).catch(() => null); // null: offline
  if (take !== now) return;
  draw();
  if (answer?.redirected) tell("You are signed out. Sign in to hear it.");
  else if (answer?.status === 404) skip();
  else tell(`“${take.title}” can't be played just now.`);
}

function skip() {
  tell(`“${now.title}” is gone: in the trash, or no longer shared with you. It was left out.`);
  if (queue.now()) queue.remove(queue.now().key);
  const next = queue.step(1);
  if (next) start(next);
  else if (queue.now()) load(queue.now());
  else putAway();
}

for (const kind of ["play", "pause", "timeupdate", "seeked", "loadedmetadata"]) audio.addEventListener(kind, draw);
for (const kind of ["play", "pause", "seeked", "loadedmetadata"]) audio.addEventListener(kind, () => showPlace(audio));
audio.addEventListener("ended", end);
audio.addEventListener("error", lose);
onContent(draw);

// One sound at a time, whatever the number of tabs.
const tabs = new BroadcastChannel("deck");
audio.addEventListener("play", () => tabs.postMessage("plays"));
tabs.addEventListener("message", () => audio.pause());
