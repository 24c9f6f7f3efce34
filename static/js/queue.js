// What plays, in the order it plays in: facts of takes in, the next one out. It knows no page and
// no sound. With shuffle on the list itself is shuffled, so nothing comes twice before all have
// been, and what the panel shows is what will be heard.

const REPEATS = ["off", "all", "one"];
const nothing = () => ({ items: [], at: -1, from: "", last: 0, repeat: "off", shuffle: false });
let state = nothing();

const changed = () => document.dispatchEvent(new CustomEvent("songdesk:queue"));
const at = (key) => state.items.findIndex((item) => item.key === key);

export const snapshot = () => state;
export const now = () => state.items[state.at] ?? null;

export function restore(saved) {
  state = { ...nothing(), ...saved };
  changed();
}

export const forget = () => restore({ repeat: state.repeat, shuffle: state.shuffle });

function entry(take, more) {
  state.last += 1;
  return { ...take, key: state.last, ...more };
}

// Make it the one that plays. What is played has no claim to be kept any more.
function go(index) {
  state.at = index;
  state.items[index].asked = false;
  changed();
  return state.items[index];
}

function keepNow(change) {
  const current = now();
  change();
  state.at = state.items.indexOf(current);
  changed();
}

// Fisher and Yates's shuffle, as in Knuth, The Art of Computer Programming, vol. 2, 3.4.2,
// algorithm P.
function shuffled(items) {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

// The present one first, the others as chance has it; `rank` is the way back.
function mix() {
  state.items.forEach((item, index) => { item.rank = index; });
  const current = now();
  state.items = [current, ...shuffled(state.items.filter((item) => item !== current))].filter(Boolean);
  state.at = current ? 0 : -1;
}

// The last of one round is not the first of the next.
function nextRound() {
  const heard = now();
  state.items = shuffled(state.items);
  if (state.items[0] === heard) state.items.push(state.items.shift());
}

// A page's takes, from one of them on. What somebody asked for and has not heard yet stays.
export function begin(takes, id) {
  const from = takes.map((take) => take.id).join();
  const known = now()?.id === id ? now() : state.items.find((item) => item.id === id);
  if (known && from === state.from) return goTo(known.key);
  const asked = state.items.slice(state.at + 1).filter((item) => item.asked && item.id !== id);
  state.items = takes.map((take) => entry(take));
  state.from = from;
  state.at = Math.max(0, state.items.findIndex((item) => item.id === id));
  if (state.shuffle) mix();
  state.items.splice(state.at + 1, 0, ...asked.map((item) => ({ ...item, rank: state.at + 0.5 })));
  return go(state.at);
}

// A shuffled list goes on from there with all that has not been heard.
export function goTo(key) {
  if (state.shuffle && at(key) !== state.at) {
    const item = state.items[at(key)];
    keepNow(() => {
      state.items.splice(at(key), 1);
      state.items.splice(state.items.indexOf(now()) + 1, 0, item);
    });
  }
  return go(at(key));
}

// A take stands in the queue once, but for the one that plays.
export function insert(take, { next }) {
  keepNow(() => {
    const current = now();
    const others = state.items.filter((item) => item === current || item.id !== take.id);
    const place = next ? others.indexOf(current) + 1 : others.length;
    const rank = next ? (current?.rank ?? -1) + 0.5 : others.length;
    state.items = [...others.slice(0, place), entry(take, { asked: true, rank }), ...others.slice(place)];
  });
}

// After the one that plays is taken out, the next is the one that followed it.
export function remove(key) {
  const index = at(key);
  state.items.splice(index, 1);
  if (index <= state.at) state.at -= 1;
  changed();
}

export const order = (keys) => keepNow(() => { state.items = keys.map((key) => state.items[at(key)]); });

export const clear = () => keepNow(() => {
  state.items = state.items.filter((item) => item === now());
  state.from = "";
});

export function step(by) {
  const index = state.at + by;
  if (state.items[index]) return go(index);
  if (state.repeat !== "all" || !state.items.length) return null;
  if (by < 0) return go(state.items.length - 1);
  if (state.shuffle) nextRound();
  return go(0);
}

export const ended = () => (state.repeat === "one" ? now() : step(1));

export function turnRepeat() {
  state.repeat = REPEATS[(REPEATS.indexOf(state.repeat) + 1) % REPEATS.length];
  changed();
}

export function turnShuffle() {
  state.shuffle = !state.shuffle;
  if (state.shuffle) mix();
  else keepNow(() => { state.items.sort((one, other) => one.rank - other.rank); });
  changed();
}
