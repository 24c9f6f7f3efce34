// What was typed survives a reload, an error and a closed tab. Kept per person, on this
// computer only, and forgotten once the server has taken the song.
import { all, one, onContent } from "./dom.js";

const FIELDS = ["prompt", "lyrics", "title"];
const CHOICES = ["model", "bitrate", "sample_rate"];
const keyOf = (form) => `draft:${form.dataset.draft}`;

function read(form) {
  const kept = {};
  for (const name of FIELDS) kept[name] = form.elements[name]?.value || "";
  for (const name of CHOICES) kept[name] = one(`[name="${name}"]:checked`, form)?.value || "";
  return kept;
}

function keep(form) {
  const kept = read(form);
  const typed = FIELDS.some((name) => kept[name]);
  if (typed) localStorage.setItem(keyOf(form), JSON.stringify(kept));
  else localStorage.removeItem(keyOf(form));
}

function restore(form) {
  if (form.dataset.restored) return;
  form.dataset.restored = "yes";
  const kept = JSON.parse(localStorage.getItem(keyOf(form)) || "null");
  // What the server printed (an error's form, "make another like it") is newer than the draft.
  if (!kept || FIELDS.some((name) => form.elements[name]?.value)) return;
  for (const name of FIELDS) if (form.elements[name]) form.elements[name].value = kept[name] || "";
  for (const name of CHOICES) {
    const choice = all(`[name="${name}"]`, form).find((input) => input.value === kept[name]);
    if (choice && !choice.disabled) choice.checked = true;
  }
  form.elements.prompt.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.lyrics.dispatchEvent(new Event("input", { bubbles: true }));
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

const draftOf = (target) => target.closest?.("form[data-draft]");

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = draftOf(event.target);
    if (form?.dataset.restored) keep(form);
  });
}

// Before the swap, so that the fresh form is not filled again with what was just sent.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = draftOf(event.detail.requestConfig.elt);
  const { status } = event.detail.xhr;
  if (form && status >= 200 && status < 300) localStorage.removeItem(keyOf(form));
});
onContent(() => all("form[data-draft]").forEach(restore));
