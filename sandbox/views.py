"""Minting a run, and ending one for a page whose socket cannot open."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from pydantic import BaseModel, ConfigDict, ValidationError

from learners.cookie import ensure_learner, learner_of, remember_learner
from learners.origin import own_origin_required
from learners.pace import within_pace
from sandbox.domain import closing
from sandbox.domain.faults import first_fault
from sandbox.domain.scenario import DEFAULT_VARIANT, Scenario, Variant
from sandbox.domain.trace import Farewell
from sandbox.scenarios import scenarios
from sandbox.stepping.registry import runs
from sandbox.tokens import mint, read_token
from sandbox.wire import limits_told


class Wanted(BaseModel):
    """What is to be run."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    course: str
    scenario: str
    variant: str = DEFAULT_VARIANT


@csrf_exempt  # nothing is stored, and the origin must be ours
@own_origin_required
@require_http_methods(["POST"])
def mint_run(request: HttpRequest) -> HttpResponse:
    """Answer 201 with a token and the addresses of its sockets; 400 says what was wrong with the wish."""
    wanted = _wanted(request)
    if isinstance(wanted, HttpResponse):
        return wanted
    scenario, variant = wanted
    learner = ensure_learner(request)
    if not _in_pace(request, learner):
        return _refusal("too-fast", closing.SENTENCES[closing.TOO_FAST], status=429)
    run, token = mint(scenario.course, scenario.name, variant.name, learner)
    answer = {
        "run": run,
        "token": token,
        "observer": f"/ws/runs/{token}/observer/",
        "clients": {
            name: f"/ws/runs/{token}/clients/{name}/"
            for name, client in scenario.clients.items()
            if client.player == "browser"
        },
        "expires_in": settings.LIMITS.start_seconds,
        "limits": limits_told(),
    }
    response = JsonResponse(answer, status=201, headers={"Cache-Control": "no-store"})
    remember_learner(request, response, learner)
    return response


@csrf_exempt  # as above
@own_origin_required
@require_http_methods(["DELETE"])
def end_run(request: HttpRequest, token: str) -> HttpResponse:
    """Answer 204 once the run is asked to end, 404 where this learner has no such run."""
    ticket = read_token(token, learner_of(request))
    if isinstance(ticket, Farewell):
        return _refusal("no-such-run", ticket.message, status=404)
    if not runs.end_soon(ticket):
        return _refusal("no-such-run", "There is no such run.", status=404)
    return HttpResponse(status=204)


def _wanted(request: HttpRequest) -> tuple[Scenario, Variant] | JsonResponse:
    """What is to be run, or a refusal that says why it cannot be."""
    try:
        wanted = Wanted.model_validate_json(request.body)
    except RequestDataTooBig:
        return _refusal("too-big", "The request is too big.")
    except ValidationError as error:
        return _refusal("bad-request", first_fault(error, "the request"))
    scenario = scenarios.get((wanted.course, wanted.scenario))
    if scenario is None:
        return _refusal("unknown-scenario", f"Course {wanted.course!r} has no scenario {wanted.scenario!r}.")
    variant = scenario.variants.get(wanted.variant)
    if variant is None:
        known = ", ".join(scenario.variants)
        return _refusal("unknown-variant", f"There is no variant {wanted.variant!r}; there are {known}.")
    if not variant.live:
        return _refusal("recorded-only", "This variant does not run here. Step through its recorded run instead.")
    return scenario, variant


def _in_pace(request: HttpRequest, learner: str) -> bool:
    limits = settings.LIMITS
    address = str(request.META.get("REMOTE_ADDR"))
    by_address = within_pace("mint-from", address, limits.mints_per_minute_from_address)
    return within_pace("mint", learner, limits.mints_per_minute) and by_address


def _refusal(error: str, message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": error, "message": message}, status=status)
