// What an act is about, also when it says so only through another act (wholefile.core.subjects): a translation names its
// statement, a release its hold, and each is about the items of what it names.

import { itemIds } from "./vocabulary.js";

// Kinds that give something a number, and kinds that name it: the field, and what kind of thing stands in it.
const GIVES = {
  "hold.placed": "hold",
  "inconsistency.flagged": "inconsistency",
  "objection.raised": "objection",
  "statement.recorded": "statement",
};
const NAMES = {
  "hold.released": [["hold", "hold"]],
  "inconsistency.answered": [["inconsistency", "inconsistency"]],
  "inconsistency.flagged": [["first", "statement"], ["second", "statement"]],
  "objection.answered": [["objection", "objection"]],
  "statement.attested": [["statement", "statement"]],
  "statement.translated": [["statement", "statement"]],
};

export class Subjects {
  #given = new Map();

  /** Learn what an act gives a number to; other acts are left alone. */
  read(kind, fields) {
    if (!Object.hasOwn(GIVES, kind)) return;
    const key = `${GIVES[kind]} ${fields[GIVES[kind]]}`;
    if (!this.#given.has(key)) this.#given.set(key, []);
    this.#given.get(key).push([kind, fields]);
  }

  /** The items an act is about; none when it, or anything that it names, is about something else than items. */
  of(kind, fields) {
    const few = this.#ofEach(kind, fields);
    return few.every((items) => items.length) ? [...new Set(few.flat())] : [];
  }

  /** The items an act has to do with, whatever else it is about. */
  touched(kind, fields) {
    return [...new Set(this.#ofEach(kind, fields).flat())];
  }

  /** The items of the act, or of each thing that it names. */
  #ofEach(kind, fields) {
    if (!Object.hasOwn(NAMES, kind)) return [itemIds(kind, fields)];
    return NAMES[kind].flatMap(([field, noun]) => {
      const givers = this.#given.get(`${noun} ${fields[field]}`) ?? [];
      const found = givers.flatMap((giver) => this.#ofEach(...giver));
      return found.length ? found : [[]];
    });
  }
}
