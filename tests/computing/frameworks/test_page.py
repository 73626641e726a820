"""The page without the packages that run ONNX files: it opens, says so, and shows all the rest."""

import sys

from core.curriculum import topic_named
from tests.pages.cases import opened


def page(**query):
    app = opened(topic_named("frameworks"), {f"frameworks_{name}": text for name, text in query.items()})
    assert not app.exception, app.exception[0].stack_trace
    return app


def test_without_the_packages_the_page_says_how_to_get_them(monkeypatch):
    for package in ("onnx", "onnxruntime", "onnxscript"):
        monkeypatch.setitem(sys.modules, package, None)
    app = page(digit="191", mistake="eps")
    (said,) = [one.value for one in app.info]
    assert "pip install -r requirements-deploy.txt" in said and "ONNX Runtime" in said
    assert any("norm1" in one.value and "NumPy" in one.value for one in app.markdown)
    assert any("BatchNormalization(x, gamma" in one.value for one in app.markdown)


def test_a_planted_mistake_is_not_shown_in_the_code():
    app = page(planted="1", planted_seed="1", layer="0")
    text = " ".join(one.value for one in app.markdown)
    assert "::-1" not in text and "part at" in text
    assert app.selectbox(key="frameworks_guess").value == "none"


def test_where_the_loop_has_nothing_to_do_the_page_says_so():
    assert any("nothing is computed" in one.value for one in page(tab="loop", number="1").markdown)
