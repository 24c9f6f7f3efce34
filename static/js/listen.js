// The player of a public link: the page's own <audio>, with a waveform to seek on. Without script
// the browser's controls are there instead.
import { all, one, clock } from "./dom.js";
import { fill, press } from "./takes.js";

function dress(take) {
  const audio = one("audio", take);
  const wave = one(".wave", take);
  const seconds = Number(take.dataset.seconds);

  function draw() {
    take.classList.toggle("is-on", !audio.paused);
    press(one(".btn-play", take), !audio.paused, take.dataset.title);
    fill(wave, audio.currentTime, seconds);
    one("[data-at]", take).textContent = audio.currentTime ? `${clock(audio.currentTime)} of ${clock(seconds)}` : clock(seconds);
  }

  one(".btn-play", take).addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    all("audio").forEach((other) => { if (other !== audio) other.pause(); });
    announce(take);
    return audio.play();
  });
  one("input", wave).addEventListener("input", (event) => { audio.currentTime = Number(event.target.value); });
  audio.addEventListener("error", () => { one("[data-at]", take).textContent = "This can't be played just now."; });
  for (const kind of ["play", "pause", "ended", "timeupdate", "seeked"]) audio.addEventListener(kind, draw);
}

// The lock screen of a phone shows the title and the cover.
function announce(take) {
  if (!navigator.mediaSession) return;
  const cover = one('meta[property="og:image"]')?.content;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: take.dataset.title,
    artwork: cover ? [{ src: cover, sizes: "600x600", type: "image/png" }] : [],
  });
}

all("[data-take]").forEach(dress);
