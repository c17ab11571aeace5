#!/usr/bin/env python3
"""One command for everything; needs nothing but Python 3.11 and this folder.

python3 run.py setup              makes .venv from the lock, nothing else
python3 run.py demo [--port N]    serves a made-up service to look at
python3 run.py serve [--port N]   serves your own database in instance/
python3 run.py check              lint, types, import rules, templates, translations
python3 run.py test [--install]   check, then every test; --install fetches what they need (apt-get)

Further arguments are passed on: `python3 run.py test services -k places`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
STAMPS = VENV / "installed"
LOCKS = {False: ROOT / "requirements.txt", True: ROOT / ".ci" / "requirements-dev.txt"}
UV = shutil.which("uv")
PIP = [UV, "pip", "install", "--python", PYTHON] if UV else [PYTHON, "-m", "pip", "install"]


def must(command, sentence):
    """Run a command; when it fails, stop with a sentence instead of a traceback."""
    settings = {"UV_COMPILE_BYTECODE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if subprocess.run([*map(str, command)], cwd=ROOT, env={**os.environ, **settings}).returncode:
        sys.exit(sentence)


def make_environment():
    """Make .venv unless a working one is there."""
    if PYTHON.exists() and not subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    print("Making .venv ...", flush=True)
    if UV:
        must([UV, "venv", "--quiet", "--python", sys.executable, VENV], "uv could not make .venv.")
    elif subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True).returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "This Python cannot make environments. On Debian and Ubuntu first run:\n"
            "  sudo apt install python3-venv"
        )


def install(name, sources, arguments, sentence):
    """Install with pip or uv, unless the stamp says that just these sources were installed."""
    text = b"".join(source.read_bytes() for source in sources)
    digest, stamp = hashlib.sha256(text).hexdigest(), STAMPS / name
    if not stamp.exists() or stamp.read_text() != digest:
        print(f"Installing {name} ...", flush=True)
        must([*PIP, "--quiet", *arguments], sentence)
        STAMPS.mkdir(exist_ok=True)
        stamp.write_text(digest)


def prepare(developing):
    """Bring .venv up to the lock, and this checkout with its compiled translations into it."""
    make_environment()
    lock = LOCKS[developing]
    failed = "The packages could not be installed. Is the network there? Try again."
    install(lock.stem, [lock], ["--require-hashes", "-r", lock], failed)
    words = sorted(ROOT.glob("translations/*/LC_MESSAGES/*.po"))
    project = [ROOT / "pyproject.toml", ROOT / ".ci" / "build_hook.py", *words]
    editable = ["--no-deps", "--no-build-isolation", "--editable", ROOT]
    install("rinnalla", project, editable, "Rinnalla itself could not be installed into .venv.")


def main(arguments):
    """Prepare .venv and hand over to the program asked for."""
    if sys.version_info < (3, 11):
        sys.exit("Rinnalla needs Python 3.11 or newer; this is Python " + sys.version.split()[0])
    word = arguments[0] if arguments else ""
    if word not in ("setup", "demo", "serve", "check", "test"):
        sys.exit(__doc__)
    prepare(developing=word in ("check", "test"))
    programs = {
        "setup": [PYTHON, "-c", "print('Ready: python3 run.py demo')"],
        "check": [PYTHON, ROOT / ".ci" / "check.py"],
        "test": [PYTHON, ROOT / ".ci" / "test.py"],
    }
    command = [*programs.get(word, [PROGRAMS / "rinnalla", word]), *arguments[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run([*map(str, command)]).returncode)
    os.execv(command[0], [*map(str, command)])


if __name__ == "__main__":
    main(sys.argv[1:])
