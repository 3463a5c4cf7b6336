"""What every test has: no network beyond this machine, and the same random examples for everybody in CI."""

import ipaddress
import os
import socket
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.web_settings import configure_pages

# Before anything of the record is imported: Django is set up once in a process.
configure_pages()

# A shared machine is slow at random moments; pytest's own time limit catches what really hangs.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")


def is_this_machine(host: object) -> bool:
    """Whether a host, as given to a socket, can only mean this machine."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in (None, "", "localhost") or str(host).endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_elsewhere(host: object) -> None:
    if not is_this_machine(host):
        pytest.fail(f"a test reached for {host!r}; tests stay on this machine", pytrace=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test marked `database("sqlite")` is about that database alone; its other variant does not exist."""
    for_another = []
    for item in items:
        wanted = item.get_closest_marker("database")
        params = getattr(item, "callspec", None)
        if wanted and params and params.params.get("database_url", wanted.args[0]) != wanted.args[0]:
            for_another.append(item)
    if for_another:
        config.hook.pytest_deselected(items=for_another)
        items[:] = [item for item in items if item not in set(for_another)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped, a line for each reason."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(str(one.longrepr[2]).removeprefix("Skipped: ") for one in skipped)
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"skipped {count}: {reason}")


@pytest.fixture(scope="session", autouse=True)
def _stay_on_this_machine() -> Iterator[None]:
    """Refuse Python sockets and name look-ups that leave the loopback. (Libraries in C are not seen.)"""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
    real_lookup = socket.getaddrinfo

    def guard(name: str) -> object:
        def guarded(self: socket.socket, *args: object) -> object:
            address = args[-1]
            if self.family != socket.AF_UNIX and isinstance(address, tuple):
                refuse_elsewhere(address[0])
            return real[name](self, *args)

        return guarded

    def lookup(host: object, *args: object, **kwargs: object) -> object:
        refuse_elsewhere(host)
        return real_lookup(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(socket.socket, name, guard(name))
        patch.setattr(socket, "getaddrinfo", lookup)
        yield
