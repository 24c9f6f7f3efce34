// What one presses to hear something: takes on any page, their waveforms, and the deck. Listeners
// sit on the document, so what htmx swaps in plays without more ado.
import { one } from "./dom.js";
import { factsOf, whole } from "./facts.js";
import { begin, inDeck, load, seek, sounding, step, toggle } from "./player.js";
import * as queue from "./queue.js";
import { tell } from "./said.js";
import { fill } from "./wave.js";

const STRIDES = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 }; // seconds

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
