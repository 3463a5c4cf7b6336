// What can go wrong, under the names of wholefile.core.errors: codes for machines, messages for people.

export class WholefileError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** What was given cannot be read as what it should be. */
export class Invalid extends WholefileError {}

/** Bytes, hashes, signatures or proofs disagree. */
export class IntegrityFailure extends WholefileError {}

/** What was named does not exist. */
export class NotFound extends WholefileError {}

/** An input of a check could not be read: `what` names the input, `why` is in words. */
export class Unread extends Error {
  constructor(what, why) {
    super(why);
    this.what = what;
    this.why = why;
  }
}

/** This browser lacks something a check needs. Such a check is not checked, never passed. */
export class Unable extends Error {}

/** The value under a name that must be there; its absence is an answer of its own, never `undefined`. */
export function need(object, name) {
  const value = object[name];
  if (value === undefined) throw new TypeError(`there is no ${name}`);
  return value;
}
