// Enhancement only: every page works without any of this.
import "./menus.js";
import "./counts.js";
import "./tags.js";
import "./price.js";
import "./draft.js";
import "./once.js";
import "./trouble.js";
import "./pages.js";
import "./groups.js";
import "./clock.js";
import "./times.js";
import "./volume.js";
import "./copy.js";
import "./notices.js";
import "./player.js";
import "./deck.js";
import "./resume.js";
import "./words.js";
import "./queuepanel.js";
import "./queuedrag.js";
import "./bulk.js";
import "./order.js";
import "./compare.js";
// Last: it leaves to the others what they took.
import "./keys.js";
