// Two takes with one playhead: both play at once, one of them silently, so that a switch is heard
// at the very same place.
import { all, one, onContent, clock } from "./dom.js";
import { press } from "./takes.js";

const DRIFT = 0.05; // seconds the silent one may be off before it is put right
const deck = one("#audio");
let heard = 0;

const panel = () => one("[data-compare]");
const sounds = () => all("[data-compare-audio]", panel());
const picked = (side) => one(`[data-side="${side}"] select`, panel()).selectedOptions[0];

function load(side) {
  const audio = sounds()[side];
  const src = picked(side).value;
  if (audio.getAttribute("src") !== src) audio.setAttribute("src", src);
}

function hear(side) {
  const [from, to] = [sounds()[heard], sounds()[side]];
  if (from !== to && Math.abs(from.currentTime - to.currentTime) > DRIFT) to.currentTime = from.currentTime;
  heard = side;
  draw();
}

function toggle() {
  const [a, b] = sounds();
  if (!sounds()[heard].paused) return [a, b].forEach((audio) => audio.pause());
  deck.pause();
  [0, 1].forEach(load);
  const at = Number(one(".compare-seek input", panel()).value);
  return [a, b].forEach((audio) => {
    if (Math.abs(audio.currentTime - at) > DRIFT) audio.currentTime = at;
    audio.play().catch(() => draw());
  });
}

function seek(seconds) {
  sounds().forEach((audio) => { audio.currentTime = seconds; });
  draw();
}

function draw() {
  const box = panel();
  if (!box) return;
  const now = sounds()[heard];
  const length = Math.max(...[0, 1].map((side) => Number(picked(side).dataset.seconds)));
  const range = one(".compare-seek input", box);
  sounds().forEach((audio, side) => { audio.muted = side !== heard; audio.volume = deck.volume; });
  all("[data-hear]", box).forEach((key, side) => {
    key.setAttribute("aria-pressed", side === heard);
    key.closest(".compare-side").classList.toggle("is-heard", side === heard);
  });
  range.max = length;
  if (now.src) range.value = now.currentTime;
  range.setAttribute("aria-valuetext", `${clock(range.value)} of ${clock(length)}`);
  one("[data-compare-now]", box).textContent = clock(range.value);
  one("[data-compare-length]", box).textContent = clock(length);
  box.classList.toggle("is-on", !now.paused);
  press(one("[data-compare-play]", box), !now.paused, "both");
}

function pick(side) {
  const at = sounds()[heard].currentTime;
  const playing = !sounds()[heard].paused;
  load(side);
  sounds()[side].currentTime = at;
  if (playing) sounds()[side].play().catch(() => draw());
  draw();
}

document.addEventListener("click", (event) => {
  const key = event.target.closest("[data-hear]");
  if (key) hear(Number(key.dataset.hear));
  else if (event.target.closest("[data-compare-play]")) toggle();
});

document.addEventListener("input", (event) => {
  if (event.target.closest(".compare-seek")) seek(Number(event.target.value));
});

document.addEventListener("change", (event) => {
  const side = event.target.closest("[data-side]");
  if (side) pick(Number(side.dataset.side));
});

document.addEventListener("keydown", (event) => {
  if (!panel()?.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "1" || event.key === "2") hear(Number(event.key) - 1);
  else if (event.key === " " && !event.target.matches("button, select")) toggle();
  else return;
  event.preventDefault();
});

function wire() {
  const box = panel();
  if (!box || box.dataset.wired) return;
  box.dataset.wired = "yes";
  heard = 0;
  for (const audio of sounds()) {
    for (const kind of ["play", "pause", "timeupdate", "seeked"]) audio.addEventListener(kind, draw);
  }
  draw();
}

deck.addEventListener("play", () => panel() && sounds().forEach((audio) => audio.pause()));
onContent(wire);
