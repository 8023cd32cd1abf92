"""Fewer bytes say the same."""

import re
import subprocess
import sys

import pytest

from courseware import minifying
from courseware.minifying import minified
from tests.live import ROOT

MODULE = """import { greet } from "../other/greet.js"; // from another app
/** @param {number} number of times */
export const often = (number) => {
  const texts = [`hello ${number}
    times`, "// no comment"];
  return greet(texts);
};
"""


def test_what_only_its_authors_read_is_left_out() -> None:
    small = minified({"app/a.js": MODULE})["app/a.js"]

    assert len(small) < len(MODULE) / 1.5
    assert "another app" not in small
    assert "@param" not in small
    assert "// no comment" in small
    assert "\n    times" in small
    assert re.match(r'import ?\{ ?greet( as \w+)? ?\} ?from ?"\.\./other/greet\.js";', small)
    assert re.search(r"\boften\b", small)


def test_what_is_no_javascript_is_named_with_its_place() -> None:
    with pytest.raises(SyntaxError, match=r"app/b\.js: unexpected ; in expression on line 2 and column 11"):
        minified({"app/a.js": MODULE, "app/b.js": "\nconst a = ;\n"})


def test_where_no_minifier_is_modules_are_sent_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minifying, "find_spec", lambda name: None)

    assert minified({"app/a.js": MODULE}) == {"app/a.js": MODULE}


def test_the_process_that_serves_never_loads_the_minifier() -> None:
    look = "import sys; from courseware.minifying import minified; minified({'a.js': 'a( 1 )'}); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=ROOT)

    assert "courseware.minifying" in ran.stdout.split()
    assert "minify" not in ran.stdout.split()
