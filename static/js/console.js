// The console sends the request for real. What it sends is what the server wrote beside the form;
// the key goes into the header of these calls and nowhere else.
import { one, say } from "./dom.js";

const POLL_MS = 2000;
const SHOWN = ["X-Request-ID", "RateLimit-Remaining", "Retry-After", "Idempotent-Replayed"];
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function complain(sentence) {
  const error = one("[data-run-error]");
  if (!error) return; // another page is shown by now
  error.hidden = !sentence;
  error.toggleAttribute("data-error", Boolean(sentence));
  one("span", error).textContent = sentence;
  one("[data-run-key]").toggleAttribute("aria-invalid", Boolean(sentence));
  if (sentence) say(sentence);
}

// The request as it stands now: what was typed a moment ago may not be on the page yet.
async function written() {
  const form = one("[data-console] form");
  const answer = await fetch(form.action, {
    method: "POST", body: new FormData(form), headers: { "HX-Target": "request" },
  });
  const part = document.createElement("template");
  part.innerHTML = await answer.text();
  const request = one("[data-request]", part.content);
  const wrong = one("[data-error]", part.content)?.textContent.trim();
  if (!request) throw new Error(wrong || "You are signed out. Open this page again.");
  return request.dataset;
}

async function call(url, key, options = {}) {
  const headers = { Authorization: `Bearer ${key}`, ...options.headers };
  const began = performance.now();
  const response = await fetch(url, { ...options, headers, credentials: "omit" });
  const body = await response.json().catch(() => {
    throw new Error(`What answered with ${response.status} is not this site's API: it sent no JSON.`);
  });
  const took = Math.round(performance.now() - began);
  return { status: response.status, headers: response.headers, body, took };
}

// One line of the log; asked again, it shows the latest answer.
function show(log, title, { status, headers, body, took }) {
  const facts = element("dl", "");
  for (const [name, value] of [["Status", status], ["Took", `${took} ms`], ...SHOWN.map((name) => [name, headers.get(name)])]) {
    if (value === null) continue;
    const row = element("div", "");
    row.append(element("dt", name), element("dd", value));
    facts.append(row);
  }
  const code = element("pre", JSON.stringify(body, null, 2), "code");
  Object.assign(code, { tabIndex: 0 });
  code.setAttribute("role", "region");
  code.setAttribute("aria-label", `Answer to ${title}`);
  log.replaceChildren(element("h3", title), facts, code);
}

function newCall() {
  const log = element("article", "", "call");
  one("[data-calls]")?.append(log);
  one("[data-answers]")?.removeAttribute("hidden");
  return log;
}

// Whether the answer is a refusal; then it says so in the API's own sentence.
function refused({ body, status }) {
  if (status < 400) return false;
  complain(body.error?.message || `The answer was ${status}.`);
  return true;
}

function sound(task) {
  for (const clip of task.response_data) {
    const log = newCall();
    const player = element("audio", "");
    const { pathname, search } = new URL(clip.audio_url);
    Object.assign(player, { controls: true, preload: "metadata", src: pathname + search });
    player.setAttribute("aria-label", clip.title);
    log.append(element("h3", `${clip.title}, ${Math.round(clip.duration)} s`), player);
  }
}

// What is shown of the wallet in the bar is out of date by then.
function refreshBalance() {
  window.htmx.ajax("GET", location.href, { target: "#balance", select: "#balance", swap: "outerHTML" });
}

async function watch(path, key) {
  const log = newCall();
  for (let asked = 1; log.isConnected; asked += 1) {
    const answer = await call(path, key);
    show(log, `GET ${path}, asked ${asked === 1 ? "once" : `${asked} times`}`, answer);
    if (refused(answer)) return;
    const task = answer.body.data;
    if (task.status === "failed") complain(`${task.error.message} ${task.error.advice}`);
    if (task.status === "completed") { sound(task); say("The song is ready."); }
    if (task.status !== "IN_PROGRESS") { refreshBalance(); return; }
    await wait(POLL_MS);
  }
}

async function run(key) {
  const request = await written();
  one("[data-calls]")?.replaceChildren();
  const { pathname } = new URL(request.url);
  const once = request.once ? { "Idempotency-Key": request.once } : {};
  const made = await call(pathname, key, {
    method: "POST", body: request.body, headers: { "Content-Type": "application/json", ...once },
  });
  show(newCall(), `POST ${pathname}`, made);
  if (refused(made)) return;
  refreshBalance();
  await watch(`/api/v1/tasks/${made.body.data.task_id}`, key);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-run]");
  if (!button) return;
  const key = one("[data-run-key]").value.trim();
  complain(key ? "" : "Paste a key first: it says whose credits are spent.");
  if (!key) return;
  button.disabled = true;
  try {
    await run(key);
  } catch (error) {
    complain(error instanceof TypeError ? "No answer came. Is this computer online?" : error.message);
  } finally {
    button.disabled = false;
  }
});

// The price on the button follows the request beside the form.
document.addEventListener("htmx:afterSettle", () => {
  const cost = one("[data-request] b");
  const shown = one("[data-run-cost]");
  if (shown && cost) shown.textContent = cost.textContent;
});
