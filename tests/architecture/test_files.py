"""The repository stays small, and holds nothing that is built."""

from tests.architecture.house import ROOT, paths

LARGEST = 1_000_000


def test_no_file_is_larger_than_a_megabyte() -> None:
    large = [
        f"{path.relative_to(ROOT)}: {path.stat().st_size}"
        for path in paths()
        if path.stat().st_size > LARGEST
    ]

    assert large == []


def test_nothing_built_or_private_is_kept() -> None:
    built = {".pyc", ".sqlite3", ".db", ".log", ".whl", ".so", ".xlsx", ".tar", ".gz", ".zip"}

    assert [path for path in paths() if path.suffix in built or path.name == ".env"] == []


def test_a_package_has_its_door() -> None:
    code = [path.relative_to(ROOT) for path in paths() if path.suffix == ".py"]
    folders = {ROOT / path.parent for path in code if path.parts[0] in {"linli", "civics"}}

    assert sorted(str(folder) for folder in folders if not (folder / "__init__.py").is_file()) == []
