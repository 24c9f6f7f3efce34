// Lyrics: section-tag buttons, the arrangement read from the tags, and a warning with its fix
// for a tag the models don't know (they would sing it). The server checks again.
import { all, one, onContent } from "./dom.js";

const KNOWN = ["Intro", "Verse", "Pre Chorus", "Chorus", "Interlude", "Bridge", "Outro",
  "Post Chorus", "Transition", "Break", "Hook", "Build Up", "Inst", "Solo"];
const MEANT = { breakdown: "Break", drop: "Hook", refrain: "Chorus", instrumental: "Inst",
  middle8: "Bridge", end: "Outro", ending: "Outro", start: "Intro", rap: "Verse" };
const LONG = ["Verse", "Chorus"];

const bare = (name) => name.toLowerCase().replace(/[^a-z]/g, "");

// The tag as the models spell it, or null: numbers and hyphens are forgiven.
const known = (name) => KNOWN.find((tag) => bare(tag) === bare(name)) || null;

function sharedLetters(a, b) {
  const rest = [...b];
  return [...a].filter((letter) => rest.includes(letter) && rest.splice(rest.indexOf(letter), 1)).length
    - Math.abs(a.length - b.length);
}

function nearest(name) {
  const wanted = bare(name);
  const close = [...KNOWN].sort((a, b) => sharedLetters(bare(b), wanted) - sharedLetters(bare(a), wanted));
  return MEANT[wanted.replace(/\d/g, "")] || close[0];
}

function read(text) {
  return text.split("\n").flatMap((line, row) => {
    const found = /^\s*\[([^\]\n]{1,40})\]\s*$/.exec(line);
    return found ? [{ written: found[1], tag: known(found[1]), row }] : [];
  });
}

function drawStrip(strip, sections) {
  strip.hidden = !sections.length;
  strip.replaceChildren(...sections.slice(0, 14).map(({ written, tag }) => {
    const item = document.createElement("li");
    item.textContent = tag || `${written}?`;
    if (LONG.includes(tag)) item.className = "x2";
    if (!tag) item.className = "is-odd";
    return item;
  }));
}

function drawWarning(warning, odd) {
  warning.hidden = !odd;
  if (!odd) return;
  one("[data-warn-text]", warning).textContent =
    `[${odd.written}] on line ${odd.row + 1} is not a tag the models know, so it may be sung aloud.`;
  const fix = one("[data-fix]", warning);
  fix.dataset.row = odd.row;
  fix.dataset.fix = `[${nearest(odd.written)}]`;
  fix.textContent = `Use ${fix.dataset.fix}`;
}

function look() {
  const lyrics = one("#lyrics");
  const strip = one("[data-strip]");
  if (!lyrics || !strip) return;
  const sections = read(lyrics.value);
  drawStrip(strip, sections);
  drawWarning(one("[data-warn]"), sections.find((section) => !section.tag));
}

function changed(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function insert(lyrics, tag) {
  const at = lyrics.selectionStart;
  const before = at && lyrics.value[at - 1] !== "\n" ? "\n" : "";
  lyrics.setRangeText(`${before}${tag}\n`, at, lyrics.selectionEnd, "end");
  lyrics.focus();
  changed(lyrics);
}

function fix(lyrics, { row, fix: tag }) {
  const lines = lyrics.value.split("\n");
  lines[row] = tag;
  lyrics.value = lines.join("\n");
  changed(lyrics);
  lyrics.focus();
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-tag], [data-fix], [data-prompt]");
  if (!pressed) return;
  if (pressed.dataset.tag) insert(one("#lyrics"), pressed.dataset.tag);
  else if (pressed.dataset.fix) fix(one("#lyrics"), pressed.dataset);
  else if (pressed.dataset.prompt) {
    const prompt = one("#prompt");
    prompt.value = pressed.dataset.prompt;
    prompt.focus();
    changed(prompt);
  }
});
document.addEventListener("input", (event) => event.target.id === "lyrics" && look());
onContent(look);
