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
import "./player.js";
import "./words.js";
