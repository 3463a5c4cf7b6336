"""The way to a bucket: its address, who answers for it, how long one waits, and what its errors mean.

Endpoint, region and credentials come from the usual variables, read by the client itself and never by this program,
so that they can be neither logged nor shown: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION,
AWS_ENDPOINT_URL, and AWS_ALLOW_HTTP=true for a service without TLS.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store as Client

from wholefile.core.errors import Forbidden, Invalid, Unavailable, WholefileError

_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*")
_NO_BUCKET = "NoSuchBucket"
_REFUSED = re.compile(r"status code: 40[13]\b")
_OF_MACHINE = "//169.254.169.254/"  # where the client asks for a role of this machine, having no credentials
_REFUSALS = (PermissionDeniedError, UnauthenticatedError)
_LONGEST_REQUEST = timedelta(days=1)

Result = TypeVar("Result")


class Repeat(Exception):
    """What came is not good, and another try may be: bytes lost or changed on the way, an answer that lags."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place in a bucket; `prefix` has no slash at its ends and may be empty."""

    bucket: str
    prefix: str

    @classmethod
    def read(cls, text: str) -> Address:
        """The address in `s3://bucket/prefix`. Raises Invalid, without repeating what may hold a secret."""
        scheme, _, rest = text.partition("://")
        bucket, _, prefix = rest.rstrip("/").partition("/")
        steps = prefix.split("/")
        if (
            scheme != "s3"
            or not _BUCKET.fullmatch(bucket)
            or (prefix and (not _PREFIX.fullmatch(prefix) or {".", ".."} & set(steps)))
        ):
            raise Invalid(
                "settings.store",
                "The address of a store has the form s3://bucket/prefix; the AWS_ variables say the rest.",
            )
        return cls(bucket, prefix)

    def below(self, name: str) -> Address:
        """The place of this name within."""
        return Address(self.bucket, f"{self.prefix}/{name}".lstrip("/"))


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long (seconds) a request is tried before the service counts as unavailable.

    `retries` are those of one request, after a 5xx or a lost connection; `rounds` those of the whole step, when the
    bytes of a request arrived wrong or not at all. `silence` is how long the service may say nothing, `most` how long
    a step may fail.
    """

    retries: int = 4
    rounds: int = 3
    first_wait: float = 0.1
    longest_wait: float = 5.0
    silence: float = 120.0
    most: float = 300.0
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)

    def wait(self, round_number: int) -> None:
        """Wait before another round: twice as long each time, and not all callers at the same moment."""
        longest = min(self.longest_wait, self.first_wait * 2**round_number)
        self.sleep(longest * random.uniform(0.5, 1.0))  # noqa: S311  # no secret


def connect(address: Address, patience: Patience, **more: Any) -> Client:
    """A client of this place. `more` are settings of the client beyond those of the environment.

    Every body that is sent carries its SHA-256, which the service must find to be right before it stores it. Objects
    are deleted one by one, since not every service has the request for many.
    """
    options: dict[str, Any] = {
        "timeout": _LONGEST_REQUEST,
        "connect_timeout": timedelta(seconds=10),
        "read_timeout": timedelta(seconds=patience.silence),
        "allow_http": os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("true", "1", "yes"),
        **more.pop("client_options", {}),
    }
    try:
        return Client(
            address.bucket,
            prefix=address.prefix or None,
            checksum_algorithm="SHA256",
            disable_bulk_delete=True,
            client_options=options,  # type: ignore[arg-type]  # a dictionary of what was checked elsewhere
            retry_config={
                "max_retries": patience.retries,
                "retry_timeout": timedelta(seconds=patience.most),
                "backoff": {
                    "init_backoff": timedelta(seconds=patience.first_wait),
                    "max_backoff": timedelta(seconds=patience.longest_wait),
                    "base": 2,
                },
            },
            **more,
        )
    except (BaseError, ValueError):
        raise Invalid("settings.store", "The AWS_ variables do not make a connection to a bucket.") from None


def step(patience: Patience, what: str, action: Callable[[], Result]) -> Result:
    """Do one step, again when it fails in a way that may pass.

    Raises Forbidden when the service refuses, Invalid without credentials, Unavailable when patience ends;
    FileNotFoundError and AlreadyExistsError are the caller's to understand.
    """
    begun = time.monotonic()
    number = 0
    while True:
        try:
            return action()
        except AlreadyExistsError:
            raise
        except (BaseError, Repeat, FileNotFoundError) as error:
            _check_final(error, what)
            if isinstance(error, FileNotFoundError):
                raise
            number += 1
            if number >= patience.rounds or time.monotonic() - begun > patience.most:
                raise unavailable(what) from error
            patience.wait(number)


def _check_final(error: Exception, what: str) -> None:
    """Raise what no other try would change. The client tells a listing's troubles in its text only."""
    said = str(error)
    if _OF_MACHINE in said:
        raise Invalid(
            "store.credentials",
            "There are no credentials for the bucket: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this "
            "machine a role.",
        ) from error
    if isinstance(error, _REFUSALS) or _REFUSED.search(said):
        raise Forbidden(
            "store.refused",
            f"The storage service refuses to {what}: check the credentials, and what they allow in this bucket.",
        ) from error
    if _NO_BUCKET in said:
        raise Unavailable("store.bucket", "There is no such bucket; create it first.") from error


def unavailable(what: str) -> WholefileError:
    """The service did not do it within our patience."""
    return Unavailable(
        "store.service",
        f"The storage service could not {what}, also when asked again. Nothing was recorded; try again later.",
    )
