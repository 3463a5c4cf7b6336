"""The register of checks: each a small function whose name says what it claims.

Number, id, claim, what it reads and what its failing means stand beside the function, so that the report, the
reference page and the browser's verifier say the same. Checks run one by one and none hides another: a check
whose input cannot be read is not checked, with the reason, unless reading that input is its own business.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from wholefile.core.canonical import encode
from wholefile.core.errors import WholefileError
from wholefile.verify.report import Line, Outcome, failed, not_checked

Given = TypeVar("Given")
Function = Callable[[Given], Outcome]

_SHOWN = 3


class Unread(Exception):
    """An input of a check could not be read. `what` names the input, `why` is in words."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why)
        self.what = what
        self.why = why


@dataclass(frozen=True, slots=True)
class Check(Generic[Given]):
    """One numbered check. `owns` are the inputs which it is this check's business to find readable."""

    number: int
    id: str
    claim: str
    reads: str
    failing: str
    owns: tuple[str, ...]
    function: Function[Given]

    def run(self, given: Given) -> Line:
        """Ask the question; whatever happens there is an answer."""
        return Line(self.number, self.id, self.claim, self._outcome(given))

    def _outcome(self, given: Given) -> Outcome:
        try:
            return self.function(given)
        except Unread as unread:
            if unread.what in self.owns:
                return failed(unread.why)
            return not_checked(f"This needs something that could not be read. {unread.why}")
        except WholefileError as error:
            return failed(error.message)
        except Exception as error:  # noqa: BLE001 - whatever a hostile folder provokes must not hide the other checks
            return failed(f"What is in the folder cannot be understood ({type(error).__name__}).")


def describe(
    number: int, claim: str, *, reads: str, failing: str, owns: tuple[str, ...] = ()
) -> Callable[[Function[Given]], Check[Given]]:
    """Write a check into the register; the function's name is its id."""

    def enter(function: Function[Given]) -> Check[Given]:
        return Check(number, function.__name__, claim, reads, failing, owns, function)

    return enter


def same(one: object, other: object) -> bool:
    """Whether two values read from acts or files are written the same; True is not 1."""
    if one is None or other is None:
        return one is other
    return encode(one, max_depth=64) == encode(other, max_depth=64)


def some_of(things: Iterable[object], shown: int = _SHOWN) -> str:
    """The first few of many, for a sentence."""
    listed = [str(thing) for thing in things]
    rest = len(listed) - shown
    return ", ".join(listed[:shown]) + (f" and {rest} more" if rest > 0 else "")
