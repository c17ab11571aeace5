"""The wheel holds three packages, installs into an empty environment, and serves."""

from __future__ import annotations

import email
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from contextlib import contextmanager

import pytest

from coaching import __version__
from tests.project.source import ROOT

FOLDERS = ("templates", "static", "translations", "migrations")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel with what .venv holds."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
        text=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """Make an empty environment and install the lock and the wheel with plain pip."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    python = folder / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    lock = ["--no-compile", "--require-hashes", "-r", ROOT / "requirements.txt"]
    subprocess.run([*install, *lock], check=True, capture_output=True)
    subprocess.run([*install, "--no-deps", wheel], check=True, capture_output=True)
    return folder / "bin"


@contextmanager
def running(program, *words, cwd, **settings):
    """Run the program on a free port with nothing of ours in its environment; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    plain = {"PATH": os.environ["PATH"], "HOME": str(cwd), **settings}
    with subprocess.Popen(
        [program, *words, "--port", str(port)], cwd=cwd, env=plain,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as server:  # fmt: skip
        try:
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.terminate()


def fetch(address, server):
    """Return an address's status and text, waiting for the server to come up."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()
        except (urllib.error.URLError, ConnectionError):
            assert server.poll() is None, server.stdout.read()
            time.sleep(0.1)
    raise AssertionError("the server did not come up in half a minute")


def test_the_wheel_holds_three_names_and_its_metadata(wheel):
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert names == {"coaching", "forms", "fidelity", f"rinnalla-{__version__}.dist-info"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_wheel_holds_every_file_of_a_folder_without_python(wheel, folder):
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"coaching/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }

    assert wanted
    assert wanted <= inside


def test_the_wheel_holds_compiled_translations_and_the_scale(wheel):
    inside = zipfile.ZipFile(wheel).namelist()

    for language in ("fi", "sv"):
        assert f"coaching/translations/{language}/LC_MESSAGES/messages.mo" in inside
    assert [name for name in inside if name.startswith("fidelity/scales/")]


def test_the_wheel_says_what_it_is_and_is_not_to_be_uploaded(wheel):
    archive = zipfile.ZipFile(wheel)
    told = email.message_from_bytes(archive.read(f"rinnalla-{__version__}.dist-info/METADATA"))

    assert (told["Name"], told["Version"]) == ("rinnalla", __version__)
    assert told["License-Expression"] == "EUPL-1.2"
    assert "Private :: Do Not Upload" in told.get_all("Classifier")


def test_the_installed_program_serves_a_page_with_its_style_and_words(environment, tmp_path):
    program = environment / "rinnalla"
    settings = {"RINNALLA_INSTANCE": str(tmp_path / "instance"), "RINNALLA_LANGUAGE": "sv"}
    plain = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **settings}
    subprocess.run([program, "db", "upgrade"], check=True, env=plain, cwd=tmp_path)

    with running(program, "serve", cwd=tmp_path, **settings) as (address, server):
        status, page = fetch(f"{address}/", server)
        style, _ = fetch(address + re.search(r'href="([^"]*\.css[^"]*)"', page)[1], server)

    assert status == 200
    assert "Logga in" in page
    assert style == 200


def test_a_folder_named_as_a_package_of_ours_is_passed_over(environment, tmp_path):
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "__init__.py").write_text("raise SystemExit('the wrong forms')")
    instance = str(tmp_path / "instance")

    done = subprocess.run(
        [environment / "rinnalla", "db", "upgrade"], cwd=tmp_path, text=True, capture_output=True,
        env={"RINNALLA_INSTANCE": instance}, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


def test_outside_a_checkout_the_instance_folder_is_never_guessed(environment, tmp_path):
    done = subprocess.run(
        [environment / "rinnalla", "db", "upgrade"], cwd=tmp_path, text=True, capture_output=True,
        env={}, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "RINNALLA_INSTANCE" in done.stderr
    assert "Traceback" not in done.stderr
