"""`wholefile key`: signing keys that only their owners hold.

A key file is encrypted with a passphrase (Argon2id, XSalsa20-Poly1305) and never leaves its owner; the record knows the
public half, after another person compared the fingerprint and signed for it.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click
from nacl import pwhash
from nacl.secret import SecretBox

from wholefile.actions import people
from wholefile.actions.catalogue import SUBJECTS
from wholefile.actions.signing import Signer
from wholefile.cli.commands import ActCommand, command
from wholefile.cli.context import (
    PASSPHRASE,
    json_option,
    key_options,
    one_signer,
    open_key,
    opened,
    read_passphrases,
    record_option,
)
from wholefile.cli.lazy import Listing
from wholefile.cli.output import print_json, print_result
from wholefile.core import keyfile
from wholefile.core.errors import Conflict, Invalid
from wholefile.core.keys import ED25519, SEED_BYTES, key_id

MIN_PASSPHRASE = 8
PATH = click.Path(path_type=Path)


def fingerprint(key: str) -> str:
    """A key id in groups of four, to be read aloud and compared on paper."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def write_key_file(path: Path, passphrase: str) -> keyfile.KeyFile:
    """Make a key and keep it in a new file that only its owner can read. Raises Conflict when there is a file."""
    if len(passphrase) < MIN_PASSPHRASE:
        raise Invalid("key.passphrase", f"A passphrase has at least {MIN_PASSPHRASE} characters.")
    text = keyfile.seal(
        secrets.token_bytes(SEED_BYTES),
        passphrase,
        secrets.token_bytes(pwhash.argon2id.SALTBYTES),
        secrets.token_bytes(SecretBox.NONCE_SIZE),
        pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Conflict("key.file", f"{path} is there already; a key file is never overwritten.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    return keyfile.read_key_file(text)


def new_passphrase(path: Path | None) -> str:
    """A passphrase from a file or the variable, else asked for twice."""
    given = read_passphrases(path)
    if given:
        return given[0]
    return str(
        click.prompt("Passphrase for the new key", hide_input=True, confirmation_prompt=True, err=True)
    )


@click.command("new", params=[json_option()])
@click.argument("file", type=PATH)
@click.option(
    "--passphrase-file", type=PATH, help=f"File with the passphrase. [env: {PASSPHRASE}, else asked for]"
)
def new(*, file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Make a signing key in FILE, encrypted with a passphrase that nobody can recover.

    Keep the file and the passphrase apart. Read the fingerprint to the person who will countersign the enrolment.
    """
    made = write_key_file(file, new_passphrase(passphrase_file))
    _tell(made, as_json=as_json)


@click.command("show", params=[json_option()])
@click.argument("file", type=PATH)
def show(*, file: Path, as_json: bool) -> None:
    """Show the public half of a key file; no passphrase is needed."""
    _tell(keyfile.read_key_file(file.read_text("utf-8")), as_json=as_json)


def _tell(key: keyfile.KeyFile, *, as_json: bool) -> None:
    name = key_id(ED25519, key.public_key)
    if as_json:
        print_json({"key": name, "algorithm": ED25519, "public_key": key.public_key})
        return
    click.echo(f"Key          {name}")
    click.echo(f"Algorithm    {ED25519}")
    click.echo(f"Fingerprint  {fingerprint(name)}")


@click.command(
    "enrol",
    cls=ActCommand,
    kinds=("key.enrolled",),
    params=[record_option(), *key_options(), json_option()],
)
@click.argument("person")
@click.argument("new_key", type=PATH)
@click.option("--how-checked", required=True, help="how the countersigner compared the fingerprint")
@click.option(
    "--new-passphrase-file", type=PATH, help="File with the passphrase of the new key; else as for --key."
)
def enrol(
    *,
    person: str,
    new_key: Path,
    how_checked: str,
    new_passphrase_file: Path | None,
    record_folder: Path,
    key_files: tuple[Path, ...],
    passphrase_file: Path | None,
    as_json: bool,
) -> None:
    """Make a key the key of PERSON. It signs for itself; --key is the person who compared the fingerprint.

    Records key.enrolled. The countersigner is an administrator or supervisor, and not the owner.
    """
    record = opened(record_folder)
    checker = one_signer(record, key_files, passphrase_file, "the person who compared the fingerprint")
    given = read_passphrases(new_passphrase_file or passphrase_file)
    owner = Signer.of(person, open_key(new_key, given[-1] if given else None))
    receipt = people.enrol_key(record, owner, countersigner=checker, how_checked=how_checked)
    print_result(record, receipt, as_json=as_json)


app = Listing(
    help="Signing keys: only their owners hold them, and each is countersigned by another person.",
    commands={
        "new": new,
        "show": show,
        "enrol": enrol,
        "revoke": command("revoke", SUBJECTS["key"].verbs["revoke"]),
    },
    no_args_is_help=True,
)
