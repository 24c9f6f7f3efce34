// Small things that any page may have.
import { all, one, onContent, say } from "./dom.js";

// <details> menus close on a click elsewhere, on Escape, and after a choice.
const open = () => all(".menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) {
    const chose = menu.contains(event.target) && event.target.closest("a");
    if (chose || !menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The address of a search says what was asked for, and not what was left empty.
document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  if (!elt.closest("#find")) return;
  for (const [name, value] of Object.entries(parameters)) if (!value) delete parameters[name];
});

// A form is sent once: its buttons rest until the answer is here. htmx forms say the same with
// hx-disabled-elt; this is for the plain ones.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.matches("[data-again]")) return;
  const buttons = all("button", event.target).filter((button) => button.type === "submit" && !button.disabled);
  // After the browser has read which button was pressed.
  setTimeout(() => buttons.forEach((button) => { button.disabled = true; button.dataset.rests = ""; }));
});

// Back brings the page from memory, as it was left.
window.addEventListener("pageshow", () => {
  all("[data-rests]").forEach((button) => { button.disabled = false; delete button.dataset.rests; });
});

// A button that copies what a field, or a piece of code, shows.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = one(button.dataset.copy);
  if (field.select) field.select();
  else getSelection().selectAllChildren(field);
  // Without https there is no clipboard to write to; what is selected can be copied still.
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value ?? field.textContent);
  else document.execCommand("copy");
  button.textContent = "Copied";
  say("Copied");
});

// <span data-count="prompt" data-max="600"> shows how much is used. No maxlength: it would cut what is
// pasted without a word. Too much is shown as too much, and the server says by how much.
function show(count) {
  const field = document.getElementById(count.dataset.count);
  const most = Number(count.dataset.max);
  count.classList.toggle("is-over", field.value.length > most);
  count.textContent = `${field.value.length.toLocaleString("en")} / ${most.toLocaleString("en")}`;
}

const showAll = () => all("[data-count]").forEach(show);

document.addEventListener("limits", showAll);
document.addEventListener("input", (event) => {
  all("[data-count]").filter((count) => count.dataset.count === event.target.id).forEach(show);
});
onContent(showAll);

// The server prints its own time zone; here each time is told in the reader's.
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

function localise(time) {
  const when = new Date(time.dateTime);
  if (Number.isNaN(when.getTime())) return;
  const style = time.dataset.local;
  const today = when.toDateString() === new Date().toDateString();
  time.textContent = style === "long" ? `${LONG.format(when)}, ${TIME.format(when)}`
    : style === "time" || (style === "short" && today) ? TIME.format(when)
      : `${DAY.format(when)} ${TIME.format(when)}`;
  time.removeAttribute("data-local");
}

onContent(() => all("time[data-local]").forEach(localise));
