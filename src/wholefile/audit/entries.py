"""Entries judged in their order: by themselves, by those before them, and by their openings if given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wholefile.audit.case_map import Cases
from wholefile.audit.nonces import Nonces
from wholefile.audit.openings import Following
from wholefile.audit.people import OPENED, People
from wholefile.audit.report import Report
from wholefile.core.acts import check_body
from wholefile.core.canonical import b64u, unb64u
from wholefile.core.commitment import check_opening, shows_everything
from wholefile.core.docket import REGISTER_LABEL
from wholefile.core.errors import WholefileError
from wholefile.core.header import INDEX_KIND, Header, decode_header
from wholefile.core.note import VerifierKey

CASE_OPENED, EXPUNGED = "case.opened", "record.expunged"
# How far an entry may be dated before one that stands before it: what the log allows between clocks of people.
ORDER_MS = 5 * 60 * 1000
# How far the clocks of log and witnesses may differ.
CLOCKS_MS = 15 * 60 * 1000

_REGISTER = unb64u(REGISTER_LABEL, 32)
_REMEMBERED = 1_000_000  # positions without a body of which an order may still speak


class Judge:
    """Judges entries in their order and keeps what the later ones need.

    `latest` is the earliest cosignature on the checkpoint in milliseconds since 1970: no entry under it is younger.
    """

    def __init__(
        self,
        origin: str,
        report: Report,
        openings: Following | None,
        log_key: VerifierKey | None,
        latest: int | None,
    ) -> None:
        self._origin, self._report, self._openings = origin, report, openings
        self._latest, self._last_at = latest, 0
        self._people = People(log_key)
        self._cases, self._nonces = Cases(), Nonces()
        self._unopened: set[int] = set()
        self._expunged: set[int] = set()
        self._counts = dict.fromkeys(("bodies", "without", "partial", "unjudged", "unnamed", "blind"), 0)
        self._last_kind = ""

    def entry(self, seq: int, raw: bytes, leaf: bytes) -> None:
        """Judge the next entry."""
        claim = self._report["every_header_is_canonical"]
        claim.count += 1
        try:
            header = decode_header(raw)
        except WholefileError as error:
            claim.fail(f"Entry {seq}: {error.message}")
            self._last_kind = ""
            self._opening(seq)
            return
        self._last_kind = header.kind
        self._place(seq, header)
        self._time(seq, header)
        labels = [unb64u(label) for label in header.cases]
        self._labels(seq, header, labels)
        body = self._body(seq, header)
        if header.kind == INDEX_KIND:
            self._index(seq, body)
        self._cases.add(labels, seq, leaf)
        self._signed(seq, header, body)

    def _place(self, seq: int, header: Header) -> None:
        claim = self._report["every_entry_is_in_its_place"]
        claim.count += 1
        if header.seq != seq:
            claim.fail(f"Entry {seq} says that it is entry {header.seq}.")
        if header.act["log"] != self._origin:
            claim.fail(f"Entry {seq} was signed for the log {header.act['log']}.")
        self._repeated(self._nonces.add(unb64u(header.act["nonce"]), seq))

    def _repeated(self, pairs: list[tuple[int, int]]) -> None:
        for first, second in pairs:
            self._report["no_act_is_repeated"].fail(f"Entries {first} and {second} carry the same nonce.")

    def _time(self, seq: int, header: Header) -> None:
        claim, at = self._report["times_are_in_order"], int(header.act["at"])  # type: ignore[arg-type]
        claim.count += 1
        if at < self._last_at - ORDER_MS:
            claim.fail(f"Entry {seq} is dated before the entries before it.")
        if self._latest is not None and at > self._latest + CLOCKS_MS:
            claim.fail(f"Entry {seq} is dated after a witness had seen it.")
        self._last_at = max(self._last_at, at)

    def _labels(self, seq: int, header: Header, labels: list[bytes]) -> None:
        claim = self._report["every_case_is_opened_first"]
        claim.count += len(labels)
        if (seq == 0) != (header.kind == OPENED):
            claim.fail(
                f"Entry {seq} is {header.kind}; the opening of the record is entry 0 and nothing else."
            )
        for label in labels:
            if label not in self._cases and label != _REGISTER and header.kind != CASE_OPENED:
                claim.fail(f"Entry {seq} ({header.kind}) stands under a case that was not opened.")

    def _body(self, seq: int, header: Header) -> Mapping[str, Any] | None:
        """The whole body, when it was given and is the one committed to."""
        opening = self._opening(seq)
        if opening is None:
            self._counts["without"] += 1
            if len(self._unopened) < _REMEMBERED:
                self._unopened.add(seq)
            return None
        claim = self._report["every_body_matches_its_commitment"]
        claim.count += 1
        try:
            fields = check_opening(opening, unb64u(header.act["body"], 32))
        except WholefileError as error:
            claim.fail(f"Entry {seq}: {error.message}")
            return None
        self._counts["bodies"] += 1
        if not shows_everything(opening):
            self._counts["partial"] += 1
            return None
        fits = self._report["every_body_fits_its_kind"]
        fits.count += 1
        try:
            check_body(header.kind, fields)
        except WholefileError as error:
            fits.fail(f"Entry {seq}: {error.message}")
            return None
        if header.kind == EXPUNGED:
            self._expunged.update(fields["positions"])  # type: ignore[arg-type]
        return fields

    def _opening(self, seq: int) -> Mapping[str, Any] | None:
        return None if self._openings is None else self._openings.of(seq)

    def _index(self, seq: int, body: Mapping[str, Any] | None) -> None:
        claim = self._report["every_index_counts_every_entry"]
        if body is None:
            self._counts["blind"] += 1
            return
        claim.count += 1
        if body["size"] != seq:
            claim.fail(f"The index at {seq} says that it covers {body['size']} entries.")
        if body["cases"] != len(self._cases) or body["map"] != b64u(self._cases.root()):
            claim.fail(f"The index at {seq} does not have the root of the cases before it.")

    def _signed(self, seq: int, header: Header, body: Mapping[str, Any] | None) -> None:
        claim = self._report["every_signature_is_valid"]
        if body is None:
            self._people.missed(header.kind)
        elif problem := self._people.learn(header, body):
            claim.fail(f"Entry {seq} {problem}.")
        problem = self._people.problem(header)
        if problem == "?":
            self._counts["unjudged"] += 1
        else:
            claim.count += 1
            if problem:
                claim.fail(f"Entry {seq}: {problem}")
        if body is not None and header.kind != INDEX_KIND:
            self._persons(seq, header, body)

    def _persons(self, seq: int, header: Header, body: Mapping[str, Any]) -> None:
        claim, wrong = self._report["every_required_person_signed"], self._people.wrong_persons(header, body)
        if wrong == "?":
            self._counts["unnamed"] += 1
            return
        claim.count += 1
        if wrong:
            claim.fail(f"Entry {seq} ({header.kind}) {wrong}.")

    def end(self, *, complete: bool, whole: bool) -> None:
        """After the last entry: what can only be said now, and what was not checked for want of openings."""
        self._repeated(self._nonces.settle())
        self._nonces.close()
        if complete:
            last = self._report["the_last_entry_is_the_index"]
            last.count = 1
            if self._last_kind != INDEX_KIND:
                last.fail(f"The last entry is {self._last_kind or 'unreadable, or there is none'}.")
            if self._openings is not None and (rest := self._openings.rest()) is not None:
                self._report["every_body_matches_its_commitment"].fail(
                    f"An opening is given for entry {rest}, which is not in the log."
                )
        self._missing(whole=whole)

    def _missing(self, *, whole: bool) -> None:
        report, counts = self._report, self._counts
        unexplained = counts["without"] - len(self._unopened & self._expunged) + counts["partial"]
        gone = report["every_missing_body_was_expunged"]
        gone.count = len(self._expunged)
        if unexplained and whole:
            gone.fail(f"{unexplained} bodies are missing and no order destroyed them{self._where()}.")
        elif unexplained:
            gone.missing = f"{unexplained} bodies were not given."
        if not counts["bodies"]:
            report["every_body_matches_its_commitment"].missing = "No bodies were given."
            report["every_body_fits_its_kind"].missing = "No bodies were given."
        for name, count, what in (
            ("every_index_counts_every_entry", counts["blind"], "index entries were not opened"),
            (
                "every_signature_is_valid",
                counts["unjudged"],
                "entries are signed with keys that were not given",
            ),
            (
                "every_required_person_signed",
                counts["without"] - counts["blind"] + counts["partial"] + counts["unnamed"],
                "acts were not opened, or not with their signers",
            ),
        ):
            if count:
                report[name].missing = f"{count} {what}; {report[name].count} were checked."
        for claim in report.claims.values():
            if claim.count and not claim.said:
                claim.said = f"{claim.count} checked."

    def _where(self) -> str:
        found = sorted(self._unopened - self._expunged)[:5]
        return f" (entries {', '.join(map(str, found))})" if found else ""
