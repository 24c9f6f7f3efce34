// The few words every module uses.

export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const one = (selector, within = document) => within.querySelector(selector);

// Calls `visit` now and after htmx has put something new on the page. Several pieces may
// arrive in one answer; they are visited once.
export function onContent(visit) {
  let waiting = false;
  visit();
  document.addEventListener("htmx:load", () => {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      visit();
    });
  });
}

// For those who can't see the change.
export function say(sentence) {
  one("#said").textContent = sentence;
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds || 0));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function credits(amount) {
  return amount === 1 ? "1 credit" : `${amount.toLocaleString("en")} credits`;
}

// A short sentence above the deck, for some seconds, and for those who listen to the page.
const STAY_MS = 6_000;
let leaving = 0;

export function tell(sentence) {
  const line = one("#deck-said");
  line.textContent = sentence;
  line.hidden = false;
  say(sentence);
  clearTimeout(leaving);
  leaving = setTimeout(() => { line.hidden = true; }, STAY_MS);
}
