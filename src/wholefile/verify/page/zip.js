// A production that came as a ZIP archive (APPNOTE.TXT 6.3), read in place with nothing taken on trust: the same refusals
// as wholefile.verify.archive, and members are inflated only when they are asked for.

import { fromUtf8, isAscii, joinBytes } from "./bytes.js";
import { Invalid } from "./errors.js";
import { topOf } from "./folder.js";
import { alike } from "./manifest.js";

const MOST_MEMBERS = 1000000;
const MOST_UNPACKED = 2 ** 40;
const MOST_RATIO = 200;
const FREE_BYTES = 16 * 1024 * 1024;
const DIRECTORY_BYTES = 512 * 1024 * 1024;
const BLOCK_BYTES = 4 * 1024 * 1024;
const BLOCKS_HELD = 8;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const END_64_BYTES = 56;
const HAS_DESCRIPTOR = 8;
const DESCRIPTORS = [12, 16, 20, 24]; // checksum and two lengths of 4 or 8 bytes, with or without a mark
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** The folder in an archive. */
export async function folderOfZip(archive) {
  const members = await readDirectory(archive);
  checkMembers(members, archive.size);
  checkOrder(members);
  const blocks = new Blocks(archive);
  const files = new Map(members.filter((one) => !one.name.endsWith("/")).map((one) => [one.name, new Member(blocks, one)]));
  for (const { name } of members) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
      if (files.has(name.slice(0, at))) throw refusedMember(name, "it is both a file and a folder");
    }
  }
  return topOf(files);
}

async function viewOf(archive, start, end) {
  return new DataView(await archive.slice(start, end).arrayBuffer());
}

function unreadable() {
  return new Invalid("archive.unreadable", "This is neither a folder nor a readable ZIP archive.");
}

function u64At(view, at) {
  return Number(view.getBigUint64(at, true));
}

function ambiguous() {
  return new Invalid("archive.ambiguous",
    "The archive is refused: something stands before, between or behind its files, so that another program may find " +
    "other files in it. Unpack it, look at what is there, and check the folder.");
}

/** Where the central directory is: `offset`, `size` and `count`. It ends where the end of the archive begins. */
async function findDirectory(archive) {
  if (archive.size < END_BYTES) throw unreadable();
  const tail = await viewOf(archive, Math.max(0, archive.size - END_BYTES - LOCATOR_BYTES), archive.size);
  const at = tail.byteLength - END_BYTES;
  if (tail.getUint32(at, true) !== 0x06054b50 || tail.getUint16(at + 20, true)) throw unreadable();
  if (at === LOCATOR_BYTES && tail.getUint32(0, true) === 0x07064b50) return findDirectory64(archive, u64At(tail, 8));
  const found = { count: tail.getUint16(at + 10, true), size: tail.getUint32(at + 12, true), offset: tail.getUint32(at + 16, true) };
  if (found.offset + found.size + END_BYTES !== archive.size) throw ambiguous();
  return found;
}

async function findDirectory64(archive, offset) {
  if (offset + END_64_BYTES + LOCATOR_BYTES + END_BYTES !== archive.size) throw ambiguous();
  const end = await viewOf(archive, offset, offset + END_64_BYTES);
  if (end.getUint32(0, true) !== 0x06064b50) throw unreadable();
  const found = { count: u64At(end, 32), size: u64At(end, 40), offset: u64At(end, 48) };
  if (found.offset + found.size !== offset) throw ambiguous();
  return found;
}

async function readDirectory(archive) {
  const { offset, size, count } = await findDirectory(archive);
  if (count > MOST_MEMBERS) {
    throw new Invalid("archive.too_many", `The archive has ${count} members, more than ${MOST_MEMBERS}.`);
  }
  if (size > DIRECTORY_BYTES || offset + size > archive.size) throw unreadable();
  const view = await viewOf(archive, offset, offset + size);
  const members = [];
  for (let at = 0; at < size;) {
    if (at + 46 > size || view.getUint32(at, true) !== 0x02014b50) throw unreadable();
    const member = readMember(view, at, size);
    members.push(member);
    at = member.end;
  }
  if (members.length !== count) throw unreadable();
  const inOrder = [...members].sort((a, b) => a.offset - b.offset);
  inOrder.forEach((member, i) => {
    member.next = inOrder[i + 1]?.offset ?? offset;
  });
  if ((inOrder[0]?.offset ?? offset) !== 0) throw ambiguous();
  return members;
}

/** Every program must find these members: there is no room between them for another, as far as the list tells. */
function checkOrder(members) {
  for (const { offset, packed, nameBytes, name, next } of members) {
    const room = next - offset - 30 - nameBytes.length - packed;
    if (room < 0 || (name.endsWith("/") && room > 64)) throw ambiguous();
  }
}

function readMember(view, at, size) {
  const [nameLength, extraLength, remarkLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
  const end = at + 46 + nameLength + extraLength + remarkLength;
  if (end > size) throw unreadable();
  const member = {
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packed: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    mode: view.getUint32(at + 38, true) >>> 16,
    offset: view.getUint32(at + 42, true),
    nameBytes: new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength),
    end,
  };
  member.name = nameOf(member);
  widen(member, new DataView(view.buffer, view.byteOffset + at + 46 + nameLength, extraLength));
  return member;
}

function nameOf({ flags, nameBytes }) {
  try {
    const name = fromUtf8(nameBytes);
    if (flags & 0x800 || isAscii(name)) return name;
  } catch {
    // falls through to the refusal
  }
  throw new Invalid("archive.refused", "The archive is refused: the name of a member is not marked as UTF-8.");
}

