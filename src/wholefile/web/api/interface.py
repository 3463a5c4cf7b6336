"""The whole interface: its operations, its description (OpenAPI 3.1) and its lines in the table of routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from wholefile import __version__
from wholefile.core.errors import NotFound, WholefileError
from wholefile.web.api import preparing, problems, reading
from wholefile.web.api.models import ApiToken
from wholefile.web.api.shapes import Problem
from wholefile.web.api.tokens import TooMany, entered

ROOT = "api/v1/"
_MISTAKES = {
    400: "It cannot be read.",
    401: "There is no good token with it.",
    403: "This token may not.",
    404: "It does not exist, or it is not this token's to see.",
    409: "Somebody else was first, or an idempotency key stood for another call.",
    422: "A rule of the record does not allow it.",
    429: "Too many calls in a minute; see Retry-After.",
    503: "Something does not answer now; try again later.",
}
_ABOUT = (
    "Reads what the person of the token sees, and prepares acts that people sign with keys of their own. Nothing is "
    "recorded unsigned. Instants are milliseconds since 1970 (UTC), days are YYYY-MM-DD."
)


class Token(HttpBearer):
    """A token that somebody made for another system."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, when it is good."""
        return entered(request, token)


api = NinjaAPI(
    title="Wholefile",
    version=__version__,
    description=_ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
    auth=Token(),
)
api.add_router("", reading.router)
api.add_router("", preparing.router)


@api.exception_handler(WholefileError)
def _of_error(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, TooMany):
        answer = problems.problem(429, error.code, error.message)
        answer["Retry-After"] = str(error.seconds)
        return answer
    return problems.of_error(request, error)


@api.exception_handler(ValidationError)
def _unread(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001 - ninja's shape
    return problems.unread(error.errors)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001 - ninja's shape
    answer = problems.problem(401, "token.unknown", "Send a token that is good: Authorization: Bearer wf_...")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001 - ninja's shape
    return problems.problem(error.status_code, "request.body", str(error))


def views() -> dict[str, Callable[..., HttpResponse]]:
    """A view for each address of the interface; those that prepare acts are one, which knows its verbs."""
    found: dict[str, Callable[..., HttpResponse]] = {}
    verbs: dict[str, Callable[..., HttpResponse]] = {}
    patterns: list[Any] = api.urls[0]
    for one in patterns:
        if one.name != "api-root":
            within = verbs if str(one.pattern).startswith("prepare/") else found
            within[str(one.pattern)] = _plain_refusals(one.callback)
    found["prepare/<slug:subject>/<slug:verb>"] = _preparing(verbs)
    return {f"{ROOT}{address}": view for address, view in found.items()}


def description(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """The interface described in OpenAPI, for whoever asks: it tells of the program, nothing of the record."""
    return JsonResponse(described())


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - a view
    """Every other address below the interface's."""
    return problems.missing()


@cache
def described() -> dict[str, Any]:
    """The description in OpenAPI 3.1, with what goes wrong on every operation."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=f"/{ROOT}"))
    made["servers"] = [{"url": "/"}]
    made["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    for operations in made["paths"].values():
        for one in operations.values():
            _tell_mistakes(one)
    return made


def _tell_mistakes(operation: Mapping[str, Any]) -> None:
    told = {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, words in _MISTAKES.items():
        operation["responses"][str(status)] = {"description": words, "content": told}
    for status in [one for one in operation["responses"] if isinstance(one, int)]:
        operation["responses"][str(status)] = operation["responses"].pop(status)


def _plain_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view with its refusal of a method as a problem; it needs no token against forgery, since no cookie counts."""

    def called(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        answer = view(request, *args, **more)
        if answer.status_code == 405:
            allowed = answer["Allow"]
            answer = problems.problem(405, "request.method", f"This address takes {allowed}.")
            answer["Allow"] = allowed
        return answer

    called.csrf_exempt = True  # type: ignore[attr-defined]
    called.__name__, called.__doc__ = getattr(view, "__name__", "called"), view.__doc__
    return called


def _preparing(verbs: Mapping[str, Callable[..., HttpResponse]]) -> Callable[..., HttpResponse]:
    def prepare(request: HttpRequest, subject: str, verb: str) -> HttpResponse:
        """Prepare an act of a verb."""
        view = verbs.get(f"prepare/{subject}/{verb}")
        if view is None:
            return _of_error(request, NotFound("page.missing", "There is no such verb; see openapi.json."))
        return view(request)

    prepare.csrf_exempt = True  # type: ignore[attr-defined]
    return prepare
