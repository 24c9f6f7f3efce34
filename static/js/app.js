// Enhancement only: every page works without any of this.
import "./menus.js";
import "./counts.js";
import "./once.js";
import "./trouble.js";
import "./pages.js";
import "./groups.js";
import "./times.js";
import "./volume.js";
import "./copy.js";
import "./notices.js";
import "./player.js";
import "./deck.js";
import "./resume.js";
import "./wanted.js";
// Last: it leaves to the others what they took.
import "./keys.js";
