"""What is joined says what its parts say."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from courseware.joining import CannotJoinError, joined_modules, joined_sheet
from courseware.static_files import JOINED


def reading(**files: str) -> Callable[[str], str]:
    """Files by their names, in which `__` stands for a slash and `_` at the end for nothing."""
    named = {name.replace("__", "/"): text for name, text in files.items()}
    return lambda name: named[name.rpartition(".")[0]]


def source(name: str) -> str:
    found = finders.find(name)
    assert found, name
    return Path(found).read_text()


def test_a_sheet_holds_what_it_imports_in_that_order() -> None:
    read = reading(app__all='@import "b.css";\n@import "../other/a.css";\n', app__b="b {\n  c: d;\n}\n", other__a="a{}")

    assert joined_sheet("app/all.css", read) == "b {\nc: d;\n}\na{}"


def test_comments_are_for_who_reads_the_sources() -> None:
    read = reading(
        app__all='/* All. */\n@import "b.css";', app__b="/* B,\n   at length. */\nb {\n  c: d; /* why */\n}\n"
    )

    assert joined_sheet("app/all.css", read) == "b {\nc: d;\n}"


def test_an_address_leads_where_it_led() -> None:
    sheet = 'a { b: url("pictures/x.svg"); c: url("data:,x"); }'

    assert joined_sheet("app/all.css", reading(app__all='@import "../other/a.css";', other__a=sheet)) == (
        'a { b: url("../other/pictures/x.svg"); c: url("data:,x"); }'
    )


def test_a_module_stands_behind_those_that_it_needs() -> None:
    read = reading(
        app__a='import { b } from "./parts/b.js";\nimport { c as see } from "./c.js";\nb(see);\n',
        app__parts__b='import { c } from "../c.js";\nexport function b() {\n  return c;\n}\nconst hidden = 1;\n',
        app__c="export const c = 2;\nexport class D {}\n",
    )

    assert joined_modules("app/a.js", read) == (
        "const _3 = (() => {\nconst c = 2;\nclass D {}\nreturn {c, D};\n})();\n"
        "const _2 = (() => {\nconst { c } = _3;\nfunction b() {\n  return c;\n}\n"
        "const hidden = 1;\nreturn {b};\n})();\n"
        "const _1 = (() => {\nconst { b } = _2;\nconst { c: see } = _3;\nb(see);\nreturn {};\n})();\n"
    )


def test_modules_of_another_app_stay_their_own() -> None:
    read = reading(
        app__a='import { b } from "./b.js";\nimport { queue } from "../other/queue.js";\nb(queue);\n',
        app__b='import { queue } from "../other/queue.js";\nexport async function b() {}\n',
        other__queue="export function queue() {}\n",
    )

    joined = joined_modules("app/a.js", read)

    assert joined.startswith('import * as _3 from "../other/queue.js";\nconst _2 = ')
    assert joined.count("import") == 1
    assert joined.count("const { queue } = _3;\n") == 2


def test_what_a_comment_says_is_no_code() -> None:
    text = """/** @param {import("./b.js").B} b to await */
const a = 1; /** @type {import("./b.js").B} */
/**
 * export, import() and
await
 */
f(a);
"""

    assert joined_modules("app/a.js", reading(app__a=text)) == f"const _1 = (() => {{\n{text}return {{}};\n}})();\n"


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./b.js";',
        'import * as a from "./b.js";',
        'import "./b.js";',
        "export default a;",
        "export { a };",
        "export let a = 1;",
        'export * from "./b.js";',
        "await a();",
        "const a = await b();",
        'const a = import("./b.js");',
        "const a = import.meta.url;",
    ],
)
def test_what_cannot_be_said_inside_another_module_is_named(line: str) -> None:
    with pytest.raises(CannotJoinError, match=re.escape(f"app/a.js: {line!r}")):
        joined_modules("app/a.js", reading(app__a=f"{line}\n", app__b=""))


def test_a_last_comment_hides_nothing() -> None:
    joined = joined_modules("app/a.js", reading(app__a="export const a = 1; // it's one"))

    assert joined == "const _1 = (() => {\nconst a = 1; // it's one\nreturn {a};\n})();\n"


@pytest.mark.parametrize("names", ["c", "b, c", "c as b", "b,\n  c,\n"])
def test_a_name_that_is_not_exported_is_named(names: str) -> None:
    read = reading(
        app__a=f'import {{ {names} }} from "./b.js";\n', app__b="export const b = 1, c = 2;\nexport const c$d = 3;\n"
    )

    with pytest.raises(CannotJoinError, match=r"app/a\.js imports c, which app/b\.js does not export"):
        joined_modules("app/a.js", read)


def test_modules_that_import_one_another_are_named() -> None:
    read = reading(
        app__a='import { b } from "./b.js";\nexport const a = 1;\n',
        app__b='import { a } from "./a.js";\nexport const b = 1;\n',
    )

    with pytest.raises(CannotJoinError, match=r"app/a\.js imports itself"):
        joined_modules("app/a.js", read)


@pytest.mark.parametrize("name", JOINED)
def test_ours_can_be_joined(name: str) -> None:
    joined = JOINED[name](name, source)

    assert "@import" not in joined
    assert len(joined) > len(source(name))


def test_no_sheet_is_forgotten() -> None:
    named = set(re.findall('@import "(?:../)?(.+?)"', source("courseware/styles.css")))
    named = {name if "/" in name else f"courseware/{name}" for name in named} | {"courseware/styles.css"}
    for template in Path(__file__).parents[2].glob("*/templates/**/*.html"):
        named |= set(re.findall(r'{% static "(.+?\.css)" %}', template.read_text()))

    found = {path for finder in finders.get_finders() for path, _ in finder.list([]) if path.endswith(".css")}

    assert found == named
