// Points of edwards25519 (RFC 8032), for what WebCrypto does not say: which points are odd, and which lie in the
// prime-order group. Slow exact integers; used for the few keys of logs and witnesses only.

const P = 2n ** 255n - 19n;
export const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const Y_MASK = 2n ** 255n - 1n;
// The y coordinates of the eight points of small order; the sign of x does not matter.
const SMALL_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER_Y = new Set([0n, 1n, P - 1n, SMALL_ORDER_8, P - SMALL_ORDER_8]);

function mod(value) {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

/** 32 bytes, little-endian, as a whole number. */
export function littleEndian(bytes) {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

/** Whether an encoded point is of small order or not written in the one canonical way. */
export function isOddPoint(bytes) {
  const y = littleEndian(bytes) & Y_MASK;
  return y >= P || SMALL_ORDER_Y.has(y);
}

/** Whether 32 bytes are a point of the prime-order group other than its neutral element, canonically written. */
export function isGroupPoint(bytes) {
  if (isOddPoint(bytes)) return false;
  const y = littleEndian(bytes) & Y_MASK;
  const x = xOf(y, bytes[31] >> 7);
  if (x === null) return false;
  const [endX, endY, endZ] = multiply(GROUP_ORDER, [x, y, 1n, mod(x * y)]);
  return endX === 0n && endY === endZ;
}

/** RFC 8032 section 5.1.3; null when no point has this y. */
function xOf(y, sign) {
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n));
  const square = mod(v * x * x);
  if (square === mod(-u)) x = mod(x * ROOT_OF_MINUS_ONE);
  else if (square !== u) return null;
  if (x === 0n && sign) return null;
  return Number(x & 1n) === sign ? x : mod(-x);
}

function multiply(scalar, point) {
  let result = [0n, 1n, 1n, 0n];
  let double = point;
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = addPoints(result, double);
    double = addPoints(double, double);
  }
  return result;
}

/** Extended coordinates (RFC 8032 section 5.1.4). */
function addPoints([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * D);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}
