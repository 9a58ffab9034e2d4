"""Writes what the wheel is made of, as a CycloneDX document: every crate that is compiled into it.

It comes from `cargo metadata` with the lock file, and asks no network: names, versions, licences
and the SHA-256 of each package as the registry gave it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
BINDING = "yusuan-py"


def metadata() -> dict[str, Any]:
    """Return what cargo says of all packages."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    manifest = ["--manifest-path", str(ROOT / "Cargo.toml")]
    done = subprocess.run([*command, *manifest], capture_output=True, check=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def digests() -> dict[tuple[str, str], str]:
    """Return the SHA-256 of each package in the lock file."""
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text("utf-8"))
    return {
        (package["name"], package["version"]): package["checksum"]
        for package in lock["package"]
        if "checksum" in package
    }


def compiled(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the packages that the binding needs to run, itself first."""
    packages = {package["id"]: package for package in found["packages"]}
    nodes = {node["id"]: node for node in found["resolve"]["nodes"]}
    (begin,) = (key for key, package in packages.items() if package["name"] == BINDING)
    order, todo = [], [begin]
    while todo:
        key = todo.pop()
        if key in order:
            continue
        order.append(key)
        todo.extend(
            dependency["pkg"]
            for dependency in nodes[key]["deps"]
            if any(kind["kind"] is None for kind in dependency["dep_kinds"])
        )
    return [packages[key] for key in order]


def component(package: dict[str, Any], digests: dict[tuple[str, str], str]) -> dict[str, Any]:
    """Describe a package as CycloneDX does."""
    name, version = package["name"], package["version"]
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"pkg:cargo/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package["license"]:
        found["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if digest := digests.get((name, version)):
        found["hashes"] = [{"alg": "SHA-256", "content": digest}]
    return found


def main() -> None:
    """Write the document to standard output."""
    known = digests()
    first, *others = compiled(metadata())
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(first, known) | {"name": "yusuan"}},
        "components": [
            component(package, known)
            for package in sorted(others, key=lambda package: (package["name"], package["version"]))
        ],
    }
    json.dump(document, sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
