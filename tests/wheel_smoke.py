"""`python -m tests.wheel_smoke`: build the wheel, install it alone, read an article with the network cut off."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEXT = "The harbour was closed on Monday, port officials said. “Nobody was hurt,” said Oda Flint, the harbour master.\n"
NEEDED = (
    "onrecord/models/encoder.onnx",
    "onrecord/models/encoder.json",
    "onrecord/models/fast.onnx",
    "onrecord/models/fast.json",
    "onrecord/models/tokenizer.json",
    "onrecord/models/LICENSE",
    "onrecord/models/MODEL_CARD.md",
    "onrecord/ledger/migrations/0001_first.sql",
    "onrecord/export/templates/article.html",
    "onrecord/articles/data/outlets.txt",
    "onrecord/reading/data/titles.txt",
    "onrecord/py.typed",
)


def without_network() -> list[str]:
    """What to put before a command to run it without a network; nothing where the machine does not allow it."""
    unshare = shutil.which("unshare")
    if unshare and subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False).returncode == 0:
        return [unshare, "-rn"]
    print("this machine has no unshare: the network is not cut off")
    return []


def main() -> None:
    """Build, install, read; fail on the first thing that is not as it should be."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, str(ROOT)], check=True)
        (wheel,) = scratch.glob("onrecord-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            missing = set(NEEDED) - set(packed.namelist())
        if missing:
            raise SystemExit(f"the wheel lacks {sorted(missing)}")
        venv.create(scratch / "env", with_pip=True)
        install = [
            str(scratch / "env" / "bin" / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--quiet",
            "install",
        ]
        subprocess.run([*install, "--constraint", str(ROOT / "constraints.txt"), str(wheel)], check=True)
        (scratch / "report.txt").write_text(TEXT, encoding="utf-8")
        command = [*without_network(), str(scratch / "env" / "bin" / "onrecord"), "read", "--json", "report.txt"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"HOME": folder})
        if done.returncode:
            raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
        speakers = [statement["voice"][-1]["name"] for statement in json.loads(done.stdout)["statements"]]
        if "Oda Flint" not in speakers:
            raise SystemExit(f"the speakers are {speakers}")
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, reads offline; speakers {speakers}")


if __name__ == "__main__":
    main()
