"""Keys of witnesses and auditors: files under a passphrase, made and opened on the machine that uses them."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

import click

from wholefile.core import keyfile
from wholefile.core.errors import Conflict, Forbidden, Invalid, NotFound
from wholefile.core.keys import SEED_BYTES

PASSPHRASE = "WHOLEFILE_PASSPHRASE"  # noqa: S105 - the name of a variable
MIN_PASSPHRASE = 8


def make_key(path: Path, passphrase_file: Path | None) -> bytes:
    """A fresh key in a new file that only its owner can read; the 32 bytes of its seed. Raises Conflict."""
    if path.exists():
        raise Conflict("key.file", f"{path} is there already; a key file is never overwritten.")
    passphrase = _given(passphrase_file)
    if passphrase is None:
        _need_terminal(path)
        passphrase = str(
            click.prompt(f"Passphrase for {path.name}", hide_input=True, confirmation_prompt=True, err=True)
        )
    if len(passphrase) < MIN_PASSPHRASE:
        raise Invalid("key.passphrase", f"A passphrase has at least {MIN_PASSPHRASE} characters.")
    seed = secrets.token_bytes(SEED_BYTES)
    salt, nonce = secrets.token_bytes(keyfile.SALT_BYTES), secrets.token_bytes(keyfile.NONCE_BYTES)
    _write_new(path, keyfile.seal(seed, passphrase, salt, nonce))
    return seed


def open_key(path: Path, passphrase_file: Path | None) -> bytes:
    """The seed in a key file. The passphrase is in a file, else in WHOLEFILE_PASSPHRASE, else asked for."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise NotFound("key.file", f"There is no key file {path}.") from None
    except UnicodeDecodeError:
        raise Invalid("keyfile.format", f"{path} is not a key file.") from None
    passphrase = _given(passphrase_file)
    if passphrase is None:
        _need_terminal(path)
        passphrase = str(click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True))
    return keyfile.open_(text, passphrase)


def _given(passphrase_file: Path | None) -> str | None:
    if passphrase_file is None:
        return os.environ.get(PASSPHRASE)
    try:
        lines = passphrase_file.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        lines = []
    if not lines:
        raise Invalid("key.passphrase", f"{passphrase_file} holds no passphrase.")
    return lines[0]


def _need_terminal(path: Path) -> None:
    if not sys.stdin.isatty():
        raise Forbidden(
            "key.passphrase", f"{path.name} needs its passphrase: give --passphrase-file or set {PASSPHRASE}."
        )


def _write_new(path: Path, text: str) -> None:
    """A new file that is on disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
