/* A scan is answered by ear and in words: high for good, low and twice for bad. The words stand on the page and are
   announced, so nobody depends on hearing. Sound can be turned off, for this browser. */

const KEY = "wholefile-silent";
const GOOD = [[880, 0, 0.09]];
const BAD = [[220, 0, 0.14], [220, 0.2, 0.14]];
const LOUD = 0.15;
let context = null;

export function good(words = "") {
  play(GOOD);
  say(words);
}

export function bad(words = "") {
  play(BAD);
  say(words, { bad: true });
}

/* Puts words where they are announced; the same words again are announced again. */
export function say(words, { bad: isBad = false } = {}) {
  const [shown, other] = isBad ? ["sound-words-bad", "sound-words"] : ["sound-words", "sound-words-bad"];
  const region = document.getElementById(shown);
  const emptied = document.getElementById(other);
  if (emptied) emptied.textContent = "";
  if (!region) return;
  region.textContent = "";
  window.setTimeout(() => {
    region.textContent = words;
  }, 20);
}

export function isSilent() {
  try {
    return window.localStorage.getItem(KEY) === "yes";
  } catch {
    return false; // a browser that keeps nothing
  }
}

export function setSilent(silent) {
  try {
    if (silent) window.localStorage.setItem(KEY, "yes");
    else window.localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing: sounds stay as they are.
  }
}

function play(tones) {
  if (isSilent() || !("AudioContext" in window)) return;
  context ??= new AudioContext();
  // Before the first key or click a browser plays nothing; the words are there all the same.
  if (context.state === "suspended") context.resume().catch(() => {});
  for (const [pitch, after, length] of tones) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const begin = context.currentTime + after;
    tone.frequency.value = pitch;
    tone.type = "sine";
    volume.gain.setValueAtTime(LOUD, begin);
    volume.gain.exponentialRampToValueAtTime(0.001, begin + length);
    tone.connect(volume).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + length);
  }
}
