// A button that copies what a field, or a piece of code, shows.
import { one, say } from "./dom.js";

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
