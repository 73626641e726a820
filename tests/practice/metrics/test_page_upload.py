"""A visitor's own file on the metrics page: read in every encoding, refused in one sentence, never lost."""

import re
from pathlib import Path

import numpy as np
import pytest

from core.curriculum import topic_named
from core.data.table import read_table
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.predictions import one_versus_rest
from core.practice.metrics.regression import regression_values
from core.practice.metrics.settings import BinaryConfig
from core.practice.metrics.upload.column_choice import guessed_columns, suited_columns, suited_positive
from core.practice.metrics.upload.columns import Columns
from core.practice.metrics.upload.predictions import uploaded_predictions
from pages.practice.metrics.upload import sample_predictions, sample_quantities
from tests.pages.cases import LANGUAGES, figures, opened, texts

TOPIC = topic_named("metrics")
ROOT = Path(__file__).parents[3]
GOOD = "y_true,score\n" + "".join(f"{k % 2},{0.3 + 0.5 * (k % 2) - 0.02 * (k % 7):.2f}\n" for k in range(40))
QUANTITIES = "y_true,y_pred\n1.5,2\n3,2.5\n5,5.5\n8,7\n"


def rows(name, *cells):
    return f"y_true,{name}\n" + "".join(f'{k % 2},"{cell}"\n' for k, cell in enumerate(("0.5", "0.25", *cells)))


BROKEN = {  # of each stage of reading one; all others stand in test_upload_refused.py
    "no table": (b'y_true,score\n1,"0.5\n', {}), "markup in a cell": (rows("score", "<b>`$x$").encode(), {}),
    "columns of another meaning": (b"y_true,score\na,0.1\nb,0.7\nc,0.9\n", {"metrics_holds": "score"}),
}  # fmt: skip


def page(language="en", **query):
    return opened(TOPIC, {"metrics_source": "file", **query}, language)


def upload(app, data, name="mine.csv", slot="classes"):
    app.file_uploader(key=f"metrics_uploader_{slot}").set_value((name, data, "text/csv"))
    app.run()
    assert not app.exception, app.exception[0].stack_trace
    return app


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_in_one_sentence(case, language):
    data, asked = BROKEN[case]
    (said,) = [error.value for error in upload(page(language, **asked), data).error]
    assert "«" not in said
    assert "`<b>'$x$`" in said or "markup" not in case


def test_a_good_file_gives_the_numbers_of_core():
    text = GOOD.replace("score", "得分")  # every encoding is read in test_upload.py
    app = upload(page(), text.encode("gb18030"))
    table = read_table(text.encode())
    report = evaluate_binary(one_versus_rest(uploaded_predictions(table, guessed_columns(table)), 1), BinaryConfig())
    assert not app.error
    shown = " ".join(texts(app))
    for name in ("accuracy", "recall", "mcc", "log_loss", "roc_auc"):
        assert f"<strong>{report[name].value:.4f}</strong>" in shown


@pytest.mark.parametrize("view", ["threshold", "classes", "certainty", "calibration", "folds"])
def test_the_sample_file_shows_itself_in_every_view(view):
    app = upload(page(metrics_tab=view), sample_predictions().encode())
    assert not app.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_quantities_give_the_numbers_of_core(language):
    app = opened(TOPIC, {"metrics_tab": "regression", "metrics_quantities": "file"}, language)
    assert app.info  # it asks for a file
    upload(app, QUANTITIES.encode("utf-16"), slot="quantities")
    values = regression_values(np.array([1.5, 3, 5, 8]), np.array([2, 2.5, 5.5, 7]), None)
    shown = " ".join(texts(app))
    for name in ("mae", "mse", "r2", "mape"):
        assert f"{values[name]:.4f}" in shown
    upload(app, b"y_true,y_pred\n0.1,2\n0.1,3\n0.1,4\n", slot="quantities")
    assert "nan" not in " ".join([*texts(app), *(about["alt"] for about, _ in figures(app))]).lower()
    upload(app, b"y_true,y_pred\n1,2\n3,abc\n", slot="quantities")
    (said,) = [error.value for error in app.error]
    assert "`y_pred`" in said
    assert "`abc`" in said


def test_the_sample_of_quantities_is_read_without_a_question():
    app = opened(TOPIC, {"metrics_tab": "regression", "metrics_quantities": "file"})
    upload(app, sample_quantities().encode(), slot="quantities")
    assert not app.error
    assert app.selectbox(key="metrics_predicted_quantity").value == "y_pred"


def test_the_samples_of_a_cell_are_shown_beside_columns_that_are_named_as_ours():
    app = upload(
        page(metrics_tab="classes", metrics_cell_true="0", metrics_cell_predicted="0"), sample_predictions().encode()
    )
    assert {"row", "confidence", "row (2)"} <= set(app.dataframe[1].value.columns)


def test_a_broken_file_does_not_replace_the_one_on_the_screen():
    app = upload(page(), GOOD.encode(), "good.csv")
    before = [text for text in texts(app) if "**" in text]
    upload(app, b"a,b\n1\n", "broken.csv")
    assert len(app.error) == 1
    after = texts(app)
    assert any("`good.csv`" in text for text in after)
    assert set(before) <= set(after)
    app.button(key="metrics_forget_classes").click().run()
    assert not any("`good.csv`" in text for text in texts(app))


def test_what_is_left_out_is_told():
    app = upload(page(), GOOD.encode() + b"1,\n0,NaN\n")
    assert any("2" in text and "42" in text for text in texts(app) if "left out" in text)


def test_one_class_only_is_told_and_not_refused():
    app = upload(page(), b"y_true,score\n1,0.25\n1,0.75\n1,0.5\n")
    assert not app.error
    assert any("`1`" in text for text in texts(app))


