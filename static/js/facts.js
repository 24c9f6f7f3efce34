// What a page says about its takes, as far as playing them needs it.
import { all, one } from "./dom.js";

// A stem's id begins with its take's ("7-voice"): it has the same length, words and picture.
export const whole = (id) => id?.split("-")[0];

export function factsOf(element) {
  const { take: id, src, title, sub, seconds, href, download, words, art } = element.dataset;
  const song = element.closest("[data-song], [data-sample]");
  return {
    id, src, title, sub, href: href || location.pathname, download: download || "",
    words: words || "", seconds: Number(seconds),
    art: art || one(`[data-take="${whole(id)}"]`)?.dataset.art || "",
    wave: one(`#wave-${whole(id)}`)?.getAttribute("d") || "",
    cover: one(".cover", song)?.innerHTML || "",
  };
}

export const takesHere = () => all("[data-take]:not([data-stem])").map(factsOf);
