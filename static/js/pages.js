// Moving between pages without losing the player: the nav, the focus, the session, the poll;
// and what to say when an answer doesn't come.
import { all, onContent, one, say, tell } from "./dom.js";

function markNav() {
  for (const link of all(".bar-nav a")) {
    const path = new URL(link.href).pathname;
    const here = path === "/" ? location.pathname === "/"
      : [path, link.dataset.also].some((start) => start && location.pathname.startsWith(start));
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function settle() {
  if (document.activeElement === document.body) one("#page").focus({ preventScroll: true });
}

// A new page is announced and read from its top, as a full load would be.
function arrive() {
  markNav();
  settle();
  say(document.title);
}

// A form that leads back to its own page leaves no second entry of it, for Back to stay on.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history } }) => {
  if (new URL(history.path, location.href).href === location.href) history.type = "replace";
});
document.addEventListener("htmx:replacedInHistory", () => setTimeout(settle, 50));
document.addEventListener("htmx:pushedIntoHistory", () => setTimeout(arrive, 50));
document.addEventListener("htmx:historyRestore", () => setTimeout(arrive, 50));

// An error's own page is shown in place. Not after a button was pressed, unless it brings the form
// back: what was typed must stay.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig: { elt, verb } } = event.detail;
  if (xhr.status < 400 || elt.id === "poller") return;
  const page = xhr.responseText.includes('id="page"');
  const form = xhr.status === 422 || xhr.responseText.includes("data-make");
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
  hold(event.detail.requestConfig);
  location.assign(`/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`);
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

// When an answer doesn't come, or comes as an error, say so in a sentence; nothing typed is lost.
const SENTENCES = {
  403: "This page has been open too long or you are not allowed to do that. Reload the page and try again.",
  404: "That is not here any more. Reload the page to see what is.",
  413: "That was too much text at once. Make it shorter and send it again.",
  429: "That was too fast. Wait a minute and press it again.",
  503: "The server is busy or being restarted. Wait a moment and try again.",
};
const BROKEN = "Something went wrong on the server. What you typed is still here; try again in a moment.";
const OFFLINE = "The server can't be reached. What you typed is still here; we try again when the line is back.";

let fromPoll = false;

function show(sentence, poll) {
  const line = one("#trouble");
  line.textContent = sentence;
  line.hidden = false;
  line.dataset.error = "";
  fromPoll = poll;
}

function hide() {
  one("#trouble").hidden = true;
  delete one("#trouble").dataset.error;
}

const isPoll = (event) => event.detail.elt?.id === "poller";

document.addEventListener("htmx:responseError", (event) => {
  show(SENTENCES[event.detail.xhr.status] || BROKEN, isPoll(event));
});
for (const kind of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(kind, (event) => show(OFFLINE, isPoll(event)));
}
// A good poll doesn't take away what was said about the button that was pressed.
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && (fromPoll || !isPoll(event))) hide();
});

// What was typed into a form that was sent when one was signed out meanwhile: kept in this tab until
// one has signed in again and is back on the page, then put where it was. To be sent once more by hand.
const KEY = "held";
const owner = one("#deck").dataset.owner;
const TYPED = "textarea[name], input[name]:is([type=text], [type=search], [type=email], :not([type]))";

function hold({ elt, verb }) {
  const form = elt.closest("form");
  if (!form || verb !== "post" || form.matches("[data-draft]")) return; // a draft is kept anyway
  const fields = all(TYPED, form).map(({ name, value }) => [name, value]);
  if (!fields.length) return;
  const action = form.getAttribute("action");
  sessionStorage.setItem(KEY, JSON.stringify({ owner, page: location.pathname, action, fields }));
}

function putBack() {
  const held = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  if (!held || !owner || held.page !== location.pathname) return;
  sessionStorage.removeItem(KEY);
  const form = held.owner === owner && all("form").find((each) => each.getAttribute("action") === held.action);
  if (!form) return;
  for (const [name, value] of held.fields) if (form.elements[name]) form.elements[name].value = value;
  form.closest("details")?.setAttribute("open", "");
  one(TYPED, form).focus();
  tell("What you had typed is back, and not sent yet.");
}

// The page's token is from before one signed in anew: the page is to be reloaded.
document.addEventListener("htmx:responseError", ({ detail: { xhr, requestConfig } }) => {
  if (xhr.status === 403) hold(requestConfig);
});
onContent(putBack);
