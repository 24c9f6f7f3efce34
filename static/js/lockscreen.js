// The keys, the title and the picture on a phone's lock screen, and on a keyboard's media keys.
// https://w3c.github.io/mediasession/
const media = navigator.mediaSession;

export function announce(take, keys) {
  if (!media) return;
  const artwork = take.art ? [{ src: take.art, sizes: "600x600", type: "image/png" }] : [];
  media.metadata = new MediaMetadata({ title: take.title, artist: take.sub, artwork });
  for (const [key, act] of Object.entries(keys)) media.setActionHandler(key, act);
}

export function showPlace(audio) {
  if (!media) return;
  media.playbackState = audio.paused ? "paused" : "playing";
  if (!Number.isFinite(audio.duration)) return;
  media.setPositionState({ duration: audio.duration, position: Math.min(audio.currentTime, audio.duration) });
}

export function withdraw() {
  if (!media) return;
  media.metadata = null;
  media.playbackState = "none";
}
