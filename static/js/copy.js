// A button that copies what a field shows.
import { one, say } from "./dom.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = one(button.dataset.copy);
  field.select();
  // Without https there is no clipboard to write to; what is selected can be copied still.
  if (navigator.clipboard) await navigator.clipboard.writeText(field.value);
  else document.execCommand("copy");
  button.textContent = "Copied";
  say("Copied");
});
