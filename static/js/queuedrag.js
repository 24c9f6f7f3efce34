// The queue's rows, dragged by their grips. The buttons beside them do the same without a mouse.
import { all, one } from "./dom.js";
import * as queue from "./queue.js";

const list = one("[data-queue-list]");
let dragged = null;

list.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.("[data-queue-grip]")) return;
  dragged = event.target.closest("li");
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", one("b", dragged).textContent);
  event.dataTransfer.setDragImage(dragged, 16, 16);
});

list.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("li");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  list.insertBefore(dragged, event.clientY > top + height / 2 ? over.nextSibling : over);
});

list.addEventListener("drop", (event) => { if (dragged) event.preventDefault(); });

list.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  dragged = null;
  queue.order(all(":scope > li", list).map((row) => Number(row.dataset.key)));
});
