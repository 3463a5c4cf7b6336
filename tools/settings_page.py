"""Write docs/reference/settings.md: every variable of the environment that the program reads, and what it means."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from wholefile.processing.extractors import ROOT_LIMITS

SOURCE = Path(__file__).resolve().parent.parent / "src" / "wholefile"
_NAME = re.compile(r"(?:WHOLEFILE|AWS)_[A-Z_]*[A-Z]")
_SET_BY_US = {"WHOLEFILE_ADDRESSES"}  # what Django is told under a name of our own; nobody sets it

# name: (what it says, what holds without it)
RECORD = {
    "WHOLEFILE_RECORD": ("Folder of the record; `--record` comes first.", "the current folder"),
    "WHOLEFILE_DATABASE_URL": (
        "`postgresql://user:password@host:port/name[?schema=NAME]`.",
        "SQLite in the folder of the record",
    ),
    "WHOLEFILE_WITNESSES": (
        "Addresses of witnesses that are asked besides those of the policy, parted by commas.",
        "those of the policy",
    ),
    "WHOLEFILE_KEY": ("Key file of the signer; `--key` comes first.", "none"),
    "WHOLEFILE_PASSPHRASE": (
        "Passphrase of the key file; `--passphrase-file` comes first. Other programs of the same user may see it.",
        "asked for on the terminal",
    ),
}
STORE = {
    "WHOLEFILE_STORE": (
        "`s3://bucket/prefix`: where the bytes of files are kept. The record remembers it from the first time on.",
        "the folder of the record",
    ),
    "AWS_ACCESS_KEY_ID": ("Name of the key for the bucket.", "as the S3 client finds it"),
    "AWS_SECRET_ACCESS_KEY": ("Its secret.", "as the S3 client finds it"),
    "AWS_SESSION_TOKEN": ("Token that goes with a temporary key.", "none"),
    "AWS_REGION": ("Region of the bucket.", "that of the S3 client"),
    "AWS_ENDPOINT_URL": ("Address of a service other than Amazon's.", "Amazon's"),
    "AWS_ALLOW_HTTP": ("`true` for a service without TLS.", "TLS only"),
}
READING = {
    "WHOLEFILE_ENGINE": (
        "Who reads files: `local`, `local:4` for four processes, `dask://host:port`; `--engine` comes first.",
        "as many processes as the machine has processors",
    ),
    "WHOLEFILE_MOST_MEMBERS": (
        "The most members, at all depths, that one attached file may bring to light.",
        f"{ROOT_LIMITS.members:,}",
    ),
    "WHOLEFILE_MOST_PRODUCED": (
        "The most bytes that these, with the texts, may have.",
        f"{ROOT_LIMITS.produced:,} (20 GiB)",
    ),
}
SERVING = {
    "WHOLEFILE_ADDRESS": (
        "`HOST:PORT` at which the server listens; `--address` comes first.",
        "127.0.0.1 and the port of `WHOLEFILE_URL`, else 8000",
    ),
    "WHOLEFILE_WORKERS": (
        "Processes of one server.",
        "1 with SQLite, one more than there are processors with PostgreSQL",
    ),
    "WHOLEFILE_METRICS": (
        "`HOST:PORT` at which the server tells its numbers, at `/metrics`. Keep it inside.",
        "numbers are not told",
    ),
    "WHOLEFILE_URL": ("Address of the office's pages.", "`http://localhost:8000`"),
    "WHOLEFILE_SIGNING_URL": ("Address of the signing pages.", "that of the office below `sign.`"),
    "WHOLEFILE_PORTAL_URL": ("Address of the portal of the defence.", "that of the office below `portal.`"),
    "WHOLEFILE_SECRET_KEY": (
        "Signs sessions and tickets; several machines share it.",
        "a key made at the first start, in the folder of the record",
    ),
    "WHOLEFILE_PROFILE": ("`default`, or `cjis` for the stricter limits of that policy.", "`default`"),
    "WHOLEFILE_REPORT_CERTIFICATE": (
        "PKCS#12 file with the agency's certificate and key, with which reports as PDF are signed.",
        "reports are not signed, and say so",
    ),
    "WHOLEFILE_REPORT_PASSPHRASE": ("The passphrase of that file.", "none"),
    "WHOLEFILE_DEMO": (
        "`1`: everybody comes in without a secret. Refused for any record but the demo's.",
        "sign-in as everywhere",
    ),
}
SIGN_IN = {
    "WHOLEFILE_BANNER": ("Words that everybody acknowledges after signing in.", "nothing to acknowledge"),
    "WHOLEFILE_PROXIES": (
        "How many proxies of your own stand before the pages; tells whose address is kept.",
        "0: whoever connects",
    ),
    "WHOLEFILE_API_RATE": ("Calls a minute that a token of another system may make, in each process.", "600"),
    "WHOLEFILE_WEBHOOK_HOSTS": (
        "Hosts that may be told of acts, `name` or `name:port`, parted by commas.",
        "none; nothing is called",
    ),
    "WHOLEFILE_SMTP_URL": (
        "`smtps://name:secret@host:465` or `smtp://name:secret@host:587?tls=starttls`: mails links and notices.",
        "no mail",
    ),
    "WHOLEFILE_MAIL_FROM": ("Sender of such mail.", "`wholefile@` the mail's host"),
    "WHOLEFILE_OIDC_URL": (
        "Issuer of the agency's sign-in, by OpenID Connect.",
        "accounts of the office alone",
    ),
    "WHOLEFILE_OIDC_CLIENT_ID": ("Our name at that issuer.", "required with an issuer"),
    "WHOLEFILE_OIDC_CLIENT_SECRET": ("Our secret at that issuer.", "none: PKCE alone"),
    "WHOLEFILE_OIDC_NAME": ("What its button says.", "Agency sign-in"),
    "WHOLEFILE_SAML_METADATA": (
        "File with the metadata of the agency's sign-in, by SAML 2.0.",
        "accounts of the office alone",
    ),
    "WHOLEFILE_SAML_NAME": ("What its button says.", "Agency sign-in"),
    "WHOLEFILE_SSO_FACTORS": (
        "`1`: the agency's sign-in asks for a second factor, so none is asked for after it.",
        "a second factor is asked for here",
    ),
}
_HEAD = """# Settings

*Written by `make docs` from the program; change it there.*

Settings of a machine are variables of the environment. Settings of the office, such as how often files are read again,
are policies, adopted by an act: `wholefile policy --help`.

Workers on other machines get the `WHOLEFILE_` and `AWS_` variables of the command that sends them work, secrets among
them. Of the AWS variables this program reads `AWS_ALLOW_HTTP` alone; the S3 client reads the others itself, so that
they are neither logged nor shown.
"""


def settings_page() -> str:
    """Every variable, in tables."""
    parts = [_HEAD]
    for heading, rows in (
        ("The record", RECORD),
        ("Where files are kept", STORE),
        ("Reading files", READING),
        ("Serving pages", SERVING),
        ("Signing in", SIGN_IN),
    ):
        parts += [f"## {heading}\n", "| variable | what it says | without it |", "|---|---|---|"]
        parts += [f"| `{name}` | {what} | {without} |" for name, (what, without) in rows.items()]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def documented() -> set[str]:
    """The variables on the page."""
    return {*RECORD, *STORE, *READING, *SERVING, *SIGN_IN}


def variables() -> set[str]:
    """Every variable that the source names, in code or in words."""
    return set(_named()) - _SET_BY_US


def _named() -> Iterator[str]:
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from _NAME.findall(node.value)
