"""What is installed: one package for every Python from 3.11 on, which brings nothing else along."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import yusuan

ROOT = Path(__file__).parents[1]
INSTALLED = importlib.metadata.distribution("yusuan")
EXTRAS = {"duckdb", "fleet", "pandas", "polars", "pyarrow"}


def metadata(name: str) -> list[str]:
    return INSTALLED.metadata.get_all(name) or []


def test_nothing_else_is_installed() -> None:
    required = INSTALLED.requires or []
    assert [need for need in required if "extra ==" not in need] == []
    assert set(metadata("Provides-Extra")) == EXTRAS
    # The tests try what they bring.
    pinned = (ROOT / "requirements" / "dev.txt").read_text("utf-8")
    for need in required:
        name = need.partition(";")[0].strip()
        assert f"\n{name}==" in pinned


def test_one_package_is_for_every_python() -> None:
    assert metadata("Requires-Python") == [">=3.11"]
    wheel = INSTALLED.read_text("WHEEL") or ""
    assert "\nTag: cp311-abi3-" in wheel
    assert "\nRoot-Is-Purelib: false" in wheel


def test_it_has_types_licences_and_a_command() -> None:
    assert metadata("License-Expression") == ["MIT OR Apache-2.0"]
    assert set(metadata("License-File")) == {"LICENSE-APACHE", "LICENSE-MIT"}
    assert "Typing :: Typed" in metadata("Classifier")
    assert Path(yusuan.__file__).with_name("py.typed").is_file()
    (command,) = INSTALLED.entry_points
    assert (command.name, command.value) == ("yusuan", "yusuan.__main__:main")


def test_the_source_archive_has_all_that_it_is_built_from(tmp_path: Path) -> None:
    maturin = Path(sysconfig.get_path("scripts"), "maturin")
    command = [str(maturin), "sdist", "--out", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as files:
        names = {name.partition("/")[2]: name for name in files.getnames()}
        for name in (
            "Cargo.lock",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "PKG-INFO",
            "README.md",
            "pyproject.toml",
            "crates/yusuan-py/src/lib.rs",
            "python/yusuan/_core.pyi",
            "python/yusuan/py.typed",
        ):
            assert name in names
        schemas = [name for name in names if name.endswith("schema.sql")]
        assert schemas
        for name in schemas:
            member = files.extractfile(names[name])
            assert member is not None
            assert member.read() == (ROOT / "schema.sql").read_bytes()
    assert not [name for name in names if name.startswith(("target/", "tests/", ".venv/"))]


def test_what_is_optional_is_not_imported() -> None:
    script = "import sys, yusuan; print(*sys.modules)"
    run = [sys.executable, "-c", script]
    loaded = subprocess.check_output(run, encoding="utf-8").split()
    assert not EXTRAS & set(loaded)
    assert "IPython" not in loaded
