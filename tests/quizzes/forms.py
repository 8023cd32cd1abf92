"""Forms as a browser without script sees and sends them."""

from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from django.test import Client

OWN = {"Origin": "http://testserver"}

Response = Any  # what the test client returns is typed by names of django-stubs' own


class Form(HTMLParser):
    """The fields of the one form on a page as a browser would send them, and its buttons in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self.action = ""
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag == "form":
            self.action = given["action"]
        if tag == "button" and name == "do":
            self.buttons.append(given["value"])
        if tag == "input" and name and ("checked" in given or given.get("type") not in {"radio", "checkbox"}):
            self.fields.setdefault(name, []).append(given.get("value", "on"))
        if tag == "select":
            self._select = name
            self.fields[name] = [""]
        if tag == "textarea" and name:
            self._area = name
            self.fields[name] = [""]
        if tag == "option" and "selected" in given:
            self._area = self._select

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] = [data.removeprefix("\n")]
            self._area = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in {"option", "textarea"}:
            self._area = ""


def text(response: Response) -> str:
    content: bytes = response.content
    return content.decode()


def press(client: Client, address: str, do: str = "", fields: Mapping[str, Sequence[str]] | None = None) -> Response:
    """Open a page, fill in its form, press a button."""
    form = Form(text(client.get(address)))
    filled = {name: values for name, values in form.fields.items() if not name.startswith(("choice", "place-", "text"))}
    kept = {name: values for name, values in form.fields.items() if name not in filled}
    sent = {**filled, **(kept if fields is None else fields), **({"do": [do]} if do else {})}
    return client.post(form.action, sent, headers=OWN)
