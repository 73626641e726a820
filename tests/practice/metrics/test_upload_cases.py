"""Files as people report them: each kind of table reads to the numbers that scikit-learn finds in the same samples."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from sklearn import metrics

from core.data.table import numbers, read_table
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.predictions import one_versus_rest
from core.practice.metrics.settings import BinaryConfig, MulticlassConfig
from core.practice.metrics.upload.column_choice import guessed_columns
from core.practice.metrics.upload.columns import Columns
from core.practice.metrics.upload.predictions import uploaded_predictions, uploaded_regression

FILES = Path(__file__).with_name("public_cases")
SAMPLES = pd.read_csv(FILES / "h2o_p0_p1.csv")
Y, P = SAMPLES["actual"].to_numpy(), SAMPLES["p1"].to_numpy()
YES = ["yes" if y else "no" for y in Y]
CALLED = ["yes" if p >= 0.5 else "no" for p in P]
CONFIDENCE = np.maximum(P, 1 - P)
LOGIT = np.log(P / (1 - P))


def judged(y, p):
    """What scikit-learn finds."""
    called = p >= 0.5
    return {
        "accuracy": metrics.accuracy_score(y, called), "precision": metrics.precision_score(y, called),
        "recall": metrics.recall_score(y, called), "roc_auc": metrics.roc_auc_score(y, p),
        "average_precision": metrics.average_precision_score(y, p), "log_loss": metrics.log_loss(y, p),
        "brier": metrics.brier_score_loss(y, p),
    }  # fmt: skip


RIGHT = judged(Y, P)


def read(data, **roles):
    table = read_table(data.encode() if isinstance(data, str) else data)
    return uploaded_predictions(table, replace(guessed_columns(table), **roles))


def numbers_of(predictions, positive=1):
    report = evaluate_binary(one_versus_rest(predictions, positive), BinaryConfig())
    accuracy = evaluate_multiclass(predictions, MulticlassConfig()).values["accuracy"]
    return {row.name: row.value for row in report.rows} | {"accuracy_of_classes": accuracy}


def notes_of(predictions):
    return {note.key: note.values for note in predictions.notes}


def agrees(predictions, right, names=tuple(RIGHT)):
    found = numbers_of(predictions)
    assert {name: found[name] for name in names} == pytest.approx({name: right[name] for name in names}, abs=5e-5)
    assert found["accuracy_of_classes"] == pytest.approx(right["accuracy"], abs=5e-5)


def rows(header, *columns, mark=",", line="{}"):
    body = (mark.join(line.format(cell) for cell in row) for row in zip(*columns, strict=True))
    return "\n".join([header, *body]) + "\n"


def comma(values):
    return [str(value).replace(".", ",") for value in values]


SAME_NUMBERS = (
    "h2o_p0_p1", "tidymodels_truth", "tidymodels_pred", "rapidminer", "churn_prob_of", "fraud_legit_score",
    "confidence_of_prediction", "pandas_index", "trailing_comma", "trailing_comma_rows_only", "excel_sep_line",
    "decimal_comma", "decimal_comma_labels", "duplicate_names", "r_write_table",
)  # fmt: skip


@pytest.mark.parametrize("name", SAME_NUMBERS)
def test_a_public_case_has_the_numbers_of_its_samples(name):
    agrees(read((FILES / f"{name}.csv").read_bytes()), RIGHT)


def test_percents_are_read_as_shares():
    raw = pd.read_csv(FILES / "percent.csv")
    right = judged(raw["y_true"], raw["y_prob"].str.rstrip("%").astype(float) / 100)
    predictions = read((FILES / "percent.csv").read_bytes())
    agrees(predictions, right)
    assert notes_of(predictions)["written_percent"] == {"columns": ("y_prob",)}


@pytest.mark.parametrize(("name", "first_row", "count"), [("one_bad_cell", 9, 1), ("na_strings", 2, 12)])
def test_cells_without_a_number_are_left_out_by_their_row(name, first_row, count):
    raw = pd.read_csv(FILES / f"{name}.csv", names=["y", "p"], header=0, na_filter=False)
    p = pd.to_numeric(raw["p"], errors="coerce")
    predictions = read((FILES / f"{name}.csv").read_bytes())
    agrees(predictions, judged(raw["y"][p.notna()], p[p.notna()]))
    assert notes_of(predictions)["rows_dropped"] == {"count": count, "row": first_row}


def test_logits_start_at_zero_and_have_a_log_loss():
    raw = pd.read_csv(FILES / "logits.csv")
    predictions = read((FILES / "logits.csv").read_bytes())
    agrees(predictions, judged(raw["y"], expit(raw["logit"])))
    assert "logits" in notes_of(predictions)
    as_scores = read((FILES / "logits.csv").read_bytes(), kind="score")
    assert as_scores.kind == "score"
    assert notes_of(as_scores)["scores_around_zero"]["bound"] == raw["logit"].abs().max()
    assert numbers_of(as_scores)["accuracy"] == pytest.approx(metrics.accuracy_score(raw["y"], raw["logit"] > 0))


SEVERAL = {  # the truth's column, the columns of the classes
    "onehot_truth": (("true_MEL", "true_NV", "true_BCC"), ("pred_MEL", "pred_NV", "pred_BCC")),
    "sigmoids_not_one": ("label", ("p_MEL", "p_NV", "p_BCC")),
    "class_missing": ("label", ("p_cat", "p_dog", "p_fox")),
    "ties": ("label", ("p_cat", "p_dog", "p_fox")),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_several_classes_are_judged_as_scikit_learn_does(name):
    truth, columns = SEVERAL[name]
    raw = pd.read_csv(FILES / f"{name}.csv")
    names = [column.split("_")[1] for column in columns]
    y = raw[list(truth)].to_numpy().argmax(axis=1) if isinstance(truth, tuple) else raw[truth].map(names.index)
    p = raw[list(columns)].to_numpy()
    predictions = read((FILES / f"{name}.csv").read_bytes())
    assert predictions.class_names == tuple(names)
    report = evaluate_multiclass(predictions, MulticlassConfig(top_k=1))
    assert report.values["accuracy"] == metrics.accuracy_score(y, p.argmax(axis=1)) == report.values["top_k"]
    for k, row in enumerate(report.classes):
        if 0 < (y == k).sum() < len(y):
            assert row.auc == pytest.approx(metrics.roc_auc_score(y == k, p[:, k]))
    told = notes_of(predictions)
    assert ("sums_not_one" in told) == (name == "sigmoids_not_one")
    assert told.get("never_true") == ({"labels": ("dog",)} if name == "class_missing" else None)
    assert told.get("never_called") == ({"labels": ("fox",)} if name == "ties" else None)
    assert ("ties" in told) == (name == "ties")


def test_scores_of_their_own_keep_their_ranking_in_every_average():
    predictions = read((FILES / "sigmoids_not_one.csv").read_bytes())
    y, p = predictions.y_true, predictions.probabilities
    values = evaluate_multiclass(predictions, MulticlassConfig(top_k=2)).values
    for average in ("macro", "weighted"):
        right = metrics.roc_auc_score(np.eye(3)[y], p, average=average)
        assert values[f"auc_ovr_{average}"] == pytest.approx(right)
    pairs = [
        metrics.roc_auc_score(y[np.isin(y, (i, j))] == i, p[np.isin(y, (i, j)), i])
        for i, j in permutations(range(3), 2)
    ]
    assert values["auc_ovo_macro"] == pytest.approx(np.mean(pairs))
    assert values["log_loss"] is None


def test_columns_joined_by_position_say_so_and_are_turned_by_their_ranking():
    data = (FILES / "order_by_position.csv").read_bytes()
    told = notes_of(read(data))
    assert told["speaks_by_position"]["pairs"][0] == ("prob_0", "setosa")
    turned = told["wrong_way_several"]["turned"]
    assert turned == ("virginica", "setosa", "versicolor")
    again = read(data, classes=turned)
    raw = pd.read_csv(FILES / "order_by_position.csv")
    called = np.array(turned)[raw[["prob_0", "prob_1", "prob_2"]].to_numpy().argmax(axis=1)]
    accuracy = metrics.accuracy_score(raw["species"], called)
    assert evaluate_multiclass(again, MulticlassConfig()).values["accuracy"] == pytest.approx(accuracy)
    assert "wrong_way_several" not in notes_of(again)
    assert "speaks_by_choice" in notes_of(again)


@pytest.mark.parametrize(("name", "classes"), [("class_none", 3), ("true_false_case", 2)])
def test_labels_of_a_public_case_are_compared_as_classes(name, classes):
    raw = pd.read_csv(FILES / f"{name}.csv", dtype=str, na_filter=False).apply(lambda column: column.str.lower())
    predictions = read((FILES / f"{name}.csv").read_bytes())
    accuracy = metrics.accuracy_score(raw["y_true"], raw["y_pred"])
    assert evaluate_multiclass(predictions, MulticlassConfig()).values["accuracy"] == accuracy
    assert (len(predictions.class_names), len(predictions.row)) == (classes, len(raw))


REFUSED = {"kaggle_submission", "no_header_labels", "prices_thousands"}  # in test_upload_refused.py


def test_every_public_case_is_held():
    held = {*SAME_NUMBERS, *SEVERAL, "percent", "one_bad_cell", "na_strings", "logits"}
    assert {path.stem for path in FILES.glob("*.csv")} == held | {
        "order_by_position",
        "class_none",
        "true_false_case",
    } | REFUSED


ID = range(1, 61)
OWN = {  # the same samples, as other programs and people write them
    "mlr3": rows("row_ids,truth,response,prob.pos,prob.neg", ID, ["pos" if y else "neg" for y in Y],
                 ["pos" if p >= 0.5 else "neg" for p in P], P, 1 - P),
    "KNIME": rows('"Class","Prediction (Class)","P (Class=no)","P (Class=yes)"', YES, CALLED, 1 - P, P),
    "SAS": rows("I_BAD,P_BAD0,P_BAD1,BAD", P.round().astype(int), 1 - P, P, Y),
    "Azure": rows('Label,"Scored Labels","Scored Probabilities"', Y, (P >= 0.5).astype(int), P),
    "Weka": rows("inst#,actual,predicted,error,prediction", ID, [f"{y + 1}:{x}" for y, x in zip(Y, YES, strict=True)],
                 [f"{1 + (x == 'yes')}:{x}" for x in CALLED], [""] * 60, CONFIDENCE),
    "Hugging Face": rows("text,label,predicted_label,score", [f"t{k}" for k in ID], Y,
                         [f"LABEL_{int(p >= 0.5)}" for p in P], CONFIDENCE),
    "yes and no of 1 and 0": rows("outcome,prob.neg,prob.pos", Y, 1 - P, P),
    "words behind the class": rows("churn,yes_prob,no_prob", YES, P, 1 - P),
    "camels": rows("target,probNo,probYes", YES, 1 - P, P),
    "upper and lower case": rows("TRUTH,P_YES,P_NO", YES, P, 1 - P),
    "full width": rows("label,ｐ＿ｙｅｓ,ｐ＿ｎｏ", YES, P, 1 - P),
    "Chinese": rows("编号,真实类别,概率_否,概率_是", ID, ["是" if y else "否" for y in Y], 1 - P, P),
    "Chinese words behind": rows("标签,是的概率,否的概率", ["是" if y else "否" for y in Y], P, 1 - P),
    "the rest for the last": rows("label,p_yes,other", YES, P, 1 - P),
    "only words mean it": rows("diagnosis,score", ["malignant" if y else "benign" for y in Y], P),
    "the negative word": rows("state,score", ["wearing" if y else "normal" for y in Y], P),
    "confidence in percent": rows("truth,called,confidence", YES, CALLED, [f"{100 * c:.6f}%" for c in CONFIDENCE]),
    "confidence first": rows("confidence,prediction,truth", CONFIDENCE, CALLED, YES),
    "NumPy's header": rows("# y_true,y_prob", Y, P),
    "a title and comments": "Results of the forest\n# seed 1, split 2\n\n" + rows("y_true,y_prob", Y, P) + "# end\n",
    "tabs and commas": rows("y_true\ty_prob", Y, comma(P), mark="\t"),
    "files one behind the other": rows("y_true,y_prob", Y[:30], P[:30]) + rows("y_true,y_prob", Y[30:], P[30:]),
    "a quoted delimiter": rows('y_true;"score, raw"', Y, P, mark=";"),
    "many small faults": 'sep=,\n,y_true,y_prob,y_prob,\n' + rows("", ID, Y, P, P, [""] * 60).lstrip(),
    "percent with commas": rows("y_true;y_prob", Y, [f"{c} %" for c in comma((100 * P).round(6))], mark=";"),
    "percent without a sign": rows("y_true,prob_percent", Y, 100 * P),
    "UTF-16 of a spreadsheet": rows("y_true\ty_prob", Y, P, mark="\t").encode("utf-16"),
    "Windows-1252": rows("Klasse,p_größer,p_kleiner", ["größer" if y else "kleiner" for y in Y], P, 1 - P).encode(
        "cp1252"
    ),
    "row names of R": rows("truth\tprob", [f'"r{k}"' for k in ID], Y, P, mark="\t"),
    "blanks between": rows("y_true y_prob", Y, P, mark=" "),
    "log-odds with a long minus": rows("y,logit", Y, [str(x).replace("-", "\u2212") for x in LOGIT]),
    "two logits": rows("y,logit_0,logit_1", Y, -LOGIT / 2, LOGIT / 2),
    "one-hot of two": rows("true_no,true_yes,p_no,p_yes", 1 - Y, Y, 1 - P, P),
    "a truth in several spellings": rows("truth,p_yes,p_no", [w.upper() if k % 3 else w for k, w in enumerate(YES)], P,
                                         1 - P),
    "a cell that is no number elsewhere": rows("id,y_true,y_prob,price", ["#1"] * 60, Y, P, ['"1.234,5 €"'] * 60),
    "a long name and a long text": rows("y_true,y_prob," + "n" * 300, Y, P, ["word " * 400] * 60),
}  # fmt: skip


@pytest.mark.parametrize("case", OWN)
def test_a_file_of_another_program_has_the_numbers_of_its_samples(case):
    named = {"Windows-1252": "größer"}
    predictions = read(OWN[case])
    positive = predictions.class_names.index(named[case]) if case in named else 1
    found = numbers_of(predictions, positive)
    assert {name: found[name] for name in RIGHT} == pytest.approx(RIGHT, abs=5e-5)


REPAIRS = {
    "many small faults": ["columns_named", "empty_columns", "names_numbered", "separator_line"],
    "a title and comments": ["lines_skipped"], "Windows-1252": ["western_letters"],
    "a long name and a long text": ["names_cut"], "row names of R": ["columns_named"], "mlr3": [],
    "files one behind the other": ["names_repeated"],
}  # fmt: skip


@pytest.mark.parametrize("case", REPAIRS)
def test_each_repair_is_told(case):
    data = OWN[case]
    table = read_table(data.encode() if isinstance(data, str) else data)
    assert sorted(repair.key for repair in table.repairs) == REPAIRS[case]


FORMS = {
    "decimal_comma": ('"0,25"', 0.25), "thousands": ('"1,234.5"', 1234.5), "spaced_thousands": ("1 234.5", 1234.5),
    "spaced_thousands_decimal_comma": ('"1 234,5"', 1234.5), "thousands_decimal_comma": ('"1.234,5"', 1234.5),
    "percent": ("25%", 0.25), "minus_sign": ("\u22120.5", -0.5),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_numbers_are_read_as_they_are_written(form):
    cell, value = FORMS[form]
    table = read_table(f"y_true,y_pred\n{cell},1.5\n{cell},2.5\n".encode())
    assert numbers(table, "y_true").tolist() == [value, value]
    told = uploaded_regression(table, Columns("regression", "y_true", ("y_pred",))).notes
    assert [(note.key, note.values) for note in told] == [(f"written_{form}", {"columns": ("y_true",)})]
