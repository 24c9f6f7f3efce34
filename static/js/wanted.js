// What only some pages need is fetched when such a page is there, to keep the first one light.
import { one, onContent } from "./dom.js";

const WANTED = {
  "[data-make]": () => Promise.all([import("./price.js"), import("./tags.js"), import("./draft.js")]),
  "[data-bulk], [data-new-list], [data-play-all]": () => import("./bulk.js"),
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
