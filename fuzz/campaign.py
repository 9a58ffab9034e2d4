"""Runs the guided targets one after the other, within the limits of docs/tampering.md, and counts.

    python3 fuzz/campaign.py --seconds 60 --target lines --target plan
    python3 fuzz/campaign.py --seconds 600 --keep
    .venv/bin/python fuzz/campaign.py --python --seconds 600

A target begins with its seeds and with what earlier runs kept; `--keep` keeps what this one
reached too, as few inputs as reach it. What is found ends the target, and stands in
`target/fuzz/found`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
FUZZ: Final = ROOT / "fuzz"
WORK: Final = ROOT / "target" / "fuzz"
BUILD: Final = WORK / "build"

# As docs/tampering.md states them for a file of a stranger.
MEMORY_MEBIBYTES: Final = 1536
SECONDS_AN_INPUT: Final = 10
# Longer inputs reach nothing new and are slow; a ledger is as long as its schema at least.
BYTES_MAX: Final = {"ledger": 1024 * 1024, "workbooks": 65_536, "python-plan": 4_096}
BYTES_MAX_OTHERWISE: Final = 16_384
BYTES_MAX_OF_PYTHON: Final = 512

# What atheris runs: functions of python_targets.py.
PYTHON_TARGETS: Final = (
    *("python-arrow", "python-locations", "python-plan", "python-rows", "python-values"),
    "python-verifier",
)

# SQLite is compiled by clang so that libFuzzer sees what it reaches.
COMPILED: Final = {"CC": "clang", "CFLAGS": "-fsanitize=fuzzer-no-link -O1"}


def rust_targets() -> list[str]:
    """Return the names of the targets of cargo-fuzz."""
    return sorted(path.stem for path in (FUZZ / "fuzz_targets").glob("*.rs"))


def build() -> None:
    """Build the targets of cargo-fuzz, which wants a nightly Rust."""
    words = ("--fuzz-dir", str(FUZZ), "--target-dir", str(BUILD))
    subprocess.run(
        ["cargo", "+nightly", "fuzz", "build", *words], env=surroundings(), cwd=ROOT, check=True
    )


def command(target: str, *words: str) -> list[str]:
    """Return what runs a target: its program, or atheris in this Python."""
    if target in PYTHON_TARGETS:
        return [sys.executable, str(FUZZ / "python_targets.py"), target, *words]
    [program] = BUILD.glob(f"*/release/{target}")
    return [str(program), *words]


def surroundings() -> dict[str, str]:
    """Return the environment: SQLite instrumented, where there is a compiler that can."""
    chosen = COMPILED if shutil.which("clang") else {}
    # SQLite's tables of one name in two places are no fault.
    return {**os.environ, **chosen, "ASAN_OPTIONS": "detect_odr_violation=0"}


def unpack(target: str) -> Path:
    """Lay out what a target begins with, and return its folder."""
    folder = WORK / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    kept = FUZZ / "corpus" / f"{target}.tar.xz"
    if kept.exists():
        with tarfile.open(kept) as archive:
            archive.extractall(folder, filter="data")
    return folder


def seeds(target: str) -> list[str]:
    """Return the folder of files that a target begins with, where it has one."""
    folder = FUZZ / "seeds" / target
    return [str(folder)] if folder.exists() else []


def run(target: str, seconds: int) -> dict[str, object]:
    """Run one target, and return its figures."""
    folder, found = unpack(target), WORK / "found" / target
    found.mkdir(parents=True, exist_ok=True)
    otherwise = BYTES_MAX_OF_PYTHON if target in PYTHON_TARGETS else BYTES_MAX_OTHERWISE
    limits = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={MEMORY_MEBIBYTES}",
        f"-malloc_limit_mb={MEMORY_MEBIBYTES}",
        f"-timeout={SECONDS_AN_INPUT}",
        f"-max_len={BYTES_MAX.get(target, otherwise)}",
        f"-artifact_prefix={found}{os.sep}",
        "-print_final_stats=1",
    ]
    if target in PYTHON_TARGETS:
        # What is made of the bytes wants many of them at once.
        limits.append("-len_control=0")
    if target not in {"ledger", "workbooks"}:
        limits.append(f"-dict={FUZZ / 'words.dict'}")
    begun = time.monotonic()
    log = WORK / f"{target}.log"
    with log.open("w", encoding="utf-8") as said:
        done = subprocess.run(
            command(target, str(folder), *seeds(target), *limits),
            env=surroundings(),
            cwd=ROOT,
            stdout=said,
            stderr=said,
            check=False,
        )
    return {
        "target": target,
        "seconds": round(time.monotonic() - begun),
        **figures(log.read_text("utf-8", "replace")),
        "found": sorted(path.name for path in found.iterdir()),
        "ended_with": done.returncode,
    }


def figures(log: str) -> dict[str, int]:
    """Return what libFuzzer said at the end: executions, edges that were reached, inputs."""
    states = re.findall(r"^#\d+\s.*?cov: (\d+) ft: (\d+) corp: (\d+)/", log, re.MULTILINE)
    counts = re.findall(r"^stat::(\w+):\s+(\d+)", log, re.MULTILINE)
    counted = {name: int(count) for name, count in counts}
    edges, features, inputs = (int(number) for number in (states[-1] if states else (0, 0, 0)))
    return {
        "executions": counted.get("number_of_executed_units", 0),
        "edges": edges,
        "features": features,
        "inputs": inputs,
        "peak_mebibytes": counted.get("peak_rss_mb", 0),
    }


def keep(target: str) -> int:
    """Keep as few inputs as reach everything, and return how many bytes they take."""
    fewest = WORK / "fewest" / target
    shutil.rmtree(fewest, ignore_errors=True)
    fewest.mkdir(parents=True)
    folders = [str(fewest), str(WORK / "corpus" / target), *seeds(target)]
    merge = command(target, *folders, "-merge=1", "-max_len=1048576")
    subprocess.run(merge, env=surroundings(), cwd=ROOT, capture_output=True, check=True)
    return pack(target, fewest)


def pack(target: str, fewest: Path) -> int:
    """Pack inputs that are no seeds, and return how many bytes that takes."""
    known = {path.read_bytes() for folder in seeds(target) for path in Path(folder).iterdir()}
    archive = FUZZ / "corpus" / f"{target}.tar.xz"
    archive.parent.mkdir(exist_ok=True)
    with tarfile.open(archive, "w:xz", preset=9) as packed:
        for path in sorted(fewest.iterdir()):
            content = path.read_bytes()
            if content not in known:
                # Without owner and date: the same inputs are the same file.
                member = tarfile.TarInfo(path.name)
                member.size = len(content)
                packed.addfile(member, io.BytesIO(content))
    return archive.stat().st_size


def main() -> int:
    """Run what is asked for; a finding is the exit code 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--target", action="append", help="its name; all by default")
    parser.add_argument("--python", action="store_true", help="the targets of atheris")
    parser.add_argument("--keep", action="store_true", help="keep what was reached")
    asked = parser.parse_args()
    reports = []
    if not asked.python:
        build()
    for target in asked.target or (PYTHON_TARGETS if asked.python else rust_targets()):
        report = run(target, asked.seconds)
        if asked.keep and not report["found"]:
            report["kept_bytes"] = keep(target)
        reports.append(report)
        print(json.dumps(report), flush=True)
    return int(any(report["found"] or report["ended_with"] for report in reports))


if __name__ == "__main__":
    sys.exit(main())
