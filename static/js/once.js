// A form is sent once: its buttons rest until the answer is here. htmx forms say the same with
// hx-disabled-elt; this is for the plain ones.
import { all } from "./dom.js";

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
