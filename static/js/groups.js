// A song that changed is swapped where it stands; here it moves to the group it now belongs to.
import { all, one, onContent, say } from "./dom.js";

function move(job, list) {
  const focused = job.contains(document.activeElement) ? document.activeElement : null;
  list.prepend(job);
  focused?.focus({ preventScroll: true });
  say(`${one(".job-title", job)?.textContent.trim()}: ${one(".tag", job)?.textContent.trim()}`);
}

function sort() {
  const lists = Object.fromEntries(all("[data-group-list]").map((list) => [list.dataset.groupList, list]));
  for (const job of all("[data-group-list] > [data-group]")) {
    const list = lists[job.dataset.group];
    if (list && job.parentElement !== list) move(job, list);
  }
  for (const list of Object.values(lists)) {
    list.closest("[data-group-box]").hidden = !list.children.length;
  }
  for (const [name, list] of Object.entries(lists)) {
    all(`[data-group-count="${name}"]`).forEach((count) => {
      count.textContent = list.children.length;
      count.closest("a").hidden = !list.children.length;
    });
  }
  const nothing = one("[data-nothing]");
  if (nothing) nothing.hidden = Object.values(lists).some((list) => list.children.length);
}

// A song's own page has more to show once the song has ended: fetch it whole.
function refresh() {
  const job = one("[data-waits] > [data-song]");
  if (!job || job.dataset.pending) return;
  job.parentElement.removeAttribute("data-waits");
  htmx.ajax("GET", location.href, { target: "#page", select: "#page", swap: "outerHTML" });
}

onContent(sort);
onContent(refresh);
