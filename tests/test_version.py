from mutualise import __version__


def test_version_is_stated() -> None:
    assert __version__
