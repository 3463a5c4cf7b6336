// A case as its opened acts tell it (wholefile.core.case_file): one pass over the acts in the order of the record.

import { need } from "./errors.js";
import { Subjects } from "./subjects.js";

// What is not decided on, and what is withheld, a production does not open.
export const NOT_OPENED = ["pending", "withheld"];

/** The case of this docket; `acts` come in any order, each once, with `seq`, `kind` and `fields` (null when closed). */
export function readCase(acts, docket) {
  const file = new CaseFile(docket);
  for (const act of [...acts].sort((a, b) => a.seq - b.seq)) {
    if (act.fields) file.subjects.read(act.kind, act.fields);
    if (Object.hasOwn(READERS, act.kind) && act.fields && Object.keys(act.fields).length) {
      READERS[act.kind](file, act.seq, act.fields);
    }
  }
  return file;
}

class CaseFile {
  constructor(docket) {
    this.docket = docket;
    this.items = new Map();
    this.rows = [];
    this.productions = new Map();
    this.screened = new Map();
    this.dismissed = new Map();
    this.certificates = [];
    this.subjects = new Subjects();
  }

  /** What is known of an item, of the case or not. `number` is its place on the schedule, 0 for none. */
  item(item) {
    if (!this.items.has(item)) {
      this.items.set(item, {
        item, number: 0, description: null, category: null, quantity: null,
        gone: null, unlocated: null, detached: null, decision: null,
      });
    }
    return this.items.get(item);
  }

  /** Whether an item is of the case, or was before it was detached. */
  has(item) {
    return (this.items.get(item)?.number ?? 0) > 0;
  }

  /** Whether an item was decided on in this case and not withheld: then what is recorded about it is shown. */
  isOpened(item) {
    const decision = this.items.get(item)?.decision;
    return Boolean(decision) && !NOT_OPENED.includes(decision.decision);
  }

  /** The item is of the case from here on, and on its schedule for good. */
  join(item) {
    const view = this.item(item);
    view.detached = null;
    if (!view.number) view.number = this.rows.push(view);
  }

  /** Items of the last screening that are neither of the case nor dismissed for all the reasons found. */
  openCandidates() {
    return [...this.screened]
      .filter(([item, reasons]) => {
        const dismissed = this.dismissed.get(item);
        return !this.item(item).number && (!dismissed || [...reasons].some((reason) => !dismissed.has(reason)));
      })
      .map(([item]) => item);
  }

  /** Items dismissed that did not become part of the case and are not open again. */
  dismissedCandidates() {
    const again = new Set(this.openCandidates());
    return [...this.dismissed.keys()].filter((item) => !this.item(item).number && !again.has(item));
  }

  /** The files of an item in a production, in the order of their numbers. */
  members(production, item) {
    return this.productions.get(production).byItem.get(item) ?? [];
  }

  /** Where files of an item stand in other productions that were served and are not replaced. */
  earlierRanges(production, item) {
    const all = [...this.productions.values()];
    const replaced = new Set(all.filter((one) => one.served !== null).map((one) => one.supersedes));
    replaced.add(production).add(this.productions.get(production).supersedes);
    return all
      .filter((one) => one.served !== null && !replaced.has(one.production))
      .flatMap((one) => (one.byItem.get(item) ?? []).map((file) => ({
        production: one.production,
        bates_first: need(file, "bates_first"),
        bates_last: need(file, "bates_last"),
      })));
  }
}

/** What the schedule must say whatever was decided: [word, position], or null. Loss comes first. */
export function overridingState(item) {
  if (item.gone) return item.gone;
  if (item.unlocated !== null) return ["unlocated", item.unlocated];
  return item.detached === null ? null : ["detached", item.detached];
}

/** Less is left of an item; when nothing is, it is gone. */
function take(item, quantity, word, seq) {
  if (item.quantity === null) return;
  item.quantity -= quantity;
  if (item.quantity <= 0) item.gone = [word, seq];
}

function leaves(word) {
  return (file, seq, fields) => {
    for (const item of fields.items ?? []) file.item(item).gone = [word, seq];
  };
}

