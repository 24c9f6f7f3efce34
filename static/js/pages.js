// Moving between pages without losing the player: the nav, the focus, the session, the poll.
import { all, one, say } from "./dom.js";

function markNav() {
  for (const link of all(".bar-nav a")) {
    const path = new URL(link.href).pathname;
    const here = path === "/" ? location.pathname === "/"
      : [path, link.dataset.also].some((start) => start && location.pathname.startsWith(start));
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// A new page is announced and read from its top, as a full load would be.
function arrive() {
  markNav();
  if (document.activeElement === document.body) one("#page").focus({ preventScroll: true });
  say(document.title);
}

document.addEventListener("htmx:pushedIntoHistory", () => setTimeout(arrive, 50));
document.addEventListener("htmx:historyRestore", () => setTimeout(arrive, 50));

// An error's own page is shown in place. Not after a button was pressed, unless it brings the form
// back: what was typed must stay.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig: { elt, verb } } = event.detail;
  if (xhr.status < 400 || elt.id === "poller") return;
  const page = xhr.responseText.includes('id="page"');
  const form = /data-make|data-refused/.test(xhr.responseText);
  if (!page || (verb !== "get" && !form)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});

// Where something was refused, the first refusal is where one wants to be.
document.addEventListener("htmx:afterSettle", () => {
  const wrong = one('#page [aria-invalid="true"], #page .errors');
  if (!wrong || wrong.dataset.shown) return;
  wrong.dataset.shown = "yes";
  wrong.focus();
  wrong.scrollIntoView({ block: "center" });
});

// Signed out elsewhere: the answer is the sign-in page, which must not land inside this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const answered = event.detail.xhr.responseURL;
  if (!answered || !new URL(answered).pathname.startsWith("/accounts/login")) return;
  event.detail.shouldSwap = false;
  location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname)}`);
});

// What the page that leaves still waits for would look for its places in vain. The server does it all the same.
document.addEventListener("htmx:beforeSwap", ({ detail: { target, shouldSwap, requestConfig } }) => {
  if (target.id !== "page" || !shouldSwap) return;
  const waiting = all(".htmx-request", target).filter((element) => element !== requestConfig.elt);
  waiting.forEach((element) => htmx.trigger(element, "htmx:abort"));
});

// Nobody looks at a hidden tab; the first poll after coming back brings all that changed.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "poller" && document.hidden) event.preventDefault();
});
