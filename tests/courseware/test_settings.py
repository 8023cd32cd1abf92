"""The settings as an operator meets them."""

import os
import subprocess
import sys
from pathlib import Path

from tests.live import ROOT


def test_the_production_profile_passes_djangos_own_check_for_deployment(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**os.environ, "COURSEWARE_HTTPS": "on", "COURSEWARE_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
