// A production as it was chosen or dropped: which files there are, and the digest of each, read once.

import { hex } from "./bytes.js";
import { Invalid, NotFound } from "./errors.js";
import { Sha256Stream, sha256 } from "./sha256.js";

const MOST_FILES = 5000000;
const AT_ONCE = 32;
const WHOLE_BYTES = 64 * 1024 * 1024;

/** Files by their path with forward slashes, below the top of the bag. Each has `size`, `bytes()` and `unpacked()`, its blocks. */
class Folder {
  constructor(files) {
    if (files.size > MOST_FILES) throw new Invalid("folder.too_many", `More than ${MOST_FILES} files are no production.`);
    this.files = files;
  }

  has(path) {
    return this.files.has(path);
  }

  /** The bytes of one file of at most `most` bytes. */
  async read(path, most) {
    const file = this.files.get(path);
    if (!file) throw new NotFound("folder.no_file", `There is no file ${path}.`);
    if (file.size > most) {
      throw new Invalid("folder.too_long", `The file ${path} has ${file.size} bytes; at most ${most} are expected.`);
    }
    try {
      return await file.bytes();
    } catch (error) {
      throw new Invalid("folder.unreadable", `${path} cannot be read: ${error.message}`);
    }
  }

  /** Map from path to SHA-256 in hex of every file; a file that cannot be read has an empty text. */
  async digests(progress) {
    const found = new Map();
    const waiting = [...this.files].reverse();
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const [path, file] = next;
        found.set(path, await digestOf(file).catch(() => ""));
        if (progress) await progress(found.size, this.files.size);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  }
}

/** A file on disk, as the browser gives it. */
class DiskFile {
  constructor(file) {
    this.file = file;
    this.size = file.size;
  }

  async bytes() {
    return new Uint8Array(await this.file.arrayBuffer());
  }

  async *unpacked() {
    const reader = this.file.stream().getReader();
    for (let block = await reader.read(); !block.done; block = await reader.read()) yield block.value;
  }
}

async function digestOf(file) {
  if (file.size <= WHOLE_BYTES) {
    const bytes = await file.bytes();
    return hex(globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : sha256(bytes));
  }
  const hash = new Sha256Stream();
  for await (const block of file.unpacked()) hash.update(block);
  return hex(hash.digest());
}

/** The bag among files by their whole paths: at the top, or in the only folder there. */
export function topOf(files) {
  if (files.has("bagit.txt")) return new Folder(files);
  const tops = new Set([...files.keys()].map((path) => path.split("/", 1)[0]));
  const [only] = tops;
  if (tops.size !== 1 || files.has(only)) return new Folder(files);
  return new Folder(new Map([...files].map(([path, file]) => [path.slice(only.length + 1), file])));
}

/** What `<input webkitdirectory>` gives: every path begins with the name of the folder that was chosen. */
export function folderOf(fileList) {
  const files = new Map();
  for (const file of fileList) {
    const path = file.webkitRelativePath || file.name;
    files.set(path.slice(path.indexOf("/") + 1), new DiskFile(file));
  }
  return topOf(files);
}

/** What was dropped, as a FileSystemDirectoryHandle. */
export async function folderOfHandle(handle) {
  const files = new Map();
  const waiting = [[handle, ""]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [directory, below] = next;
    for await (const one of directory.values()) {
      if (one.kind === "directory") waiting.push([one, `${below}${one.name}/`]);
      else files.set(below + one.name, new DiskFile(await one.getFile()));
    }
  }
  return topOf(files);
}
