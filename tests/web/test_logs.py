"""The log of the server holds what an operator needs, and no address that is a secret."""

import json
import logging
import sys

from django.test import RequestFactory
from django.urls import resolve

from wholefile.web import logs

SECRET = "/act/a-token-that-signs"


def line(**more):
    record = logging.LogRecord(
        "some.name", more.pop("level", logging.INFO), "", 0, more.pop("msg", ""), (), None
    )
    for name, value in more.items():
        setattr(record, name, value)
    return json.loads(logs.Lines().format(record))


def test_a_request_is_one_line_without_its_address(site, caplog):
    with caplog.at_level(logging.INFO, "wholefile.requests"):
        answer = site.signing().get(SECRET)
        site.client("custodian").get("/?q=somebody")
    told = [logs.Lines().format(one) for one in caplog.records if one.name == "wholefile.requests"]
    assert all(SECRET not in one and "somebody" not in one for one in told)
    first, second = map(json.loads, told)
    assert (first["route"], first["status"], first["person"]) == ("sign", 404, "")
    assert (second["route"], second["status"], second["person"]) == ("home", 200, site.person("custodian"))
    assert answer.headers["X-Request-Id"] == first["request"] != second["request"]


def test_pages_that_do_not_exist_share_one_name(site, caplog):
    with caplog.at_level(logging.INFO, "wholefile.requests"):
        site.client("custodian").get("/nothing/here")
        site.client("custodian").get("/static/wholefile/nothing.css")
    routes = [one.told["route"] for one in caplog.records if one.name == "wholefile.requests"]
    assert routes == ["none", "static"]


def test_who_asks_whether_the_server_lives_is_not_told_of(site, caplog):
    with caplog.at_level(logging.INFO, "wholefile.requests"):
        for address in ("/health/live", "/health/ready"):
            assert site.client("custodian").get(address).status_code == 200
    assert [one for one in caplog.records if one.name == "wholefile.requests"] == []


def test_a_request_that_django_complains_of_is_told_by_its_route():
    request = RequestFactory().get(SECRET)
    request.resolver_match = resolve("/", urlconf="wholefile.web.urls")
    told = line(request=request, status_code=500, msg=f"Internal Server Error: {SECRET}", level=logging.ERROR)
    assert (told["event"], told["route"], told["status"]) == ("failed", "home", 500)
    assert SECRET not in json.dumps(told)


def test_what_is_told_as_an_object_keeps_its_names_but_no_address():
    told = line(msg=json.dumps({"event": "failed", "code": "x.y", "path": SECRET}), level=logging.ERROR)
    assert (told["event"], told["code"], told["level"]) == ("failed", "x.y", "error")
    assert SECRET not in json.dumps(told)


def test_what_gunicorn_says_comes_without_the_address():
    record = logging.LogRecord(
        "gunicorn.error", logging.ERROR, "", 0, "Error handling request %s", (SECRET,), None
    )
    assert SECRET not in logs.Lines().format(record)


def test_words_with_line_ends_stay_one_line():
    told = logs.Lines().format(logging.LogRecord("n", logging.INFO, "", 0, "one\ntwo {", (), None))
    assert "\n" not in told
    assert json.loads(told)["words"] == "one\ntwo {"


def test_a_fault_comes_with_its_trace():
    try:
        int("broken")
    except ValueError:
        record = logging.LogRecord("n", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    assert "ValueError: invalid literal" in json.loads(logs.Lines().format(record))["trace"]
