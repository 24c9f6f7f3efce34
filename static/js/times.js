// The server prints its own time zone; here each time is told in the reader's.
import { all, onContent } from "./dom.js";

const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const LONG = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

function tell(time) {
  const when = new Date(time.dateTime);
  if (Number.isNaN(when.getTime())) return;
  const style = time.dataset.local;
  const today = when.toDateString() === new Date().toDateString();
  time.textContent = style === "long" ? `${LONG.format(when)}, ${TIME.format(when)}`
    : style === "time" || (style === "short" && today) ? TIME.format(when)
      : `${DAY.format(when)} ${TIME.format(when)}`;
  time.removeAttribute("data-local");
}

onContent(() => all("time[data-local]").forEach(tell));
