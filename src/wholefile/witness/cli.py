"""`wholefile witness`: a witness for a court, a bar association or anybody who wants to be certain.

A witness is a folder: `witness.key`, encrypted under a passphrase, and `witness.sqlite3`, its memory. They belong
together for life: a key without its memory is retired, and the memory is never put back from a backup.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from wholefile.core.errors import Conflict, Invalid, Unavailable, WholefileError
from wholefile.core.note import ED25519_NOTE, VerifierKey, check_key_name, parse_vkey
from wholefile.witness.key_files import PASSPHRASE, make_key, open_key
from wholefile.witness.protocol import Witness, parse_request, proves_fork, witness_key
from wholefile.witness.server import LOOPBACK, WitnessServer
from wholefile.witness.store import FORK, Evidence, Seen, WitnessStore, file_name

KEY_FILE, STORE_FILE = "witness.key", "witness.sqlite3"
DEFAULT_PORT = 8787
PATH = click.Path(path_type=Path)

_FOLDER = click.argument("folder", type=PATH)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
_PASSPHRASE = click.option(
    "--passphrase-file", type=PATH, help=f"File with the passphrase. [env: {PASSPHRASE}, else asked for]"
)


@click.command("init")
@_FOLDER
@click.option("--name", required=True, help="name of the witness, for example witness.example/district-court")
@click.option("--log", "logs", multiple=True, help="key of a log to witness (its vkey); may be repeated")
@click.option("--new", "new", is_flag=True, help="Begin with a key file that is there and never cosigned.")
@_PASSPHRASE
@_JSON
def init(
    *, folder: Path, name: str, logs: tuple[str, ...], new: bool, passphrase_file: Path | None, as_json: bool
) -> None:
    """Begin a witness in FOLDER: a key of its own and an empty memory.

    Give the key that is printed to whoever writes a policy, and the logs' operators the address of the witness.
    """
    check_key_name(name)
    log_keys = [_log_key(one) for one in logs]
    folder.mkdir(parents=True, exist_ok=True)
    key_path, store_path = folder / KEY_FILE, folder / STORE_FILE
    if store_path.exists():
        raise Conflict("witness.exists", f"There is a witness in {folder} already.")
    if key_path.exists() and not new:
        raise Conflict(
            "witness.state_lost",
            f"{key_path} has no memory beside it. If this key ever cosigned anything, retire it and begin in another "
            "folder; if it certainly did not, say --new.",
        )
    seed = open_key(key_path, passphrase_file) if new else make_key(key_path, passphrase_file)
    store = WitnessStore.create(store_path, witness_key(name, seed))
    for log_key in log_keys:
        store.trust(log_key)
    _print_state(store, as_json=as_json)


@click.command("trust")
@_FOLDER
@click.argument("log")
@_JSON
def trust(*, folder: Path, log: str, as_json: bool) -> None:
    """Witness one more LOG, given by its key as in a policy file: name+hash+key.

    Have the key from the agency itself, and compare it by telephone. A running witness knows the log at once.
    """
    log_key = _log_key(log)
    store = WitnessStore.open(folder / STORE_FILE)
    store.trust(log_key)
    _print_state(store, as_json=as_json)


@click.command("serve")
@_FOLDER
@click.option("--host", default=LOOPBACK, show_default=True, help="address to listen on")
@click.option(
    "--port",
    default=DEFAULT_PORT,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="port to listen on; 0 for any that is free",
)
@_PASSPHRASE
def serve(*, folder: Path, host: str, port: int, passphrase_file: Path | None) -> None:
    """Answer logs until stopped. Listens on this machine alone; put a web server with TLS in front of it.

    Refuses to start when the memory of the witness is gone.
    """
    store = WitnessStore.open(folder / STORE_FILE)
    witness = Witness(open_key(folder / KEY_FILE, passphrase_file), store, lambda: int(time.time()))
    try:
        server = WitnessServer(witness, host, port)
    except OSError as error:
        raise Unavailable("witness.port", f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    click.echo(f"{witness.key.name} answers at {server.url}; stop it with Ctrl-C.")
    sys.stdout.flush()
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        server.server_close()
        store.close()


@click.command("status")
@_FOLDER
@_JSON
def status(*, folder: Path, as_json: bool) -> None:
    """Say how far each log has come and whether any of them contradicted itself."""
    _print_state(WitnessStore.open(folder / STORE_FILE), as_json=as_json)


@click.command("evidence")
@_FOLDER
@click.option("--log", "origin", help="name of one log; without it, of all")
@click.option(
    "--into", type=PATH, help="Write the requests and the checkpoints they contradict to this folder."
)
@_JSON
def evidence(*, folder: Path, origin: str | None, into: Path | None, as_json: bool) -> None:
    """List signed requests that this witness refused, and keep them as files for a court.

    A fork is proof by itself: two checkpoints of one size, both signed by the log. Exit code 1 when there is one.
    """
    store = WitnessStore.open(folder / STORE_FILE)
    log_keys = {one.origin: one.log_key for one in store.logs()}
    found = store.evidence(origin)
    convicting = [one for one in found if _convicts(one, log_keys[one.origin])]
    if into is not None:
        _write_evidence(into, found)
    if as_json:
        _print_json([{**_evidence_json(one), "proves_fork": one in convicting} for one in found])
    elif not found:
        click.echo("Nothing was refused that a log had signed.")
    else:
        for one in found:
            click.echo(_evidence_line(one))
    if convicting:
        raise click.exceptions.Exit(1)


def _convicts(one: Evidence, log_key: VerifierKey) -> bool:
    """Whether the two signed checkpoints, checked again, contradict each other."""
    if one.kind != FORK or one.seen_note is None:
        return False
    try:
        return proves_fork(one.seen_note, parse_request(one.request).raw_note, log_key)
    except WholefileError:  # somebody edited the store
        return False


def _write_evidence(folder: Path, found: list[Evidence]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for one in found:
        (folder / f"{file_name(one)}.request").write_bytes(one.request)
        if one.seen_note is not None:
            (folder / f"{file_name(one)}.seen").write_bytes(one.seen_note)


def _evidence_line(one: Evidence) -> str:
    what = (
        "two checkpoints of this size, both signed by the log"
        if one.kind == FORK
        else f"no proof that it continues the {one.seen_size} entries seen before"
    )
    return f"{_moment(one.at)}  {one.origin}  {one.size} entries\n  {one.kind}: {what}"


def _evidence_json(one: Evidence) -> dict[str, Any]:
    return {
        "origin": one.origin,
        "kind": one.kind,
        "at": one.at,
        "size": one.size,
        "root": one.root.hex(),
        "seen_size": one.seen_size,
        "files": file_name(one),
    }


def _print_state(store: WitnessStore, *, as_json: bool) -> None:
    logs, kept = store.logs(), store.evidence()
    counts = {one.origin: [e.kind for e in kept if e.origin == one.origin] for one in logs}
    if as_json:
        _print_json(
            {
                "name": store.key.name,
                "vkey": store.key.vkey,
                "logs": [
                    {
                        "origin": one.origin,
                        "vkey": one.log_key.vkey,
                        "size": one.size,
                        "cosigned_at": one.cosigned_at,
                        "forks": counts[one.origin].count(FORK),
                        "unproven": len(counts[one.origin]) - counts[one.origin].count(FORK),
                    }
                    for one in logs
                ],
            }
        )
        return
    click.echo(f"Witness  {store.key.name}")
    click.echo(f"Key      {store.key.vkey}")
    for one in logs:
        click.echo(f"Log      {one.origin}: {_state(one)}{_alarm(counts[one.origin])}")
    if not logs:
        click.echo("It witnesses no log yet: wholefile witness trust FOLDER KEY-OF-THE-LOG")


def _state(one: Seen) -> str:
    if one.cosigned_at is None:
        return "nothing cosigned yet"
    return f"{one.size} entries, cosigned {_moment(one.cosigned_at)}"


def _alarm(kinds: list[str]) -> str:
    forks = kinds.count(FORK)
    words = [f"{forks} FORKS"] * bool(forks) + [f"{len(kinds) - forks} unproven"] * (len(kinds) > forks)
    return "; refused: " + ", ".join(words) if words else ""


def _log_key(text: str) -> VerifierKey:
    key = parse_vkey(text.strip())
    if key.type != ED25519_NOTE:
        raise Invalid("witness.log_key", "This is the key of a witness, not that of a log.")
    return key


def _moment(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    except (OverflowError, ValueError, OSError):
        return f"{seconds} s after 1970"


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _stop(_signal: int, _frame: Any) -> None:
    raise KeyboardInterrupt


app = click.Group(
    help="A witness: cosigns what continues what it has seen, refuses the rest and keeps it as evidence.",
    commands={"init": init, "trust": trust, "serve": serve, "status": status, "evidence": evidence},
    no_args_is_help=True,
)
