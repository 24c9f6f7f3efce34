// Elapsed time and meters move on by themselves each second, so that the server is not asked.
// The ruler is as long as Card.scale_seconds in generator/songs/cards.py says.
import { all, one, clock } from "./dom.js";

const started = new WeakMap();

// Counted from when the card was first seen: this computer's clock may be wrong.
function elapsed(card) {
  if (!started.has(card)) started.set(card, Date.now() - Number(card.dataset.elapsed || 0) * 1000);
  return (Date.now() - started.get(card)) / 1000;
}

function place(meter, seconds) {
  const low = Number(meter.dataset.low);
  const high = Number(meter.dataset.high);
  const span = Math.max(seconds * 1.15, (high || 60) * 1.3, 10);
  const at = (value) => `${Math.min(100, value / span * 100).toFixed(1)}%`;
  one(".lit", meter).setAttribute("width", Math.min(100, seconds / span * 100).toFixed(1));
  const [left, right, rule] = all(".meter-axis line", meter);
  if (!rule) return;
  for (const [line, from, to] of [[left, low, low], [right, high, high], [rule, low, high]]) {
    line.setAttribute("x1", at(from));
    line.setAttribute("x2", at(to));
  }
  // Near an edge the words are set from there, so that they are not cut.
  const words = one(".mid", meter);
  const middle = (low + high) / 2 / span;
  words.classList.toggle("at-start", middle < 0.09);
  words.setAttribute("x", at(middle < 0.09 ? low : (low + high) / 2));
}

function tick() {
  if (document.hidden) return;
  for (const card of all("[data-since]")) {
    const seconds = elapsed(card);
    all("[data-clock]", card).forEach((text) => { text.textContent = clock(seconds); });
    // A meter with a percent shows what the engine reports, not what time has passed.
    all(".meter:not([data-percent])", card).forEach((meter) => place(meter, seconds));
  }
}

setInterval(tick, 1000);
