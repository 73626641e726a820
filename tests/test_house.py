"""The laws of the house that a reader could forget: read from the sources, never listed."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from core.curriculum import ROOMS, TOPICS
from pages.shared.words import LANGUAGES, read_words
from tests.sizes import tab_names

ROOT = Path(__file__).parents[1]
CORE = {path: ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "core").rglob("*.py"))}
PAGES = {path: path.read_text("utf-8") for path in sorted((ROOT / "pages").rglob("*.py"))}
SOURCES = [*PAGES.values(), *(path.read_text("utf-8") for path in (*CORE, ROOT / "streamlit_app.py"))]
USED = "\n".join(SOURCES)
every_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)


@every_topic
def test_a_tab_is_one_noun_with_a_module_and_words_in_both_languages(topic):
    folder = ROOT / "pages" / topic.room / topic.slug
    missing = [
        name
        for noun in tab_names(topic)
        for name in (f"{noun}.py", *(f"{noun}.{language}.toml" for language in LANGUAGES))
        if not (folder / name).exists()
    ]
    assert missing == []


def test_a_public_class_of_core_has_a_name_of_its_own():
    names = Counter(
        node.name
        for tree in CORE.values()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name[0] != "_"
    )
    assert {name: count for name, count in names.items() if count > 1} == {}


def test_no_public_function_of_core_is_called_by_tests_alone():
    used = Counter(re.findall(r"\w+", USED))
    defined = Counter(re.findall(r"\bdef (\w+)", USED))
    unused = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, tree in CORE.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and used[node.name] <= defined[node.name]
    ]
    assert unused == []


@pytest.mark.parametrize("room", ROOMS)
def test_pages_write_no_latex(room):
    """The formula stands in the words, its numbers come from core."""
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()[:80]}"
        for path, text in PAGES.items()
        if room in path.relative_to(ROOT / "pages").parts
        for line in text.splitlines()
        if re.search(r"\\(frac|cdot|sum|sqrt|text|mathrm|begin)\b|\$", line)
    ]
    assert found == []


def test_a_result_is_built_by_keyword():
    """Two floats exchanged by position would pass every type check."""
    results = {
        node.name
        for tree in CORE.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(one) for one in node.decorator_list)
        if "Node" not in map(ast.unparse, node.bases)  # the nodes of a formula begin with their place in its text
    }
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.id} takes {len(node.args)} by position"
        for path, tree in CORE.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in results
        if len(node.args) > 4
    ]
    assert found == []


def said_in(text):
    """The strings of a source, and a pattern for each f-string of it."""
    plain, patterns = set(), set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            plain.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else r".+" for one in node.values]
            patterns |= {"".join(parts)} if any(part != ".+" for part in parts) else set()
        elif isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant) and isinstance(node.left.value, str):
            patterns.add(re.escape(node.left.value) + r".+")  # "metric." + name
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "group":
            patterns |= {re.escape(str(one.value)) + r"\..+" for one in node.args if isinstance(one, ast.Constant)}
    return plain, patterns


def test_every_sentence_of_the_words_can_be_said():
    """Its key stands in the code, or the group that it is chosen from."""
    sources = [said_in(text) for text in SOURCES]
    plain = set().union(*(one for one, _ in sources))
    browser = "\n".join(path.read_text("utf-8") for path in (ROOT / "pages").rglob("*.js"))
    chosen = {one for _, some in sources for one in some if not one.startswith(".+")}
    pattern = re.compile("|".join(f"(?:{one})" for one in chosen))
    dead = [
        f"{file.relative_to(ROOT)}: {key}"
        for file in sorted((ROOT / "pages").rglob("*.en.toml"))
        for key in read_words(file.with_suffix("").with_suffix(""), "en")
        if key not in plain and not pattern.fullmatch(key) and key.split(".")[-1] not in browser
        and not key.startswith(("fields.", "options.", "refused."))
    ]  # fmt: skip
    assert dead == []


WORDS = r"(?!\d{4}\b)(?:[\w…]+(?: \w+)?|\.\.\.)"  # one or two words; a year makes no shape of a citation
SIZE = rf"{WORDS}(?: ?[-+*] ?{WORDS})*"
SHAPE = re.compile(
    rf"\({SIZE},\)|\({SIZE}(?:, {SIZE})+\)"  # (n,), (n, d), (epochs + 1, layers)
    r"|a scalar|elementwise|shape is kept|`shape`|\b(?:any|own|same) shape\b|in the shapes? of",
    re.IGNORECASE,
)
ARRAY_TYPES = {r"np\.ndarray", r"torch\.Tensor", r"\bArray\b"} | {
    rf"\b{ast.unparse(node.targets[0])}\b"
    for tree in CORE.values()
    for node in tree.body
    if isinstance(node, ast.Assign) and re.match(r"[^({]*(np\.ndarray|torch\.Tensor)\b", ast.unparse(node.value))
}
ARRAYS = re.compile("|".join(ARRAY_TYPES))


def with_arrays(path, tree):
    """Every public function, method and field of a file whose annotation names an array, and what is said of it.

    A file of functions of one form may say it once, after `Shapes:` in its docstring. A class of arrays (`Tensor` of
    autograd, a Result) says its own shapes, so what takes or returns one need not; private parts say what they like.
    """
    lines = path.read_text("utf-8").splitlines()
    shared = (ast.get_docstring(tree) or "").partition("Shapes:")[2]
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"]
    for node in (*tree.body, *(part for one in classes for part in one.body)):
        if isinstance(node, ast.FunctionDef) and node.name[0] != "_":
            head = ast.unparse(node.args) + ast.unparse(node.returns or ast.Constant(None))
            if ARRAYS.search(head):
                yield node, node.name, (ast.get_docstring(node) or "") + shared
    for one in classes:
        for field in (part for part in one.body if isinstance(part, ast.AnnAssign)):
            if ARRAYS.search(ast.unparse(field.annotation)):
                said = (ast.get_docstring(one) or "") + lines[field.lineno - 1].partition("#")[2]
                yield field, f"{one.name}.{ast.unparse(field.target)}", said


def test_what_takes_or_holds_arrays_states_their_shapes():
    """In its docstring or, for a field, in the comment behind it."""
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {name}"
        for path, tree in CORE.items()
        for node, name, said in with_arrays(path, tree)
        if not SHAPE.search(said)
    ]
    assert silent == []
