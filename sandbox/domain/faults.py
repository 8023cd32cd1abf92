"""What is wrong with JSON that somebody sent, in one line."""

from pydantic import ValidationError


def first_fault(error: ValidationError, whole: str) -> str:
    """The first fault and its place; `whole` is what the place is called where the JSON as such is at fault."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or whole
    return f"{place}: {first['msg']}"
