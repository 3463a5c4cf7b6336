"""Checks 1 to 4: the folder is a proper bag, whole and unchanged (BagIt 1.0, RFC 8493)."""

from collections.abc import Iterable, Mapping

from wholefile.core.manifest import BAG_INFO, BAGIT, BAGIT_TXT, MANIFEST, PAYLOAD, TAG_MANIFEST
from wholefile.verify.checks import describe, some_of
from wholefile.verify.given import Given
from wholefile.verify.report import Outcome, failed, passed

# What stands beside the payload of a production, and nothing else.
_ACCOMPANYING = {
    BAGIT, BAG_INFO, MANIFEST, "proof/bundle.json", "proof/checkpoint", "proof/policy", "verify.html",
}  # fmt: skip


@describe(
    1,
    "The folder is a proper bag.",
    reads="bagit.txt, bag-info.txt and both manifests",
    failing="The folder is not in the standard form for delivered files (BagIt 1.0), or it holds links to elsewhere. "
    "What it should contain cannot be told with certainty.",
    owns=("declaration", "bag_info", "payload_manifest_bytes", "payload_manifest", "tag_manifest"),
)
def the_bag_is_well_formed(given: Given) -> Outcome:
    """Declaration, information and manifests are well-formed, and nothing in the folder is a link."""
    if given.folder.irregular:
        return failed(f"These are links or special files: {some_of(sorted(given.folder.irregular))}.")
    if given.declaration != BAGIT_TXT:
        return failed("bagit.txt does not declare BagIt 1.0 with UTF-8.")
    oxum = given.bag_info.get("Payload-Oxum")
    if oxum is None:
        return failed("bag-info.txt does not state the size of the payload (Payload-Oxum).")
    count = len(given.payload_manifest) + len(given.tag_manifest)
    return passed("It follows BagIt 1.0 and holds no links.", count)


@describe(
    2,
    "No file is missing and none was added.",
    reads="the names and sizes of all files, both manifests, bag-info.txt",
    failing="A file which the sender listed is not here, or a file is here which the sender did not list, or which is "
    "no part of a production.",
)
def no_file_is_missing_or_extra(given: Given) -> Outcome:
    """The files in the folder are those of the two manifests, and nothing strange stands beside the payload."""
    present = {path: size for path, size in given.folder.sizes.items() if path != TAG_MANIFEST}
    listed = given.payload_manifest.keys() | given.tag_manifest.keys()
    payload = [size for path, size in present.items() if path.startswith(PAYLOAD)]
    problems = _named("missing", listed - present.keys()) + _named("not listed", present.keys() - listed)
    oxum = f"{sum(payload)}.{len(payload)}"
    if not problems and given.bag_info.get("Payload-Oxum") != oxum:
        return failed(f"bag-info.txt states another size of the payload than {oxum}.", len(present))
    if problems:
        return failed("These are " + "; ".join(problems) + ".", len(present))
    if strange := sorted(given.tag_manifest.keys() - _ACCOMPANYING):
        return failed(f"These are no part of a production: {some_of(strange)}.", len(present))
    return passed(f"All {len(present)} listed files are here and no others.", len(present))


@describe(
    3,
    "Every file has the digest that the sender listed.",
    reads="every file under data/, manifest-sha256.txt",
    failing="A delivered file was changed, damaged or exchanged after the sender listed it.",
)
def every_file_matches_its_digest(given: Given) -> Outcome:
    """Each payload file, read whole, has the SHA-256 of the payload manifest."""
    return _compare(given, given.payload_manifest)


@describe(
    4,
    "Every accompanying file has the digest that the sender listed.",
    reads="every file outside data/, tagmanifest-sha256.txt",
    failing="The proof, the verification page or the list of files was changed after the sender sealed the folder.",
)
def every_tag_file_matches_its_digest(given: Given) -> Outcome:
    """Each tag file has the SHA-256 of the tag manifest, which lists all that a bag must have."""
    needed = [name for name in (BAGIT, BAG_INFO, MANIFEST) if name not in given.tag_manifest]
    if needed:
        return failed(f"The tag manifest does not list {some_of(needed)}.")
    return _compare(given, given.tag_manifest)


def _compare(given: Given, manifest: Mapping[str, str]) -> Outcome:
    here = [path for path in manifest if path in given.folder.sizes]
    digests = given.digests
    wrong = sorted(path for path in here if digests.get(path) != manifest[path])
    if wrong:
        return failed(f"{len(wrong)} of {len(here)} differ: {some_of(wrong)}.", len(here))
    return passed(f"All {len(here)} files are as listed.", len(here))


def _named(what: str, paths: Iterable[str]) -> list[str]:
    paths = sorted(paths)
    return [f"{what}: {some_of(paths)}"] if paths else []


CHECKS = (
    the_bag_is_well_formed,
    no_file_is_missing_or_extra,
    every_file_matches_its_digest,
    every_tag_file_matches_its_digest,
)
