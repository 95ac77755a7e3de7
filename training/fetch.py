"""Cloning the corpora: each upstream repository at the commit the configuration names."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any


class FetchError(Exception):
    """A repository could not be had; says which and why."""


def fetch(config: dict[str, Any], folder: Path) -> None:
    """Clone every corpus of a configuration into a folder; what is there at the right commit is left alone.

    Raises:
        FetchError: git is missing, or a repository or its commit cannot be had.
    """
    git = shutil.which("git")
    if git is None:
        raise FetchError("git is not installed; install it, or put the repositories under the folder by hand")
    folder.mkdir(parents=True, exist_ok=True)
    for name, corpus in config["corpora"].items():
        target = folder / name
        if not target.exists():
            _run(git, "clone", "--quiet", "--filter=blob:none", "--no-checkout", corpus["repository"], str(target))
        if not _run(git, "-C", str(target), "rev-parse", "HEAD").startswith(corpus["commit"]):
            _run(git, "-C", str(target), "checkout", "--quiet", corpus["commit"])


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed commands
    if done.returncode:
        raise FetchError(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout.strip()