/** Sizes and offset beyond 32 bits stand in the extra field 1. */
function widen(member, extra) {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const [tag, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    let field = at + 4;
    at = field + length;
    if (at > extra.byteLength) throw unreadable();
    for (const name of tag === 1 ? ["size", "packed", "offset"] : []) {
      if (member[name] !== 0xffffffff) continue;
      if (field + 8 > at) throw unreadable();
      member[name] = u64At(extra, field);
      field += 8;
    }
  }
}

function checkMembers(members, archiveSize) {
  const names = new Set();
  let [total, packed] = [0, 0];
  for (const member of members) {
    checkMember(member);
    const key = alike(member.name.replace(/\/$/, ""));
    if (names.has(key)) throw refusedMember(member.name, "the same name stands twice");
    names.add(key);
    total += member.size;
    packed += member.packed;
  }
  if (packed > archiveSize || total > MOST_UNPACKED || total > FREE_BYTES + packed * MOST_RATIO) {
    throw new Invalid("archive.swells", `The archive would grow to ${total} bytes; that is not a production.`);
  }
}

function checkMember({ name, mode, flags, method }) {
  const parts = name.replace(/\/+$/, "").split("/");
  const kind = mode & 0o170000;
  let why = "";
  if (name.includes("\\") || name.includes("\0")) why = "its name has characters that do not belong in a path";
  else if (parts.some((part) => part === "" || part === "." || part === "..") || parts[0].includes(":")) {
    why = "its name leads out of the folder";
  } else if (![0, 0o100000, 0o040000].includes(kind)) why = "it is a link or a special file";
  else if (flags & 1) why = "it is encrypted";
  else if (method !== 0 && method !== 8) why = "it is compressed in an unusual way";
  if (why) throw refusedMember(name, why);
}

function refusedMember(name, why) {
  return new Invalid("archive.refused", `The archive is refused: '${name.slice(0, 100)}': ${why}.`);
}

/** The archive's bytes, read in large blocks: twenty thousand small members lie side by side in a few of them. */
class Blocks {
  #held = new Map();

  constructor(archive) {
    this.archive = archive;
  }

  /** The bytes from start to end, or fewer where the archive ends. */
  async read(start, end) {
    if (end - start > BLOCK_BYTES) return new Uint8Array(await this.archive.slice(start, end).arrayBuffer());
    const first = Math.floor(start / BLOCK_BYTES);
    const base = first * BLOCK_BYTES;
    const block = await this.#block(first);
    if (end <= base + BLOCK_BYTES) return block.subarray(start - base, end - base);
    const next = await this.#block(first + 1);
    return joinBytes(block.subarray(start - base), next.subarray(0, end - base - BLOCK_BYTES));
  }

  #block(index) {
    if (!this.#held.has(index)) {
      if (this.#held.size >= BLOCKS_HELD) this.#held.delete(this.#held.keys().next().value);
      const slice = this.archive.slice(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES);
      this.#held.set(index, slice.arrayBuffer().then((buffer) => new Uint8Array(buffer)));
    }
    return this.#held.get(index);
  }
}

class Member {
  constructor(blocks, member) {
    this.blocks = blocks;
    this.member = member;
    this.size = member.size;
  }

  /** Where the member's packed bytes begin, once its own header names it as the directory does. */
  async start() {
    const { offset, packed, nameBytes, method, name, next, flags } = this.member;
    const local = await this.blocks.read(offset, offset + 30 + nameBytes.length);
    const view = new DataView(local.buffer, local.byteOffset, local.length);
    const fits = local.length === 30 + nameBytes.length && view.getUint32(0, true) === 0x04034b50 &&
      view.getUint16(8, true) === method && nameBytes.every((byte, i) => byte === local[30 + i]);
    if (!fits) throw refusedMember(name, "the archive names it in two ways");
    const start = offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
    if (start + packed > this.blocks.archive.size) throw refusedMember(name, "it is cut off");
    const room = next - start - packed;
    if (room !== 0 && !(flags & HAS_DESCRIPTOR && DESCRIPTORS.includes(room))) throw ambiguous();
    return start;
  }

  /** The unpacked bytes, block by block; the length and the checksum announced are the only ones accepted. */
  async *unpacked() {
    const { size, crc, name } = this.member;
    let written = 0;
    let sum = 0xffffffff;
    for await (const block of this.inflated(await this.start())) {
      written += block.length;
      if (written > size) throw refusedMember(name, "it is longer than announced");
      for (let i = 0; i < block.length; i++) sum = CRC_TABLE[(sum ^ block[i]) & 255] ^ (sum >>> 8);
      yield block;
    }
    if (written !== size) throw refusedMember(name, "it is shorter than announced");
    if ((~sum >>> 0) !== crc) throw refusedMember(name, "it is damaged");
  }

  async *inflated(start) {
    const { packed, method } = this.member;
    const end = start + packed;
    if (method === 0) {
      for (let at = start; at < end; at += BLOCK_BYTES) yield this.blocks.read(at, Math.min(at + BLOCK_BYTES, end));
      return;
    }
    const inflater = new DecompressionStream("deflate-raw");
    const writing = this.feed(inflater.writable.getWriter(), start, end);
    const reader = inflater.readable.getReader();
    for (let block = await reader.read(); !block.done; block = await reader.read()) yield block.value;
    await writing;
  }

  /** What goes wrong here, the reader at the other end hears. */
  async feed(writer, start, end) {
    try {
      for (let at = start; at < end; at += BLOCK_BYTES) {
        await writer.write((await this.blocks.read(at, Math.min(at + BLOCK_BYTES, end))).slice());
      }
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
    }
  }

  async bytes() {
    const whole = new Uint8Array(this.size);
    let at = 0;
    for await (const block of this.unpacked()) {
      whole.set(block, at);
      at += block.length;
    }
    return whole;
  }
}
