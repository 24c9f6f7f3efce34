// News of one's songs, whatever page one is on. One poll a page: where the list's own poller runs,
// the news ride on its answers, and now and then a question for news, of songs begun in other tabs,
// takes the place of one of its polls; elsewhere this asks by itself, and mostly hears 204.
import { all, one, onContent } from "./dom.js";

const EVERY_MS = 8_000;
const STAY_MS = 12_000;
const news = () => one("#news");
const shown = () => ({ after: news().dataset.after, unread: news().dataset.unread });
const allowed = () => "Notification" in window && Notification.permission === "granted";

// A hidden tab asks only where the person wants to be told outside the page.
function mayAsk() {
  if (!news()) return false;
  return document.hidden ? allowed() : !one("#poller[hx-get]");
}

let asked = Date.now();

async function ask() {
  asked = Date.now();
  const answer = await fetch(`${news().dataset.news}?${new URLSearchParams(shown())}`, {
    headers: { "HX-Request": "true" }, redirect: "manual",
  }).catch(() => null); // offline: the next one may get through
  if (answer?.status === 200) htmx.swap(document.body, await answer.text(), { swapStyle: "none" });
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id === "poller" && news()) Object.assign(event.detail.parameters, shown());
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id !== "poller" || !news() || document.hidden || Date.now() - asked < EVERY_MS) return;
  event.preventDefault();
  ask();
});

function tell({ dataset: { toast, title, text, icon } }) {
  if (!document.hidden || !allowed()) return;
  // The same tag from several tabs is one notification.
  const note = new Notification(title, { body: text, icon, tag: `notice-${toast}` });
  note.addEventListener("click", () => { window.focus(); note.close(); });
}

function close(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(close, STAY_MS, toast);
  else toast.remove();
}

function arrive(toast) {
  toast.dataset.here = "";
  // The same news may have come by the poller and by the page's own question.
  all(`[data-toast="${toast.dataset.toast}"]`).forEach((other) => { if (other !== toast) other.remove(); });
  setTimeout(close, STAY_MS, toast);
  tell(toast);
}

function show() {
  all("[data-toast]:not([data-here])").forEach(arrive);
  const button = one("[data-ask]");
  if (button) offer(button);
}

function offer(button) {
  const states = { granted: "On: this browser shows them.", denied: "Your browser blocks them for this site; its settings can change that." };
  const said = "Notification" in window ? states[Notification.permission] : "This browser can't show any.";
  button.hidden = Boolean(said);
  if (said) one("[data-ask-state]").textContent = said;
}

document.addEventListener("click", async (event) => {
  const toast = event.target.closest(".toast");
  // Hidden, not removed: htmx needs the link to be on the page until its answer is here.
  if (toast && event.target.closest("a, [data-toast-close]")) toast.hidden = true;
  const button = event.target.closest("[data-ask]");
  if (!button) return;
  await Notification.requestPermission();
  offer(button);
});

const askIfFree = () => mayAsk() && ask();
setInterval(askIfFree, EVERY_MS);
document.addEventListener("visibilitychange", () => document.hidden || askIfFree());
onContent(show);
