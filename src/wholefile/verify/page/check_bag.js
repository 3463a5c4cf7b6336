// Checks 1 to 4: the folder is a proper bag, whole and unchanged (BagIt 1.0, RFC 8493).

import { compareText } from "./bytes.js";
import { answers, failed, passed, someOf } from "./checks.js";
import { BAGIT, BAGIT_TXT, BAG_INFO, MANIFEST, PAYLOAD, TAG_MANIFEST } from "./manifest.js";

// What stands beside the payload of a production, and nothing else.
const ACCOMPANYING = [BAGIT, BAG_INFO, MANIFEST, "proof/bundle.json", "proof/checkpoint", "proof/policy", "verify.html"];

answers({
  async the_bag_is_well_formed(given) {
    if ((await given.input("declaration")) !== BAGIT_TXT) return failed("bagit.txt does not declare BagIt 1.0 with UTF-8.");
    if (!(await given.input("bag_info")).has("Payload-Oxum")) {
      return failed("bag-info.txt does not state the size of the payload (Payload-Oxum).");
    }
    const [payload, tags] = await given.inputs("payload_manifest", "tag_manifest");
    return passed("It follows BagIt 1.0. (A browser cannot tell whether a folder holds links.)", payload.size + tags.size);
  },

  async no_file_is_missing_or_extra(given) {
    const [payload, tags] = await given.inputs("payload_manifest", "tag_manifest");
    const present = [...given.folder.files.keys()].filter((path) => path !== TAG_MANIFEST);
    const here = new Set(present);
    const missing = [...payload.keys(), ...tags.keys()].filter((path) => !here.has(path));
    const extra = present.filter((path) => !payload.has(path) && !tags.has(path));
    const problems = [...named("missing", new Set(missing)), ...named("not listed", extra)];
    const data = present.filter((path) => path.startsWith(PAYLOAD));
    const oxum = `${data.reduce((sum, path) => sum + given.folder.files.get(path).size, 0)}.${data.length}`;
    if (problems.length) return failed(`These are ${problems.join("; ")}.`, present.length);
    if ((await given.input("bag_info")).get("Payload-Oxum") !== oxum) {
      return failed(`bag-info.txt states another size of the payload than ${oxum}.`, present.length);
    }
    const strange = [...tags.keys()].filter((path) => !ACCOMPANYING.includes(path)).sort(compareText);
    if (strange.length) return failed(`These are no part of a production: ${someOf(strange)}.`, present.length);
    return passed(`All ${present.length} listed files are here and no others.`, present.length);
  },

  async every_file_matches_its_digest(given) {
    return compareDigests(given, await given.input("payload_manifest"));
  },

  async every_tag_file_matches_its_digest(given) {
    const tags = await given.input("tag_manifest");
    const needed = [BAGIT, BAG_INFO, MANIFEST].filter((name) => !tags.has(name));
    if (needed.length) return failed(`The tag manifest does not list ${someOf(needed)}.`);
    return compareDigests(given, tags);
  },
});

async function compareDigests(given, manifest) {
  const here = [...manifest.keys()].filter((path) => given.folder.has(path));
  const digests = await given.input("digests");
  const wrong = here.filter((path) => digests.get(path) !== manifest.get(path)).sort(compareText);
  if (wrong.length) return failed(`${wrong.length} of ${here.length} differ: ${someOf(wrong)}.`, here.length);
  return passed(`All ${here.length} files are as listed.`, here.length);
}

function named(what, paths) {
  const sorted = [...paths].sort(compareText);
  return sorted.length ? [`${what}: ${someOf(sorted)}`] : [];
}
