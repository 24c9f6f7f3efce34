// One loudness for every fader on the page, remembered on this computer.
import { all, one, onContent } from "./dom.js";

const audio = one("#audio");

function show() {
  all("[data-volume]").forEach((fader) => { fader.value = Math.round(audio.volume * 100); });
  all("[data-mute]").forEach((button) => {
    button.setAttribute("aria-pressed", audio.muted);
    one("use", button).setAttribute("href", audio.muted ? "#i-mute" : "#i-vol");
  });
}

if (audio) {
  audio.volume = Math.min(1, Math.max(0, Number(localStorage.getItem("volume") ?? 0.8)));
  audio.addEventListener("volumechange", show);
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-volume]")) return;
    audio.muted = false;
    audio.volume = event.target.value / 100;
    localStorage.setItem("volume", audio.volume);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-mute]")) audio.muted = !audio.muted;
  });
  onContent(show);
}
