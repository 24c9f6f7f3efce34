// Lyrics in time with the sound, wherever they stand: on the song's page and above the deck.
// The server gives each line and word its seconds (data-at, data-to; several where it is sung
// more than once). Only the box of the words is scrolled, and not while somebody scrolls it.
import { all, one, onContent } from "./dom.js";
import { playFrom, sounding } from "./player.js";

const EARLY = 0.12; // seconds: the eye wants to be there before the voice
const LINGER = 2.5; // seconds a line stays marked after its end, unless the next begins
const HANDS_OFF = 4000; // milliseconds without following, after somebody scrolled
const AT = 0.35; // where in the box the present line stands
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const parsed = new WeakMap(); // box -> its turns: [{ start, end, link }], in order
const marked = new WeakMap(); // box -> the link that is marked
const touched = new WeakMap(); // box -> when somebody scrolled it
let frame = 0;

const numbers = (text) => text.split(" ").map(Number);

function turns(box) {
  if (!parsed.has(box)) {
    parsed.set(box, all("a[data-at]", box).flatMap((link) => {
      const ends = numbers(link.dataset.to);
      return numbers(link.dataset.at).map((start, turn) => ({ start, end: ends[turn], link }));
    }).sort((a, b) => a.start - b.start));
  }
  return parsed.get(box);
}

function turnAt(box, seconds) {
  const turn = turns(box).findLast(({ start }) => start <= seconds + EARLY);
  return turn && seconds < turn.end + LINGER ? turn : null;
}

// The word that was begun last, in this turn of the line.
function wordAt({ start, link }, seconds) {
  let word = null;
  let latest = start - 0.001;
  for (const span of all("span", link)) {
    for (const at of numbers(span.dataset.at)) {
      if (at >= latest && at <= seconds + EARLY) [word, latest] = [span, at];
    }
  }
  return word;
}

function follow(box, link) {
  if (Date.now() - (touched.get(box) || 0) < HANDS_OFF) return;
  const top = link.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
  box.scrollTo({ top: top - box.clientHeight * AT, behavior: calm.matches ? "auto" : "smooth" });
}

function mark(box, turn) {
  const was = marked.get(box);
  if (was === turn?.link) return;
  marked.set(box, turn?.link);
  was?.parentElement.classList.remove("is-now");
  was?.removeAttribute("aria-current");
  all(".is-word", box).forEach((word) => word.classList.remove("is-word"));
  if (!turn) return;
  turn.link.parentElement.classList.add("is-now");
  turn.link.setAttribute("aria-current", "true");
  follow(box, turn.link);
}

function markWord(turn, seconds) {
  const word = wordAt(turn, seconds);
  if (word?.classList.contains("is-word")) return;
  all(".is-word", turn.link).forEach((old) => old.classList.remove("is-word"));
  word?.classList.add("is-word");
}

// At each frame while it plays: a word lasts a quarter of a second, as long as between two
// "timeupdate" events.
function draw() {
  cancelAnimationFrame(frame);
  const { id, seconds, playing } = sounding();
  const boxes = id ? all("[data-words-of]") : [];
  for (const box of boxes) {
    const turn = box.dataset.wordsOf === id ? turnAt(box, seconds) : null;
    mark(box, turn);
    if (turn) markWord(turn, seconds);
  }
  if (playing && boxes.length) frame = requestAnimationFrame(draw);
}

// ---- the lyrics above the deck ----
const panel = one("#deck-words");
const button = one("[data-deck-words]");
let shown = ""; // whose words are in the panel

async function fill(address) {
  shown = address;
  panel.textContent = "";
  const answer = await fetch(address);
  const text = await answer.text();
  if (shown !== address) return;
  if (answer.ok && !answer.redirected) panel.innerHTML = text;
  else panel.textContent = "The words are not to be had just now.";
  draw();
}

function open(wanted) {
  panel.hidden = !wanted;
  button.setAttribute("aria-expanded", wanted);
  if (!wanted && !panel.childElementCount) shown = ""; // it failed: try again when next opened
  const { words } = sounding();
  if (wanted && words && words !== shown) fill(words);
}

function offer() {
  const { words } = sounding();
  button.hidden = !words;
  open(Boolean(words) && !panel.hidden);
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-deck-words]")) open(panel.hidden);
  const link = event.target.closest("[data-words-of] a[data-at]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const box = link.closest("[data-words-of]");
  touched.delete(box);
  if (playFrom(box.dataset.wordsOf, numbers(link.dataset.at)[0])) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden) return;
  const inside = panel.contains(document.activeElement);
  open(false);
  if (inside) button.focus();
});

for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  document.addEventListener(kind, (event) => {
    const box = event.target.closest?.("[data-words-of]");
    if (box && !["Enter", "Shift"].includes(event.key)) touched.set(box, Date.now());
  }, { passive: true, capture: true });
}

function show() {
  offer();
  draw();
}

document.addEventListener("songdesk:sounds", show);
onContent(show);
