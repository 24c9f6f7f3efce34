// The form that makes a song.
import { all, one, onContent, credits } from "./dom.js";

// The price on the button follows the model; so do the qualities it offers. A wallet that can't
// pay says so before the button is pressed. The server decides all of it again.
const words = (list) => (list || "").split(" ").filter(Boolean);

function offer(form, name, allowed) {
  const choices = all(`[name="${name}"]`, form);
  if (!choices.length || !allowed.length) return;
  choices.forEach((choice) => { choice.disabled = !allowed.includes(choice.value); });
  if (!choices.some((choice) => choice.checked && !choice.disabled)) {
    const open = choices.filter((choice) => !choice.disabled);
    if (open.length) open[open.length - 1].checked = true;
  }
}

function limit(form, model) {
  for (const name of ["prompt", "lyrics", "title"]) {
    const count = one(`[data-count="${name}"]`, form);
    if (count) count.dataset.max = model.dataset[`${name}Max`];
  }
  document.dispatchEvent(new Event("limits"));
}

function summarise(form) {
  const summary = one("[data-quality]", form);
  const bitrate = one('[name="bitrate"]:checked', form);
  const rate = one('[name="sample_rate"]:checked', form);
  if (summary && bitrate && rate) summary.textContent = `${bitrate.value / 1000} kbps, ${rate.value / 1000} kHz`;
}

// What may be spent, and of what: the wallet, or a cap in it that is used up sooner.
function purse(form) {
  const picked = one('select[name="team"]', form)?.selectedOptions[0];
  const shown = picked ? picked.dataset.available : one("[data-balance]")?.textContent;
  const available = Number((shown || "").replace(/\D/g, "") || NaN);
  return { available, cap: picked?.dataset.cap, resets: picked?.dataset.resets };
}

function sorry(cost, { available, cap, resets }) {
  const left = `${credits(available)} ${available === 1 ? "is" : "are"} left`;
  return cap
    ? `This costs ${credits(cost)} and ${left} of your ${cap} cap. It starts afresh on ${resets}. Pick a cheaper model or another wallet, or ask for more on the team's page.`
    : `This costs ${credits(cost)} and ${left}. Pick a cheaper model, or wait until held credits come back.`;
}

function update() {
  const form = one("[data-make]");
  const model = form && one('[name="model"]:checked', form);
  if (!model) return;
  const cost = Number(model.dataset.cost);
  const from = purse(form);
  const short = from.available < cost;
  one("[data-price]", form).textContent = credits(cost);
  one("[data-pick]", form).textContent = model.dataset.name;
  offer(form, "bitrate", words(model.dataset.bitrates));
  offer(form, "sample_rate", words(model.dataset.rates));
  summarise(form);
  limit(form, model);
  one("[data-short]", form).hidden = !short;
  one("[data-short]", form).toggleAttribute("data-error", short);
  one("[data-enough]", form).hidden = short;
  one("button.btn-go", form).disabled = short;
  if (short) one("[data-short-text]", form).textContent = sorry(cost, from);
}

document.addEventListener("change", (event) => event.target.closest("[data-make]") && update());
onContent(update);

// What was typed survives a reload, an error and a closed tab. Kept per person, on this
// computer only, and forgotten once the server has taken the song.
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
