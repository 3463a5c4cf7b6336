/* The camera of a phone or laptop as a scanner: QR codes and Code 128, label after label. What it sees is read in this
   browser and goes nowhere. It stops when the page is hidden, and reads the same label again only once it was away. */
import { prepareZXingModule, readBarcodes } from "../vendor/zxing/reader/index.js";

const PAUSE = 120; // milliseconds between two looks
const AWAY = 2000; // milliseconds out of sight after which a label counts as scanned anew
const WIDEST = 1280;
const OPTIONS = { formats: ["QRCode", "Code128"], tryHarder: true, maxNumberOfSymbols: 4 };

/* Raises what the browser raises where there is no camera or nobody allows it. `found` is given each text that is read,
   `ended` is called when the page was hidden. */
export async function openCamera({ video, reader, found, ended }) {
  prepareZXingModule({ overrides: { locateFile: (name) => reader + name } });
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: WIDEST } },
  });
  const canvas = document.createElement("canvas");
  const seen = new Map();
  let timer = 0;
  let running = true;

  async function look() {
    if (!running) return;
    if (video.videoWidth) {
      const { context, width, height } = drawing(canvas, video);
      context.drawImage(video, 0, 0, width, height);
      for (const one of await readBarcodes(context.getImageData(0, 0, width, height), OPTIONS)) tell(one.text);
    }
    if (running) timer = window.setTimeout(look, PAUSE);
  }

  function tell(text) {
    const now = performance.now();
    const before = seen.get(named(text));
    seen.set(named(text), now);
    if (running && text && (before === undefined || now - before > AWAY)) found(text);
  }

  function stop() {
    running = false;
    window.clearTimeout(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
    document.removeEventListener("visibilitychange", hidden);
  }

  function hidden() {
    if (!document.hidden) return;
    stop();
    ended();
  }

  document.addEventListener("visibilitychange", hidden);
  video.srcObject = stream;
  try {
    await video.play();
  } catch (error) {
    stop();
    throw error;
  }
  look();
  return { stop };
}

/* The QR code and the bars of one label say the same number, each in its own way. */
function named(text) {
  const said = text.trim().toUpperCase();
  return said.replace(/^HTTPS?:\/\/[^/]*\/[ILP]\//, "").replace(/^[LP]:(.*):(.)$/, "$1-$2");
}

function drawing(canvas, video) {
  const scale = Math.min(1, WIDEST / video.videoWidth);
  const width = Math.round(video.videoWidth * scale);
  const height = Math.round(video.videoHeight * scale);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  return { context: canvas.getContext("2d", { willReadFrequently: true }), width, height };
}
