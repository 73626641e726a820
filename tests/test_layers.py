"""Who may import whom: read from the source of every file."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = (
    {"params", "expressions", "challenges"},
    {"mathematics", "tensors", "autograd", "data"},
    {"optimization"},
    {"networks"},
    {"training"},
    {"evaluation", "tuning"},
    {"export"},
)
FRAME = {"curriculum", "code_export", "warm_up", "figures"}  # they serve every layer; figures sees results
CORE_FILES = sorted((ROOT / "core").rglob("*.py"))
PAGE_FILES = sorted((ROOT / "pages").rglob("*.py"))


def imported(path: Path) -> list[str]:
    """Every module that a file imports, anywhere in it but for the type checker alone."""
    tree = ast.parse(path.read_text("utf-8"))
    tree.body = [n for n in tree.body if not (isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING")]
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [item.name for item in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module]
    return names


def room(path: Path) -> str:
    return path.relative_to(ROOT / "core").parts[0].removesuffix(".py")


def layer(name: str) -> int:
    return next(k for k, names in enumerate(LAYERS) if name in names)


@pytest.mark.parametrize("path", CORE_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_core_knows_no_page_and_only_the_layers_below(path):
    for name in imported(path):
        first = name.split(".")[0]
        assert first not in {"streamlit", "pages", "tests", "benchmarks"}, f"{path.name} imports {name}"
        if room(path) != "figures":
            assert first != "plotly" or room(path) == "warm_up", f"{path.name} imports {name}"
        if first == "core" and room(path) not in FRAME and len(name.split(".")) > 1:
            other = name.split(".")[1]
            assert other in {"code_export"} - {room(path)} or other not in FRAME, f"{path.name} imports {name}"
            if other not in FRAME:
                same_room = other == room(path)
                assert same_room or layer(other) < layer(room(path)), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", PAGE_FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_page_never_imports_another_page(path):
    for name in imported(path):
        if name.startswith("pages."):
            own_views = f"pages.{path.relative_to(ROOT / 'pages').parts[0]}.views"
            assert name.startswith(("pages.shared", own_views)), f"{path.name} imports {name}"
        assert name.split(".")[0] not in {"plotly", "tests", "benchmarks"}, f"{path.name} imports {name}"


def test_every_room_of_core_has_a_layer():
    known = set().union(*LAYERS) | FRAME
    assert {room(path) for path in CORE_FILES} <= known
