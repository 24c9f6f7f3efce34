// <details> menus close on a click elsewhere, on Escape, and after a choice.
import { all } from "./dom.js";

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
