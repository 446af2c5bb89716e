"""The OpenAPI document, a page that lists it, and the answer where there is nothing."""

from copy import deepcopy
from functools import cache, wraps
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accord.foundation.ui.pages import Request, page, public, show
from accord.overview.api import policies
from accord.overview.api.errors import Problem, missing
from accord.overview.api.forms import shapes
from accord.overview.api.views._answers import PROBLEM, problem, told
from accord.overview.api.views._operation import api

METHODS = ("get", "post", "put", "patch", "delete")
_REFUSALS = {"400", "401", "403", "404", "409", "412", "413", "415", "422", "428", "429"}
_READ_REFUSALS = {"401", "403", "404", "422", "429"}
ROOT = "/api/v1/"


@cache
def document() -> dict[str, Any]:
    """Give the OpenAPI document, refusals and headers included."""
    found: dict[str, Any] = deepcopy(dict(api.get_openapi_schema(path_prefix=ROOT)))
    found.pop("servers", None)
    schema = shapes.Problem.model_json_schema()
    found["components"]["schemas"]["Problem"] = schema
    for methods in found["paths"].values():
        for method, operation in methods.items():
            _complete(method, operation)
    return found


def _complete(method: str, operation: dict[str, Any]) -> None:
    refused = {"$ref": "#/components/schemas/Problem"}
    for status in sorted(_READ_REFUSALS if method == "get" else _REFUSALS):
        operation["responses"][status] = {
            "description": "Refused",
            "content": {PROBLEM: {"schema": refused}},
        }
    operation["responses"] = {str(k): v for k, v in operation["responses"].items()}
    text = {"type": "string"}
    if method == "post":
        about = "The same key and request give the same answer, for a day"
        operation["parameters"].append(
            {"in": "header", "name": "Idempotency-Key", "schema": text, "description": about}
        )
    if method == "patch":
        about = "The version you read, in quotes"
        operation["parameters"].append(
            {"in": "header", "name": "If-Match", "schema": text, "description": about}
        )


@public("The document says what the program can do, and nothing of the people in it.")
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    del request
    return HttpResponse(told(document()), content_type="application/json")


@require_safe
@page(policies.READ_DOCS)
def docs(request: Request) -> HttpResponse:
    """List every operation, from the document itself."""
    groups: dict[str, list[dict[str, str]]] = {}
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation["summary"],
                    "about": operation.get("description", ""),
                }
            )
    return show(request, "api/docs.html", {"groups": groups, "title": _("API")})


@public("It answers nothing but that there is nothing here.")
@csrf_exempt
def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    del request, rest
    return problem(missing())


def spoken(view: Any) -> Any:
    """Let an address say in the API's own words that a method is not for it."""

    @wraps(view)
    def respond(request: HttpRequest, **given: Any) -> HttpResponse:
        response = cast("HttpResponse", view(request, **given))
        if response.status_code != 405:  # noqa: PLR2004
            return response
        headers = {"Allow": response["Allow"]}
        return problem(Problem(405, "no-such-method", "Not this way.", headers=headers))

    return respond
