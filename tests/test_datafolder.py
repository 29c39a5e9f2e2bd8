"""Where data lies, and who may read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mutualise import datafolder


def test_named_folder_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUTUALISE_DATA", str(tmp_path))
    assert datafolder.data_folder() == tmp_path


def test_home_sign_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUTUALISE_DATA", "~/our data")
    assert datafolder.data_folder() == Path.home() / "our data"


def test_usual_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    home = Path.home()
    assert datafolder.usual_folder("linux") == home / ".local" / "share" / "mutualise"
    assert datafolder.usual_folder("darwin").parts[-3:] == (
        "Library",
        "Application Support",
        "Mutualise",
    )
    assert datafolder.usual_folder("win32") == tmp_path / "Mutualise"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert datafolder.usual_folder("linux") == tmp_path / "mutualise"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_folder_and_key_are_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    datafolder.prepare(folder)
    key = next(folder.iterdir())
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_key_is_made_once(tmp_path: Path) -> None:
    assert datafolder.read_secret_key(tmp_path) is None
    datafolder.prepare(tmp_path)
    key = datafolder.read_secret_key(tmp_path)
    datafolder.prepare(tmp_path)
    assert key
    assert len(key) > 50
    assert datafolder.read_secret_key(tmp_path) == key
