"""Everything that can go wrong, as one small tree.

    WholefileError
    ├── NotFound          what was named does not exist, or not for this person
    ├── Invalid           what was given cannot be read: a malformed value, docket, encoding
    ├── Forbidden         who asked may not: role, clearance, wall, wrong passphrase
    ├── Conflict          someone else was first, or the same key was used for something else
    ├── Unprocessable     well-formed, but a rule of the record does not allow it
    ├── Unavailable       a thing we depend on does not answer; trying again later may help
    └── IntegrityFailure  bytes, hashes, signatures or proofs disagree; never retried, always recorded

Each error carries a `code` for machines (dotted, stable: `canonical.duplicate_key`) and a `message`
for people, safe to show to anyone who may see the request, saying what would make it possible.
"""


class WholefileError(Exception):
    """Something a person or program asked for did not happen.

    Never raised itself: raise the kind that tells the caller what to do about it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"


class NotFound(WholefileError):
    """What was named does not exist, or not for this person."""


class Invalid(WholefileError):
    """What was given cannot be read as what it should be."""


class Forbidden(WholefileError):
    """Who asked may not do this, by key, passphrase or wall; for want of a role a rule refuses."""


class Conflict(WholefileError):
    """The state moved on, or the same key already stands for something else."""


class Unprocessable(WholefileError):
    """Well-formed, but a rule of the record does not allow it."""


class Unavailable(WholefileError):
    """A thing we depend on does not answer now; trying again later may help."""


class IntegrityFailure(WholefileError):
    """Bytes, hashes, signatures or proofs disagree. Never retried, always recorded."""


# Process exit codes of the command line. 1 stays for a crash and 2 for wrong usage, as shells expect.
EXIT_CODE: dict[type[WholefileError], int] = {
    NotFound: 3,
    Invalid: 4,
    Forbidden: 5,
    Conflict: 6,
    Unprocessable: 7,
    Unavailable: 8,
    IntegrityFailure: 9,
}

# HTTP status codes (RFC 9110). An integrity failure is the server's own trouble: 500.
HTTP_STATUS: dict[type[WholefileError], int] = {
    NotFound: 404,
    Invalid: 400,
    Forbidden: 403,
    Conflict: 409,
    Unprocessable: 422,
    Unavailable: 503,
    IntegrityFailure: 500,
}


def exit_code(error: WholefileError) -> int:
    """The exit code of an error, also of one of a subclass."""
    return next((EXIT_CODE[kind] for kind in type(error).__mro__ if kind in EXIT_CODE), 1)


def http_status(error: WholefileError) -> int:
    """The HTTP status of an error, also of one of a subclass."""
    return next((HTTP_STATUS[kind] for kind in type(error).__mro__ if kind in HTTP_STATUS), 500)
