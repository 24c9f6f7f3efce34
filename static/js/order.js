// A playlist's songs, dragged by their grips. The buttons beside them do the same without.
import { all, one, onContent, say } from "./dom.js";

let dragged = null;

const entryOf = (target) => target.closest?.("[data-order] > [data-entry]");

function send(list) {
  const next = dragged.nextElementSibling;
  htmx.ajax("POST", list.dataset.order, {
    values: { song: dragged.dataset.entry, before: next ? next.dataset.entry : "" },
    target: "#page", select: "#page", swap: "outerHTML",
  });
  say(`${one(".bin-title", dragged).textContent.trim()} moved`);
}

document.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.("[data-grip]")) return;
  dragged = entryOf(event.target);
  dragged.dataset.was = all(":scope > [data-entry]", dragged.parentElement).indexOf(dragged);
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.entry);
  event.dataTransfer.setDragImage(dragged, 16, 16);
});

document.addEventListener("dragover", (event) => {
  const over = entryOf(event.target);
  if (!dragged || !over || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  if (over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  over.parentElement.insertBefore(dragged, event.clientY > top + height / 2 ? over.nextSibling : over);
});

document.addEventListener("drop", (event) => {
  if (dragged && entryOf(event.target)) event.preventDefault();
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  const list = dragged.parentElement;
  dragged.classList.remove("is-dragged");
  if (all(":scope > [data-entry]", list).indexOf(dragged) !== Number(dragged.dataset.was)) send(list);
  dragged = null;
});

// Fingers don't drag in HTML: on touch screens the grip would promise what it can't do.
onContent(() => all("[data-grip]").forEach((grip) => { grip.hidden = matchMedia("(pointer: coarse)").matches; }));
