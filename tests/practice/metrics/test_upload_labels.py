"""Labels of uploaded files: spellings of one class, the class in a column's name, scores that go the wrong way."""

import numpy as np
import pytest
from scipy.stats import mannwhitneyu
from sklearn import metrics

from core.data.table import read_table
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.settings import MulticlassConfig
from core.practice.metrics.upload.columns import Columns, class_of
from core.practice.metrics.upload.direction import wrong_way
from core.practice.metrics.upload.predictions import uploaded_predictions, uploaded_rival
from core.refusal import Refusal
from tests.practice.metrics.test_upload_cases import RIGHT, YES, P, Y, agrees, notes_of, read, rows

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
        for classes in (2, 3, 5) for _ in range(40)
    )  # fmt: skip
    assert called <= 6  # 1 % of 120, and what chance adds to it (P < 0.001)


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
    assert notes_of(predictions)["ties"]["count"] == int(((p == p.max(axis=1, keepdims=True)).sum(axis=1) > 1).sum())
