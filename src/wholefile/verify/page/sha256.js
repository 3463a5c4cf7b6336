// SHA-256 (FIPS 180-4) and HMAC-SHA256 (RFC 2104), at once and in line: WebCrypto answers later, and a proof needs a
// million small hashes. Whole files go through WebCrypto where they fit into memory.

const ROUND = new Int32Array(64);
const START = new Int32Array(8);
const schedule = new Int32Array(64);
let scratch = new Uint8Array(4096);

fillConstants();

/** First 32 bits of the fractional parts of square and cube roots of the first primes, in exact integers. */
function fillConstants() {
  const primes = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
  primes.forEach((prime, i) => {
    ROUND[i] = Number(BigInt.asIntN(32, integerRoot(BigInt(prime) << 96n, 3n)));
    if (i < 8) START[i] = Number(BigInt.asIntN(32, integerRoot(BigInt(prime) << 64n, 2n)));
  });
}

function integerRoot(value, degree) {
  let low = 0n;
  let high = 1n << 48n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= value) low = middle;
    else high = middle;
  }
  return low;
}

function compress(state, data, offset) {
  const w = schedule;
  for (let i = 0; i < 16; i++, offset += 4) {
    w[i] = (data[offset] << 24) | (data[offset + 1] << 16) | (data[offset + 2] << 8) | data[offset + 3];
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** Hash the parts after `before` bytes (a multiple of 64) that have already gone into `state`; `state` is used up. */
function finish(state, before, parts) {
  let length = 0;
  for (const part of parts) length += part.length;
  const padded = (length + 72) & ~63;
  if (padded > scratch.length) scratch = new Uint8Array(padded * 2);
  let at = 0;
  for (const part of parts) {
    scratch.set(part, at);
    at += part.length;
  }
  scratch.fill(0, at, padded);
  scratch[at] = 0x80;
  for (let i = 1, bits = (before + length) * 8; bits > 0; i++, bits = Math.floor(bits / 256)) {
    scratch[padded - i] = bits % 256;
  }
  for (let offset = 0; offset < padded; offset += 64) compress(state, scratch, offset);
  const digest = new Uint8Array(32);
  for (let i = 0; i < 8; i++) {
    const word = state[i];
    digest[i * 4] = word >>> 24;
    digest[i * 4 + 1] = word >>> 16;
    digest[i * 4 + 2] = word >>> 8;
    digest[i * 4 + 3] = word;
  }
  return digest;
}

/** SHA-256 over these byte strings, one after the other. */
export function sha256(...parts) {
  return finish(START.slice(), 0, parts);
}

/** SHA-256 of a stream: `update` with blocks of any length, then `digest` once. */
export class Sha256Stream {
  #state = START.slice();
  #rest = new Uint8Array(0);
  #length = 0;

  update(block) {
    let data = block;
    if (this.#rest.length) {
      data = new Uint8Array(this.#rest.length + block.length);
      data.set(this.#rest);
      data.set(block, this.#rest.length);
    }
    const whole = data.length & ~63;
    for (let offset = 0; offset < whole; offset += 64) compress(this.#state, data, offset);
    this.#length += whole;
    this.#rest = data.slice(whole);
  }

  digest() {
    return finish(this.#state, this.#length, [this.#rest]);
  }
}

/** HMAC-SHA256 with one key of at most 64 bytes and many short messages: the key's two blocks are hashed once. */
export function hmacWith(key) {
  const block = new Uint8Array(64);
  const inner = START.slice();
  const outer = START.slice();
  block.set(key);
  compress(inner, block.map((byte) => byte ^ 0x36), 0);
  compress(outer, block.map((byte) => byte ^ 0x5c), 0);
  return (message) => finish(outer.slice(), 64, [finish(inner.slice(), 64, [message])]);
}
