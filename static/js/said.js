// A short sentence above the deck, for some seconds, and for those who listen to the page.
import { one, say } from "./dom.js";

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