const READERS = {
  "item.received"(file, seq, fields) {
    const item = file.item(need(fields, "item"));
    item.description = fields.description ?? null;
    item.category = fields.category ?? null;
    item.quantity = fields.quantity ?? null;
    if ((fields.dockets ?? []).includes(file.docket)) file.join(item.item);
  },
  "item.described"(file, seq, fields) {
    const item = file.item(need(fields, "item"));
    item.description = fields.description ?? item.description;
    item.category = fields.category ?? item.category;
  },
  "item.linked"(file, seq, fields) {
    if (fields.docket === file.docket) file.join(need(fields, "item"));
  },
  "item.detached"(file, seq, fields) {
    if (fields.docket === file.docket) file.item(need(fields, "item")).detached = seq;
  },
  "item.split"(file, seq, fields) {
    const parent = file.item(need(fields, "item"));
    let taken = 0;
    for (const part of fields.parts ?? []) {
      const child = file.item(need(part, "item"));
      child.description = part.description ?? null;
      child.quantity = part.quantity ?? null;
      child.category = parent.category;
      if (parent.number) {
        file.join(child.item);
        child.detached = parent.detached === null ? null : seq;
      }
      taken += need(part, "quantity");
    }
    take(parent, taken, "split", seq);
  },
  "item.consumed"(file, seq, fields) {
    take(file.item(need(fields, "item")), fields.quantity ?? 0, "consumed", seq);
  },
  "item.lost"(file, seq, fields) {
    const word = new Map([["lost", "lost"], ["stolen", "lost"], ["destroyed", "destroyed"]]).get(fields.kind);
    if (word) file.item(need(fields, "item")).gone = [word, seq];
  },
  "item.unlocated"(file, seq, fields) {
    file.item(need(fields, "item")).unlocated = seq;
  },
  "item.located"(file, seq, fields) {
    const item = file.item(need(fields, "item"));
    item.unlocated = null;
    if (item.gone && item.gone[0] === "lost") item.gone = null;
  },
  "item.destroyed": leaves("destroyed"),
  "item.returned": leaves("returned"),
  "disclosure.decided"(file, seq, fields) {
    if (fields.docket !== file.docket || !("decision" in fields)) return;
    file.item(need(fields, "item")).decision = {
      seq,
      decision: fields.decision,
      ground: fields.ground ?? null,
      tags: [...(fields.tags ?? [])],
      author: fields.author ?? null,
      reviewer: fields.reviewer ?? null,
    };
  },
  "disclosure.certified"(file, seq, fields) {
    if (fields.docket === file.docket) file.certificates.push({ seq, fields });
  },
  "screening.run"(file, seq, fields) {
    if (fields.docket !== file.docket) return;
    file.screened = new Map((fields.candidates ?? []).map((one) => [need(one, "item"), new Set(need(one, "reasons"))]));
  },
  "candidate.dismissed"(file, seq, fields) {
    if (fields.docket !== file.docket) return;
    const item = need(fields, "item");
    file.dismissed.set(item, new Set([...(file.dismissed.get(item) ?? []), ...(fields.reasons ?? [])]));
  },
  "production.planned"(file, seq, fields) {
    if (fields.docket !== file.docket) return;
    const production = need(fields, "production");
    if (!file.productions.has(production)) {
      file.productions.set(production, {
        production, volume: need(fields, "volume"), prefix: need(fields, "prefix"), first: need(fields, "first"),
        last: need(fields, "last"), supersedes: fields.supersedes ?? null, parts: need(fields, "parts"),
        members: new Map(), served: null, byItem: new Map(),
      });
    }
    const plan = file.productions.get(production);
    plan.members.set(need(fields, "part"), need(fields, "members"));
    for (const member of fields.members) {
      const item = need(member, "item");
      if (!plan.byItem.has(item)) plan.byItem.set(item, []);
      plan.byItem.get(item).push(member);
    }
  },
  "production.served"(file, seq, fields) {
    const plan = file.productions.get(fields.production);
    if (plan && fields.docket === file.docket && plan.served === null) plan.served = seq;
  },
};
