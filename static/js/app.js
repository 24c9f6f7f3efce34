// Enhancement only: every page works without any of this.
import "./small.js";
import "./pages.js";
import "./player.js";
import "./deck.js";
import "./resume.js";
import { one, onContent } from "./dom.js";

// What only some pages need is fetched when such a page is there, to keep the first one light. For the
// same sake a file is more than a few lines: each brings headers of its own.
const WANTED = {
  "[data-make]": () => Promise.all([import("./make.js"), import("./tags.js")]),
  "[data-tick-all], [data-new-list], [data-play-all]": () => import("./bulk.js"),
  "#news": () => import("./notices.js"),
  "[data-group-list] [data-pending], [data-waits]": () => import("./groups.js"),
  "[data-since]": () => import("./clock.js"),
  "[data-console]": () => import("./console.js"),
  "[data-compare]": () => import("./compare.js"),
  "[data-order]": () => import("./order.js"),
  ".has-deck, [data-words-of] a[href]": () => import("./words.js"),
  ".has-deck": () => Promise.all([import("./queuepanel.js"), import("./queuedrag.js")]),
};

function fetchWanted() {
  for (const [selector, fetched] of Object.entries(WANTED)) {
    if (!one(selector)) continue;
    delete WANTED[selector];
    fetched();
  }
}

document.addEventListener("songdesk:sounds", fetchWanted);
onContent(fetchWanted);
