// The queue above the deck: what plays and what follows, pressed, dragged, moved and taken out.
import { all, one, clock, tell } from "./dom.js";
import { start } from "./player.js";
import * as queue from "./queue.js";

const REPEATS = { off: "Repeat: off", all: "Repeat: the whole queue", one: "Repeat: this song" };
const panel = one("#deck-queue");
const list = one("[data-queue-list]");
const opener = one("[data-deck-queue]");

const keys = () => all(":scope > li", list).map((row) => Number(row.dataset.key));

function dress(row, item, index, current) {
  const playing = index === current;
  row.dataset.key = item.key;
  row.classList.toggle("is-now", playing);
  one("b", row).textContent = item.title;
  one(".queue-sub", row).textContent = item.sub;
  one(".num", row).textContent = clock(item.seconds);
  one("[data-do=go]", row).toggleAttribute("aria-current", playing);
  for (const [deed, words] of [["up", "Move up"], ["down", "Move down"], ["remove", "Take out"]]) {
    one(`[data-do=${deed}]`, row).setAttribute("aria-label", `${words}: ${item.title}`);
  }
  one("[data-do=remove]", row).hidden = playing;
}

const made = () => one("#queue-row").content.firstElementChild.cloneNode(true);

// The rows stay where they are and are dressed anew, so that the list doesn't jump.
function draw() {
  const { items, at, repeat, shuffle } = queue.snapshot();
  for (const button of all("[data-shuffle]")) button.setAttribute("aria-pressed", shuffle);
  for (const button of all("[data-repeat]")) {
    button.classList.toggle("is-pressed", repeat !== "off");
    button.setAttribute("aria-label", REPEATS[repeat]);
    one("use", button).setAttribute("href", repeat === "one" ? "#i-repeat-one" : "#i-repeat");
  }
  if (panel.hidden) return;
  while (list.children.length > items.length) list.lastElementChild.remove();
  while (list.children.length < items.length) list.append(made());
  items.forEach((item, index) => dress(list.children[index], item, index, at));
  one("[data-queue-size]").textContent = items.length === 1 ? "1 song" : `${items.length} songs`;
}

function open(wanted) {
  panel.hidden = !wanted;
  opener.setAttribute("aria-expanded", wanted);
  if (!wanted) return;
  one("[data-deck-words][aria-expanded=true]")?.click(); // there is room for one panel
  draw();
  one(".is-now", list)?.scrollIntoView({ block: "nearest" });
}

// The focus follows what was moved, and falls to the next where a row is gone.
function focus(index, deed) {
  const row = list.children[Math.min(Math.max(0, index), list.children.length - 1)];
  if (!row) return opener.focus();
  const button = one(`[data-do=${deed}]`, row);
  return (button.hidden ? one("[data-do=go]", row) : button).focus();
}

function shift(row, by) {
  const order = keys();
  const from = order.indexOf(Number(row.dataset.key));
  const to = from + by;
  if (to < 0 || to >= order.length) return;
  order.splice(to, 0, ...order.splice(from, 1));
  const title = one("b", row).textContent;
  queue.order(order);
  focus(to, by < 0 ? "up" : "down");
  tell(`“${title}” is number ${to + 1} of ${order.length}.`);
}

function remove(row) {
  const index = keys().indexOf(Number(row.dataset.key));
  const title = one("b", row).textContent;
  queue.remove(Number(row.dataset.key));
  focus(index, "remove");
  tell(`“${title}” was taken out.`);
}

const DEEDS = {
  go: (row) => start(queue.goTo(Number(row.dataset.key))),
  up: (row) => shift(row, -1), down: (row) => shift(row, 1), remove,
};

function turnRepeat() {
  queue.turnRepeat();
  tell(`${REPEATS[queue.snapshot().repeat]}.`);
}

function turnShuffle() {
  queue.turnShuffle();
  tell(queue.snapshot().shuffle ? "Shuffled." : "In order again.");
}

function clear() {
  queue.clear();
  tell("The queue is empty but for what plays.");
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const button = target.closest("[data-do]");
  if (button && list.contains(button)) DEEDS[button.dataset.do](button.closest("li"));
  else if (target.closest("[data-deck-queue]")) open(panel.hidden);
  else if (target.closest("[data-repeat]")) turnRepeat();
  else if (target.closest("[data-shuffle]")) turnShuffle();
  else if (target.closest("[data-queue-clear]")) clear();
  else if (event.isTrusted && target.closest("[data-deck-words]")) open(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || panel.hidden || one("dialog[open]")) return;
  const inside = panel.contains(document.activeElement);
  open(false);
  if (inside) opener.focus();
});
document.addEventListener("songdesk:queue", draw);
draw();
