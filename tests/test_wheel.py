"""The wheel: built, installed outside the checkout, it assesses the built-in example with its own content."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_an_installed_wheel_assesses_the_pacemaker_outside_the_checkout(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run([*pip, *build], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("iotclass-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "iotclass/content/compiled.json" in names
    assert "iotclass/content/methods/fazeldehkordi-2019/exposure.csv" in names
    assert "iotclass/write/templates/report.html.j2" in names
    assert not [name for name in names if name.startswith(("tests/", "docs/"))]

    home = tmp_path / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", str(wheel)], check=True)
    (packages,) = home.glob("lib/python*/site-packages")
    # the dependencies come from where the tests run; an editable install there is not followed from here
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    where = [str(python), "-c", "import iotclass; print(iotclass.__file__)"]
    file = subprocess.run(where, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert Path(file.stdout.strip()).is_relative_to(home)
    command = [str(home / "bin" / "iotclass"), "assess", "pacemaker"]
    found = subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True)
    assert "3 of 3 requirements met; worst class C (sensor)" in found.stdout
    assert found.stderr == ""
