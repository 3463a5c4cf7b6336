"""What every command of an office needs: which record, who signs, and how to say it.

The record is `--record FOLDER`, else WHOLEFILE_RECORD, else the current folder. Signers are `--key FILE`, once per
person in the order in which they sign, else WHOLEFILE_KEY. A key file is opened with the passphrase in
`--passphrase-file` (one line per key, in the same order), else in WHOLEFILE_PASSPHRASE, else asked for on the terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from wholefile.actions.people import signer_for
from wholefile.actions.signing import Signer
from wholefile.core import keyfile
from wholefile.core.errors import Forbidden, Invalid, NotFound
from wholefile.record.home import Record, open_record

PASSPHRASE = "WHOLEFILE_PASSPHRASE"  # noqa: S105 - the name of a variable


def record_option() -> click.Option:
    """`--record FOLDER`."""
    return click.Option(
        ["--record", "record_folder"],
        type=click.Path(path_type=Path),
        envvar="WHOLEFILE_RECORD",
        default=Path(),
        show_default="the current folder",
        help="Folder of the record. [env: WHOLEFILE_RECORD]",
    )


def key_options() -> list[click.Option]:
    """`--key FILE...` and `--passphrase-file FILE`."""
    return [
        click.Option(
            ["--key", "key_files"],
            type=click.Path(path_type=Path),
            envvar="WHOLEFILE_KEY",
            multiple=True,
            help="Key file of a signer; repeat it in the order of the signers. [env: WHOLEFILE_KEY]",
        ),
        click.Option(
            ["--passphrase-file"],
            type=click.Path(path_type=Path),
            help=f"File with the passphrases, one line per key. [env: {PASSPHRASE}, else asked for]",
        ),
    ]


def json_option() -> click.Option:
    """`--json`."""
    return click.Option(["--json", "as_json"], is_flag=True, help="Print the result as JSON.")


def opened(folder: Path) -> Record:
    """The record in a folder, with words that help when there is none."""
    try:
        return open_record(folder)
    except NotFound:
        raise NotFound(
            "record.missing",
            f"There is no record in {folder if str(folder) != '.' else 'this folder'}. Name one with --record or "
            "WHOLEFILE_RECORD, or begin one with `wholefile init`.",
        ) from None


def read_passphrases(path: Path | None) -> list[str]:
    """The lines of a passphrase file, else the variable's value, else nothing."""
    if path is not None:
        return path.read_text("utf-8").splitlines()
    return [os.environ[PASSPHRASE]] if PASSPHRASE in os.environ else []


def open_key(path: Path, passphrase: str | None) -> bytes:
    """The seed in a key file. Asks on the terminal when no passphrase was given and somebody is there."""
    text = path.read_text("utf-8")
    if passphrase is None:
        if not sys.stdin.isatty():
            raise Forbidden(
                "key.passphrase",
                f"{path.name} needs its passphrase: give --passphrase-file or set {PASSPHRASE}.",
            )
        passphrase = str(click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True))
    return keyfile.open_(text, passphrase)


def signers(record: Record, key_files: Sequence[Path], passphrase_file: Path | None) -> list[Signer]:
    """The people behind these key files, in order. Raises Forbidden for a wrong passphrase or an unknown key."""
    given = read_passphrases(passphrase_file)
    found = []
    for number, path in enumerate(key_files):
        passphrase = given[number] if number < len(given) else (given[0] if len(given) == 1 else None)
        try:
            found.append(signer_for(record, open_key(path, passphrase)))
        except FileNotFoundError:
            raise NotFound("key.file", f"There is no key file {path}.") from None
    return found


def one_signer(record: Record, key_files: Sequence[Path], passphrase_file: Path | None, who: str) -> Signer:
    """The one person behind `--key`, where nobody else signs. Raises Invalid saying `who` that is."""
    found = signers(record, key_files, passphrase_file)
    if len(found) != 1:
        raise Invalid("command.missing", f"Give one --key: {who}.")
    return found[0]


def need(found: Sequence[Signer], names: Sequence[str]) -> dict[str, Signer]:
    """Signers by the part they play; the last may be missing when their part is optional."""
    if len(found) > len(names):
        raise Invalid(
            "key.too_many", f"This act is signed by {', '.join(names)}; {len(found)} keys were given."
        )
    return dict(zip(names, found, strict=False))
