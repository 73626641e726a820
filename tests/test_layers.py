"""Who may import whom: read from the source of every file."""

import ast
from pathlib import Path

import pytest

from core.curriculum import ROOMS, TOPICS, topic_named

ROOT = Path(__file__).parents[1]
# The shared parts of core, from the bottom up: each sees what stands before it.
SHARED = (
    "params", "refusal", "pace", "tex", "challenges", "expressions", "data", "engine", "lesson", "curriculum",
    "figures", "code_export", "jobs",
)  # fmt: skip
CORE_FILES = sorted((ROOT / "core").rglob("*.py"))
PAGE_FILES = sorted((ROOT / "pages").rglob("*.py"))
every_file_of_core = pytest.mark.parametrize("path", CORE_FILES, ids=lambda p: str(p.relative_to(ROOT)))
every_page = pytest.mark.parametrize("path", PAGE_FILES, ids=lambda p: str(p.relative_to(ROOT)))


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


def place(parts: tuple[str, ...]) -> tuple[str, str]:
    """`(room, topic)` of a module below core or pages, or `("", part)` of a shared one."""
    first, *rest = (part.removesuffix(".py") for part in parts)
    return (first, rest[0] if rest else "") if first in ROOMS else ("", first)


@every_file_of_core
def test_core_knows_no_page_and_no_widget(path):
    for name in imported(path):
        assert name.split(".")[0] not in {"streamlit", "plotly", "pages", "tests", "benchmarks"}, f"imports {name}"


@every_file_of_core
def test_shared_parts_see_those_below_and_topics_see_what_their_row_names(path):
    room, own = place(path.relative_to(ROOT / "core").parts)
    for name in imported(path):
        if not name.startswith("core."):
            continue
        other_room, other = place(tuple(name.split(".")[1:]))
        if not room:
            assert not other_room, f"a shared part imports {name}"
            assert SHARED.index(other) <= SHARED.index(own), f"imports {name}"
        elif other_room and (other_room, other) != (room, own):
            topic = topic_named(own)
            assert other in topic.needs + topic.uses, f"the row of {own} does not name {other}"


@every_page
def test_a_page_sees_its_own_topic_and_what_is_shared(path):
    room, own = place(path.relative_to(ROOT / "pages").parts)
    for name in imported(path):
        assert name.split(".")[0] not in {"plotly", "tests", "benchmarks"}, f"imports {name}"
        if name.startswith("pages."):
            other = place(tuple(name.split(".")[1:]))
            assert other == ("", "shared") or (room and other == (room, own)), f"imports {name}"


def test_every_folder_of_a_room_is_a_topic():
    for tree in ("core", "pages", "tests"):
        for room in ROOMS:
            folders = {path.name for path in (ROOT / tree / room).glob("[a-z]*") if any(path.rglob("*.py"))}
            assert folders <= {topic.slug for topic in TOPICS if topic.room == room}, f"{tree}/{room}"
