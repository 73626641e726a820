"""Files as people report them: each kind of table reads to the numbers that scikit-learn finds in the same samples."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from scipy.stats import mannwhitneyu
from sklearn import metrics

from core.data.table import CELLS, numbers, read_table
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.library import library_ranks
from core.practice.metrics.predictions import one_versus_rest
from core.practice.metrics.settings import BinaryConfig, MulticlassConfig
from core.practice.metrics.upload.column_choice import guessed_columns
from core.practice.metrics.upload.columns import Columns, class_of
from core.practice.metrics.upload.direction import wrong_way
from core.practice.metrics.upload.predictions import uploaded_predictions, uploaded_regression, uploaded_rival
from core.refusal import Refusal

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


def test_scores_of_their_own_agree_with_scikit_learn_in_every_average():
    predictions = read((FILES / "sigmoids_not_one.csv").read_bytes())
    values = evaluate_multiclass(predictions, MulticlassConfig(top_k=2)).values
    twin = library_ranks(predictions.y_true, predictions.probabilities, 2)
    for name in ("top_k", "auc_ovr_macro", "auc_ovr_weighted", "auc_ovo_macro", "auc_ovo_weighted"):
        assert values[name] == pytest.approx(twin[name])
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


PUBLIC_REFUSALS = {"kaggle_submission": "no_truth", "no_header_labels": "no_header", "prices_thousands": "thousands"}


@pytest.mark.parametrize("name", PUBLIC_REFUSALS)
def test_a_public_case_that_cannot_be_judged_says_why(name):
    with pytest.raises(Refusal) as refused:
        read((FILES / f"{name}.csv").read_bytes())
    assert refused.value.rule.startswith(PUBLIC_REFUSALS[name])


def test_every_public_case_is_held():
    held = {*SAME_NUMBERS, *SEVERAL, *PUBLIC_REFUSALS, "percent", "one_bad_cell", "na_strings", "logits"}
    assert {path.stem for path in FILES.glob("*.csv")} == held | {"order_by_position", "class_none", "true_false_case"}


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


JOINED = {  # truth and prediction in two spellings, n = 4, one error
    "true and TRUE": ("True,False,True,True", "TRUE,FALSE,TRUE,FALSE"),
    "1 and True": ("1,0,1,1", "True,False,True,False"),
    "Yes and yes": ("Yes,No,Yes,Yes", "yes,no,yes,no"), "yes and y": ("yes,no,yes,yes", "y,n,y,n"),
    "-1 and 0": ("1,-1,1,1", "1,0,1,0"), "full width": ("yes,no,yes,yes", "ｙｅｓ,ｎｏ,ｙｅｓ,ｎｏ"),
    "阳性 and 1": ("阳性,阴性,阳性,阳性", "1,0,1,0"), "是 and yes": ("是,否,是,是", "yes,no,yes,no"),
    "blanks": ("big dog,cat,big dog,big dog", "big  dog,cat,Big dog,cat"), "1.0 and 01": ("1,0,1,1", "1.0,0.0,01,00"),
    "class_1 and 1": ("0,1,2,2", "class_0,class_1,class_2,class_1"),
    "mixed": ("True,true,FALSE,true", "true,true,false,FALSE"),
    "one class only": ("1,1,1,1", "True,True,True,False"),
}  # fmt: skip


@pytest.mark.parametrize("case", JOINED)
def test_one_class_in_two_spellings_is_one_class(case):
    truth, called = (text.split(",") for text in JOINED[case])
    predictions = read(rows("y_true,y_pred", truth, called))
    assert len(predictions.class_names) == (3 if case == "class_1 and 1" else 2)
    assert (predictions.y_true == predictions.y_pred).mean() == 0.75
    assert ("spellings_joined" in notes_of(predictions)) == (case != "1.0 and 01")


APART = {
    "13 digits": ("1234567890123", "1234567890124"), "beyond floats": ("1e400", "1e500"),
    "20 digits": ("12345678901234567890", "12345678901234567891"),
    "after 60 characters": ("x" * 60 + "a", "x" * 60 + "b"),
    "a and A": ("a", "A"), "None and NONE of three": ("None", "mild"),
}  # fmt: skip


@pytest.mark.parametrize("case", APART)
def test_different_labels_stay_different(case):
    first, second = APART[case]
    predictions = read(rows("y_true,y_pred", [first, second, first, second], [second, first, first, second]))
    assert len(set(predictions.class_names)) == 2
    assert (predictions.y_true == predictions.y_pred).tolist() == [False, False, True, True]
    assert max(map(len, predictions.class_names)) <= 60


REFUSED = {
    "nothing in common": (rows("y_true,y_pred", ["cat", "dog"] * 3, [0, 1] * 3), "nothing_shared"),
    "other languages": (rows("y_true,y_pred", ["猫", "狗"] * 3, ["cat", "dog"] * 3), "nothing_shared"),
    "only a prediction": (rows("PassengerId,Survived", range(900, 910), [0, 1] * 5), "no_truth"),
    "a row without a one": ("true_a,true_b,p_a,p_b\n1,0,1,0\n0,1,0,1\n", None),
    "too many cells": (
        "y," + ",".join(f"c{k}" for k in range(199)) + "\n" + ("1," * 199 + "1\n") * 2600, "too_many_cells"
    ),
    "blank rows": ("y_true,score\n1,0.5\n" + "\n" * 60_000 + "0,0.2\n", "too_many_rows"),
    "no names": (rows("cat,0.93", ["cat", "dog", "dog"], [0.2, 0.4, 0.6]), "no_header"),
    "more than one bad cell in ten": (rows("y_true,score", [1, 0, 1, 0], [0.5, "n/v", 0.4, 0.2]), "not_a_number"),
    "dates for truths": (rows("day,score", [f"2024-01-{k:02}" for k in range(1, 31)] * 2 + [f"2024-02-{k:02}" for k in
                         range(1, 29)], np.linspace(0, 1, 88)), "date"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_judged_is_refused_in_one_sentence(case):
    text, rule = REFUSED[case]
    if rule is None:
        assert read(text).class_names == ("a", "b")
        text, rule = text + "1,1,1,0\n", "not_one_hot"
    with pytest.raises(Refusal) as refused:
        read(text, **({"one_hot": ("true_a", "true_b")} if rule == "not_one_hot" else {}))
    assert refused.value.rule == rule


def test_a_large_table_stops_at_the_limit_of_cells():
    with pytest.raises(Refusal) as refused:
        read_table(b"a," * 199 + b"a\n" + (b"1," * 199 + b"1\n") * 12_000)
    assert refused.value.values == {"columns": 200, "limit": CELLS}


NAMED = {
    "p1": ("0", "1"), "prob.pos": ("pos", "neg"), ".pred_yes": ("yes", "no"), "confidence(yes)": ("yes", "no"),
    "P (Class=yes)": ("yes", "no"), "prob_churn": ("Churn", "Stay"),
    "概率_是": ("是", "否"), "概率_不是": ("不是", "是"),
    "P_BAD1": ("1", "0"), "p_p": ("p", "n"), "p_n": ("n", "p"), "p_-1": ("-1", "1"), "prob_1": ("1", "-1"),
    "p(+)": ("+", "-"), "p_not_spam": ("not_spam", "spam"),
    "Logistic Regression (yes)": ("yes", "no"),
    "p_Iris-setosa": ("Iris-setosa", "Iris-virginica"), "prob_positive": ("malignant", "benign"),
    "prob.1.0": ("1", "0"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_name_speaks_of_the_class_that_stands_in_it(name):
    wanted = "1" if name == "p1" else NAMED[name][0]
    for labels in (NAMED[name], NAMED[name][::-1]):
        assert class_of(name, labels, "BAD") == wanted


@pytest.mark.parametrize("name", ["score", "y_prob", "流失概率", "prediction", "model", "2024"])
def test_a_name_without_a_class_speaks_of_none(name):
    assert not class_of(name, ("no", "yes"), "y")
    assert not class_of(name, ("是", "否"), "是否流失")


def test_scores_of_the_other_class_are_told_with_the_class_that_suits():
    text = rows("group,score", ["ab"[1 - y] for y in Y], P)
    predictions = read(text)
    told = notes_of(predictions)
    assert told["speaks_by_position"] == {"pairs": (("score", "b"),)}
    test = mannwhitneyu(P[Y == 0], P[Y == 1], alternative="less")
    assert told["wrong_way"]["p"] == pytest.approx(test.pvalue)
    assert told["wrong_way"]["auc"] == pytest.approx(1 - RIGHT["roc_auc"])
    assert told["wrong_way"]["turned"] == ("a",)
    turned = read(text, positive="a")
    agrees(turned, RIGHT)
    assert "wrong_way" not in notes_of(turned)


def test_two_columns_the_wrong_way_round_change_their_classes():
    text = rows("label,p_yes,p_no", YES, 1 - P, P)
    told = notes_of(read(text))
    assert told["wrong_way"]["turned"] == ("no", "yes")
    agrees(read(text, classes=("no", "yes")), RIGHT)


def test_chance_is_not_called_the_wrong_way():
    rng = np.random.default_rng(0)
    called = sum(
        wrong_way(rng.integers(0, classes, 40), rng.dirichlet(np.ones(classes), 40)) is not None
        for classes in (2, 3, 5) for _ in range(200)
    )  # fmt: skip
    assert called <= 15  # 1 % of 600, and what chance adds to it (P < 0.001)


def test_a_rival_keeps_the_order_of_the_classes():
    text = rows("label,p_yes,q_no", YES, P, 1 - P)
    table = read_table(text.encode())
    columns = Columns("score", "label", ("p_yes",), "yes", ("q_no",))
    first, second = uploaded_predictions(table, columns), uploaded_rival(table, columns)
    assert first.class_names == second.class_names == ("no", "yes")
    np.testing.assert_allclose(first.probabilities, second.probabilities)


def test_confidence_of_several_classes_calls_what_the_file_calls():
    truth, called = ["a", "b", "c", "c"], ["a", "b", "c", "a"]
    predictions = read(rows("truth,called,confidence", truth, called, [0.9, 0.5, 1 / 3, 0.6]))
    assert [predictions.class_names[k] for k in predictions.y_pred] == called
    assert evaluate_multiclass(predictions, MulticlassConfig(top_k=1)).values["top_k"] == 0.75
    with pytest.raises(Refusal) as refused:
        read(rows("truth,called,confidence", truth, called, [0.9, 0.5, 0.2, 0.6]), kind="confidence",
             prediction=("called", "confidence"))  # fmt: skip
    assert refused.value.values["least"] == pytest.approx(1 / 3, abs=1e-4)


@pytest.mark.parametrize("k", range(4))
def test_top_one_is_the_accuracy_however_many_ties(k):
    rng = np.random.default_rng(k)
    p = rng.integers(1, 3, (50, 4)) + 0.0
    truth = rng.integers(0, 4, 50)
    predictions = read(rows("y,p_0,p_1,p_2,p_3", truth, *(p / p.sum(axis=1, keepdims=True)).round(9).T))
    values = evaluate_multiclass(predictions, MulticlassConfig(top_k=1)).values
    assert values["top_k"] == values["accuracy"] == metrics.accuracy_score(truth, p.argmax(axis=1))
    assert math.isclose(library_ranks(predictions.y_true, predictions.probabilities, 1)["top_k"], values["top_k"])
    assert notes_of(predictions)["ties"]["count"] == int(((p == p.max(axis=1, keepdims=True)).sum(axis=1) > 1).sum())
