"""`wholefile`: the one command, with a sub-command for everything that people do."""

from __future__ import annotations

import os
import sys

import click

from wholefile import __version__
from wholefile.cli.lazy import LazyGroup
from wholefile.core.errors import WholefileError, exit_code

CANNOT_READ_OR_WRITE = 74  # EX_IOERR of sysexits.h
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells have it
READER_GONE = 141  # 128 and the number of SIGPIPE

_EXIT_CODES = """\b
Exit codes:
  0  done                      5  key or passphrase refused
  1  a check failed            6  somebody was first; look again
  2  wrong usage, unreadable   7  a rule or a missing role refuses it
  3  it does not exist         8  not available now; try again later
  4  malformed                 9  bytes, hashes or signatures disagree
  10 some files were not taken in
  74 a file could not be read or written       130 interrupted
"""


@click.group(
    cls=LazyGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, prog_name="wholefile", message="%(prog)s %(version)s")
def app() -> None:
    """The whole file, provably: one signed record of custody and disclosure that the other side can check.

    Start with `wholefile demo`. Then `wholefile init` begins a record, `wholefile key new` makes a signing key, and
    every act is a command: `wholefile item receive --help` says what it needs and who signs.

    Say `--json` after any command for output that programs read.
    """


def main() -> None:
    """Run the command line. What goes wrong in a known way ends in one line and the exit code of its kind."""
    sys.exit(_run())


def _run() -> int:
    output = sys.stdout
    try:
        answer = app(standalone_mode=False)
        sys.stdout.flush()
        return answer if isinstance(answer, int) else 0
    except WholefileError as error:
        click.echo(f"{error.message} [{error.code}]", err=True)
        return exit_code(error)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was not said to be recorded is not recorded.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except SystemExit:
        # Where the reader is gone, Click wraps the output and ends with 1.
        if sys.stdout is not output:
            return _reader_gone()
        raise
    except UnicodeDecodeError as error:
        click.echo(f"A file that was named is not text in UTF-8 ({error.reason}).", err=True)
        return CANNOT_READ_OR_WRITE
    except OSError as error:
        what = f"{error.filename}: " if error.filename else ""
        click.echo(f"{what}{error.strerror or error}. What was not said to be recorded is not.", err=True)
        return CANNOT_READ_OR_WRITE


def _reader_gone() -> int:
    """Whoever read our output has enough. Nothing more is written, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_GONE


if __name__ == "__main__":
    main()
