// The ticks in a list: how many, all of them, and (but in the trash) the bar that is there while any is.
import { all, one, onContent } from "./dom.js";

const ticks = () => all("[data-tick]");

function show() {
  const every = one("[data-tick-all]");
  if (!every) return;
  const on = ticks().filter((tick) => tick.checked).length;
  one("[data-bulk]")?.classList.toggle("is-idle", !on);
  one("[data-bulk-count]").textContent = on ? `${on} ticked` : "";
  every.checked = on > 0 && on === ticks().length;
  every.indeterminate = on > 0 && !every.checked;
}

// A field for a name only where there is something to name.
function nameNew() {
  for (const name of all("[data-new-list]")) {
    const select = name.form && one('select[name="playlist"]', name.form);
    name.hidden = !select || select.value !== "new";
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) ticks().forEach((tick) => { tick.checked = event.target.checked; });
  if (event.target.matches('select[name="playlist"]')) nameNew();
  if (event.target.matches("[data-tick], [data-tick-all]")) show();
});

// A download must not pass through htmx; and as it leaves the page standing, the player plays on.
document.addEventListener("click", (event) => {
  const plain = event.target.closest("button[data-plain]");
  if (!plain) return;
  event.preventDefault();
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: plain.name, value: plain.value });
  plain.form.append(field);
  plain.form.submit();
  field.remove();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-play-all]")) one("[data-take] .btn-play")?.click();
});

onContent(show);
onContent(nameNew);
