// When an answer doesn't come, or comes as an error, say so in a sentence; nothing typed is lost.
import { one } from "./dom.js";

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
