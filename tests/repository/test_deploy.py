"""What is in deploy/ names only what exists: commands, options, settings, files, volumes, networks, hosts.

No container is started here; two nodes over one PostgreSQL and one bucket run as processes in tests/web. What went
wrong when the whole of it was started by hand is held here in words.
"""

import re
from pathlib import Path

import click
import pytest
import yaml

from tools import settings_page
from wholefile.cli.main import app
from wholefile.web.addresses import addresses
from wholefile.web.serving import address_of

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
OURS = [name for name, one in SERVICES.items() if one["image"] == "wholefile"]
EXAMPLE = (DEPLOY / "settings.example").read_text("utf-8")


def parsed(words):
    """The command that these words name, with its options parsed. Raises click's own error for what is not there."""
    command, rest = app, list(words)
    context = click.Context(app)
    while isinstance(command, click.Group):
        command = command.get_command(context, rest.pop(0))
        assert command is not None, words
    with context.scope():
        command.make_context("wholefile", rest, parent=context)
    return command


@pytest.mark.parametrize("words", [["server"], ["serve", "--adress", "x:1"], ["witness", "service"]])
def test_a_command_that_does_not_exist_is_noticed(words):
    with pytest.raises((click.ClickException, AssertionError)):
        parsed(words)


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists(name):
    service = SERVICES[name]
    if service.get("entrypoint") == ["sh", "-c"]:
        found = re.findall(r"wholefile ([\w /-]+)", service["command"][0])
        assert found
        for line in found:
            parsed(line.split())
    else:
        parsed(service["command"])


@pytest.mark.parametrize("name", OURS)
def test_every_setting_exists(name):
    told = SERVICES[name].get("environment", {})
    ours = {one for one in told if one.startswith(("WHOLEFILE_", "AWS_"))}
    assert ours == set(told)
    assert ours <= settings_page.variables() | set(settings_page.STORE)


def test_every_variable_is_in_the_example_and_the_other_way_round():
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    wanted = set(re.findall(r"(?<!\$)\$\{(\w+)", text))
    assert wanted == set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE))


def test_no_secret_has_a_value():
    for line in EXAMPLE.splitlines():
        name, _, value = line.partition("=")
        assert line.startswith("#") or name == "WHOLEFILE_HOST" or value == ""
    assert not re.search(r"\$\{\w+:-", (DEPLOY / "compose.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", SERVICES)
def test_volumes_networks_secrets_and_files_exist(name):
    service = SERVICES[name]
    for one in service.get("volumes", ()):
        source = one.partition(":")[0]
        assert (DEPLOY / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(service.get("secrets", ())) <= set(COMPOSE["secrets"])
    assert set(service.get("depends_on", ())) <= set(SERVICES)


def test_only_the_proxy_is_reached_from_outside():
    assert [name for name, one in SERVICES.items() if "ports" in one] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    for name in ("database", "files", "worker"):
        assert SERVICES[name]["networks"] == ["inside"]


def test_the_proxy_knows_both_nodes_and_all_three_hosts():
    page = (DEPLOY / "Caddyfile").read_text("utf-8")
    told = SERVICES["office-1"]["environment"]
    hosts = {name: one.replace("${WHOLEFILE_HOST:?}", "evidence.example") for name, one in told.items()}
    named = re.findall(r"^(\S.+) {$", page, re.MULTILINE)[-1].split(", ")
    assert [one.replace("{$WHOLEFILE_HOST}", "evidence.example") for one in named] == list(
        addresses(hosts).hosts
    )
    assert SERVICES["office-1"] == SERVICES["office-2"]
    for node in ("office-1", "office-2"):
        port = address_of("WHOLEFILE_ADDRESS", SERVICES[node]["command"][-1])[1]
        assert f"{node}:{port}" in page


def test_the_numbers_are_not_where_the_proxy_asks():
    page = (DEPLOY / "Caddyfile").read_text("utf-8")
    told = SERVICES["office-1"]["environment"]["WHOLEFILE_METRICS"]
    assert told.rpartition(":")[2] not in page


def test_the_container_is_made_of_what_is_there_and_runs_as_nobody_in_particular():
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / one).exists() for one in line.split())
    for one in re.findall(r"-r (\S+)", text):
        assert (ROOT / one).exists()
    assert "\nUSER wholefile\n" in text
    for line in re.findall(r"^CMD (\[.+\])$", text, re.MULTILINE):
        parsed(yaml.safe_load(line))


def test_the_container_has_the_python_that_the_tests_run_on():
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    tested = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert set(re.findall(r"^FROM python:([\d.]+)-slim", text, re.MULTILINE)) <= set(tested)


def test_the_database_is_no_newer_than_the_pg_dump_that_copies_it():
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    clients = {"bookworm": "15", "trixie": "17"}  # postgresql-client of Debian 12 and 13
    (release,) = set(re.findall(r"^FROM python:[\d.]+-slim-(\w+)", text, re.MULTILINE))
    assert SERVICES["database"]["image"] == f"postgres:{clients[release]}"


def test_the_database_is_not_called_healthy_while_it_is_being_prepared():
    # The image's first start runs a server that answers on its socket alone, and ends it.
    assert "-h" in SERVICES["database"]["healthcheck"]["test"]


def test_the_bucket_that_is_there_already_is_no_failure():
    # The nodes wait for this service to end well, on the first start and on every later one.
    command = SERVICES["bucket"]["command"][0]
    assert command.index("s3.bucket.list") < command.index("s3.bucket.create")
    for name in ("office-1", "worker"):
        assert SERVICES[name]["depends_on"]["bucket"] == {"condition": "service_completed_successfully"}


def test_the_worker_alone_may_make_the_sandbox():
    opened = {"seccomp:unconfined", "apparmor:unconfined", "systempaths=unconfined"}
    for name in OURS:
        assert (set(SERVICES[name]["security_opt"]) == opened) == (name == "worker")
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_the_build_is_given_what_it_copies_and_nothing_else():
    text = (DEPLOY / "Containerfile").read_text("utf-8")
    lines = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    copied = {
        one for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for one in line.split()
    }
    assert {line[1:] for line in lines if line.startswith("!")} == copied
    assert "*" in lines
