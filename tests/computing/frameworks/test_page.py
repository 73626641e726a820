"""The page without the packages that run ONNX files: it opens, says so, and shows all the rest."""

import sys
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROUTER = Path(__file__).parents[3] / "pages" / "router.py"


def opened(**query):
    app = AppTest.from_file(str(ROUTER), default_timeout=120)
    app.query_params.update({"lang": "en", **query})
    app.switch_page("computing/frameworks/page.py").run()
    assert not app.exception, app.exception[0].stack_trace
    return app


@pytest.mark.parametrize("digit", ["1", "2"])
def test_without_the_packages_the_page_says_how_to_get_them(monkeypatch, digit):
    for package in ("onnx", "onnxruntime", "onnxscript"):
        monkeypatch.setitem(sys.modules, package, None)
    app = opened(frameworks_digit=f"19{digit}", frameworks_mistake="eps")
    (said,) = [one.value for one in app.info]
    assert "pip install -r requirements-deploy.txt" in said and "ONNX Runtime" in said
    assert any("norm1" in one.value and "NumPy" in one.value for one in app.markdown)
    assert any("BatchNormalization(x, gamma" in one.value for one in app.markdown)


def test_a_planted_mistake_is_neither_told_nor_shown_in_the_code():
    app = opened(frameworks_planted="1", frameworks_planted_seed="1", frameworks_layer="0")
    text = " ".join(one.value for one in app.markdown)
    assert "::-1" not in text and "part at" in text
