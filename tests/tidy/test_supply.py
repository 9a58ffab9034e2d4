"""What yusuan is built of: pinned, with licences, and built without the network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
REGISTRY: Final = "registry+https://github.com/rust-lang/crates.io-index"

# What a build script says when it brings something from elsewhere.
FETCHES: Final = re.compile(
    r"TcpStream|UdpSocket|\breqwest\b|\bureq\b|\bcurl\b|\bwget\b|git\b.{0,12}\bclone"
    r"|https?://\S+\.(?:tar|zip|gz|tgz|xz|whl)\b|\bdownload",
    re.IGNORECASE,
)


def built_by_cargo() -> list[dict[str, Any]]:
    command = ["cargo", "metadata", "--locked", "--offline", "--format-version", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"not all crates are here: {done.stderr.strip()[-200:]}")
    packages: list[dict[str, Any]] = json.loads(done.stdout)["packages"]
    return packages


def test_no_build_script_fetches() -> None:
    scripts = [
        Path(target["src_path"])
        for package in built_by_cargo()
        for target in package["targets"]
        if "custom-build" in target["kind"]
    ]
    assert scripts
    # A script may have modules beside it.
    texts = {
        path: path.read_text("utf-8")
        for script in scripts
        for path in {script, *(script.parent / "build").rglob("*.rs")}
    }
    found = {str(path): match[0] for path, text in texts.items() if (match := FETCHES.search(text))}
    assert found == {}


@pytest.mark.parametrize(
    "script",
    [
        'Command::new("curl").arg("-L")',
        'TcpStream::connect("example.org:80")',
        'const SOURCE: &str = "https://example.org/sqlite.tar.gz";',
        'Command::new("git clone")',
    ],
)
def test_a_script_that_fetches_is_seen(script: str) -> None:
    assert FETCHES.search(script)


def test_every_crate_is_of_the_registry_and_has_its_digest() -> None:
    packages = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))["package"]
    foreign = [package for package in packages if "source" in package]
    assert {package["source"] for package in foreign} == {REGISTRY}
    assert all(re.fullmatch("[0-9a-f]{64}", package["checksum"]) for package in foreign)
    own = {package["name"] for package in packages if "source" not in package}
    assert all(name.startswith("yusuan") for name in own), own


def test_every_python_package_is_pinned() -> None:
    lines = [
        (path.name, line.strip())
        for path in (ROOT / "requirements").glob("*.txt")
        for line in path.read_text("utf-8").splitlines()
        if line.strip() and not line.lstrip().startswith(("#", "-"))
    ]
    loose = [line for line in lines if not re.match(r"[\w.\[\]-]+==[\w.]+", line[1])]
    assert loose == []


def test_the_list_of_parts_has_what_the_wheel_is_made_of() -> None:
    packages = {package["name"] for package in built_by_cargo()}
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "sbom.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    parts = {part["name"]: part for part in json.loads(done.stdout)["components"]}
    direct: set[str] = set()
    for crate in ("yusuan", "yusuan-cli", "yusuan-py"):
        manifest = tomllib.loads((ROOT / "crates" / crate / "Cargo.toml").read_text("utf-8"))
        direct |= manifest["dependencies"].keys()
    assert direct <= parts.keys() <= packages
    assert not {"proptest", "insta"} & parts.keys(), "what tests need is in no wheel"
    unsaid = {name for name, part in parts.items() if not part.get("licenses")}
    assert unsaid == set()
    without = {name for name, part in parts.items() if not part.get("hashes")}
    assert all(name.startswith("yusuan") for name in without), without
