// <span data-count="prompt" data-max="600"> shows how much is used. No maxlength: it would cut what is
// pasted without a word. Too much is shown as too much, and the server says by how much.
import { all, onContent } from "./dom.js";

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