def test_a_name_from_the_file_is_never_markdown():
    app = upload(page(), b"**y_true**,[x](http://x.y)\n1,0.25\n0,0.75\n1,abc\n")
    assert not [text for text in texts(app) if re.search(r"(?<!`)\[x\]\(http", text)]


def test_the_link_says_which_columns_are_meant():
    data = b"model_a,model_b,fact\n0.9,0.1,yes\n0.2,0.8,no\n0.7,0.6,yes\n"
    query = {"metrics_true_column": "fact", "metrics_prediction_columns": "model_b", "metrics_positive_label": "no"}
    app = upload(page(metrics_holds="score", **query), data)
    assert not app.error
    assert app.selectbox(key="metrics_prediction_columns_one").value == "model_b"
    assert app.selectbox(key="metrics_positive_label").value == "no"
    app.selectbox(key="metrics_prediction_columns_one").set_value("model_a").run()
    assert app.session_state["values"]["metrics_prediction_columns"] == "model_a"


def test_a_file_with_other_columns_is_guessed_anew():
    app = upload(page(metrics_holds="labels", metrics_true_column="y_true"), GOOD.encode())
    upload(app, b"fact,p_no,p_yes\nyes,0.25,0.75\nno,0.5,0.5\n")
    assert app.selectbox(key="metrics_holds").value == "probabilities"
    assert app.multiselect(key="metrics_prediction_columns_several").value == ["p_no", "p_yes"]


# Scores that are high for `a`, where position says that they speak for `b`.
SCORES = [(0.1 + 0.01 * k, "b") for k in range(15)] + [(0.6 + 0.01 * k, "a") for k in range(15)]
ONE_COLUMN = "group,score\n" + "".join(f"{label},{p:.2f}\n" for p, label in SCORES)
TWO_COLUMNS = "group,x1,x2\n" + "".join(f"{label},{1 - p:.2f},{p:.2f}\n" for p, label in SCORES)
TURNED = {ONE_COLUMN: ("positive_label", "a"), TWO_COLUMNS: ("column_classes", "b\na")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TURNED, ids=["one column", "two columns"])
def test_scores_of_the_other_class_are_turned_by_one_button(text, language):
    app = upload(page(language), text.encode())
    assert len(app.warning) == 1
    app.button(key="metrics_turn").click().run()
    assert not app.exception
    assert not app.warning
    field, value = TURNED[text]
    assert app.session_state["values"][f"metrics_{field}"] == value
    assert "<strong>1.0000</strong>" in " ".join(texts(app))


def test_a_class_that_is_chosen_twice_changes_places():
    app = upload(page(), b"group,x1,x2,x3\n" + b"a,0.7,0.2,0.1\nb,0.3,0.5,0.2\nc,0.1,0.2,0.7\n" * 4)
    assert [app.selectbox(key=f"metrics_column_class_{k}").value for k in range(3)] == ["a", "b", "c"]
    app.selectbox(key="metrics_column_class_0").set_value("c").run()
    assert [app.selectbox(key=f"metrics_column_class_{k}").value for k in range(3)] == ["c", "b", "a"]
    assert not app.exception


def test_a_one_hot_truth_is_one_choice_and_can_be_overruled():
    app = upload(page(), b"true_a,true_b,p_a,p_b\n1,0,0.75,0.25\n0,1,0.5,0.5\n0,1,0.25,0.75\n1,0,0.5,0.5\n")
    assert not app.error
    assert app.selectbox(key="metrics_true_column").value == "true_a\ntrue_b"
    app.selectbox(key="metrics_true_column").set_value("true_b").run()
    assert not app.exception
    assert app.session_state["values"]["metrics_true_column"] == "true_b"


def test_every_meaning_can_be_chosen_for_any_file():
    app = upload(page(), b"truth,called,conf,logit\n" + b"a,a,0.75,1.5\nb,b,0.5,-2\nb,a,0.625,0.25\n" * 5)
    assert app.selectbox(key="metrics_holds").value in ("confidence", "logits")
    for kind in ("score", "probabilities", "labels", "confidence", "logits"):
        app.selectbox(key="metrics_holds").set_value(kind).run()
        assert not app.exception
        assert app.selectbox(key="metrics_holds").value == kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_mended_is_told_in_short_notes(language):
    data = b"sep=;\n# seed 1\n;y_true;y_prob;y_prob;\n" + b"7;1;0,9;1;\n9;0;0,2;2;\n8;1;n/v;3;\n" + b"7;1;0,8;1;\n" * 9
    app = upload(page(language), data)
    assert not app.error
    said = "\n".join(texts(app))
    assert all(quoted in said for quoted in ("`n/v`", "`column 1`", "`y_prob (2)`", "`y_prob` → `1`", "`;`"))
    assert "«" not in said


TABLE = read_table(b"row,truth,called,p_cat,p_dog\n1,cat,cat,0.75,0.25\n2,dog,cat,0.5,0.5\n3,dog,dog,0,1\n")


@pytest.mark.parametrize(
    ("kind", "prediction"), [("score", ("p_dog",)), ("probabilities", ("p_cat", "p_dog")), ("labels", ("called",))]
)
def test_the_columns_suit_the_kind_that_was_chosen(kind, prediction):
    assert suited_columns(TABLE, guessed_columns(TABLE), kind, "truth") == prediction


def test_the_truth_is_never_its_own_prediction():
    guess = Columns("labels", "truth", ("called",))
    assert suited_columns(TABLE, guess, "labels", "called") == ("truth",)


def test_a_score_speaks_for_the_label_in_its_name():
    truth = Columns("score", "truth", ())
    assert suited_positive(TABLE, truth, "p_cat") == "cat"
    assert suited_positive(TABLE, truth, "row") == "dog"
