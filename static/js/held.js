// What was typed into a form that was sent when one was signed out meanwhile: kept in this tab until
// one has signed in again and is back on the page, then put where it was. To be sent once more by hand.
import { all, one, onContent, tell } from "./dom.js";

const KEY = "held";
const owner = one("#deck").dataset.owner;
const TYPED = "textarea[name], input[name]:is([type=text], [type=search], [type=email], :not([type]))";

export function hold({ elt, verb }) {
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
