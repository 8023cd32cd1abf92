"""Modules in as few bytes as say the same.

The minifier brings a runtime with threads and signal handlers, so it works in a process of its own, which ends with the
work: `python courseware/minifying.py` reads and writes modules by their names, as JSON.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec


def minified(modules: Mapping[str, str]) -> Mapping[str, str]:
    """Each module by its name; as it is where the minifier cannot be installed (pyproject.toml says where).

    Raises SyntaxError, with the module's name and the place, for what is no JavaScript.
    """
    if find_spec("minify") is None:
        return modules
    work = [sys.executable, "-P", __file__]  # -P: the files beside this one are no packages of that process
    done = subprocess.run(work, input=json.dumps(dict(modules)), capture_output=True, text=True, check=False)  # noqa: S603  # ours
    if done.returncode:
        raise SyntaxError(done.stderr)
    result: Mapping[str, str] = json.loads(done.stdout)
    return result


def _work() -> None:
    import minify  # noqa: PLC0415  # in that process alone

    result = {}
    for name, module in json.load(sys.stdin).items():
        try:
            result[name] = minify.string("application/javascript", module)
        except minify.MinifyError as error:
            sys.exit(f"{name}: {error}")
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    _work()
