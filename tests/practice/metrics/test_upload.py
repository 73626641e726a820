import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.data.table import numbers, read_table
from core.practice.metrics.binary_report import evaluate_binary
from core.practice.metrics.classes import evaluate_multiclass
from core.practice.metrics.predictions import one_versus_rest, trained_predictions
from core.practice.metrics.settings import BinaryConfig, ClassifierConfig, MulticlassConfig
from core.practice.metrics.upload.column_choice import guessed_columns
from core.practice.metrics.upload.columns import Columns
from core.practice.metrics.upload.predictions import (
    predictions_csv,
    uploaded_predictions,
    uploaded_regression,
    uploaded_rival,
)
from core.refusal import Refusal


def upload(text, columns=None):
    table = read_table(text.encode())
    return uploaded_predictions(table, columns or guessed_columns(table))


@pytest.mark.parametrize("encoding", [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030",
])  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_chinese_table_is_read_in_every_encoding(encoding, delimiter):
    text = "标签,得分\r\n阳性,0.9\r\n阴性,0.2\r\n阳性,0.4\r\n".replace(",", delimiter)
    table = read_table(text.encode(encoding))
    columns = guessed_columns(table)
    assert columns == Columns("score", "标签", ("得分",), "阳性")
    predictions = uploaded_predictions(table, columns)
    assert predictions.class_names == ("阴性", "阳性")
    assert predictions.y_true.tolist() == [1, 0, 1]
    assert predictions.probabilities[:, 1].tolist() == [0.9, 0.2, 0.4]


def test_rows_without_a_value_are_left_out_and_told():
    predictions = upload("y_true,score\n1,0.9\n0,\n,0.3\n0,NaN\n0,0.1\n")
    assert predictions.row.tolist() == [2, 6]
    assert predictions.notes[0].key == "rows_dropped"
    assert predictions.notes[0].values == {"count": 3, "row": 3}


def test_raw_scores_are_moved_between_zero_and_one_and_are_no_probabilities():
    predictions = upload("y_true,score\n1,3\n0,-1\n1,1\n")
    assert predictions.kind == "score"
    assert predictions.probabilities[:, 1].tolist() == pytest.approx([1, 1 / 3, 2 / 3])  # 0 lies at one half
    told = {note.key: note.values for note in predictions.notes}
    assert told["scores_around_zero"] == {"low": -1, "high": 3, "bound": 3}
    report = evaluate_binary(one_versus_rest(predictions, 1), BinaryConfig())
    assert report["brier"].undefined == "not_probabilities"
    assert report["roc_auc"].value == 1


def test_equal_raw_scores_lie_in_the_middle():
    assert upload("y_true,score\n1,7\n0,7\n").probabilities[:, 1].tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("label", "names", "undefined"),
    [
        ("1", ("0", "1"), ("roc_auc", "no_negatives")),
        ("0", ("0", "1"), ("recall", "no_positives")),
        ("cat", ("≠ cat", "cat"), ("roc_auc", "no_negatives")),
    ],
)
def test_one_class_alone_is_told_and_evaluated(label, names, undefined):
    predictions = upload(f"y_true,score\n{label},0.7\n{label},0.2\n", Columns("score", "y_true", ("score",)))
    assert predictions.class_names == names
    assert "one_class" in [note.key for note in predictions.notes]
    report = evaluate_binary(one_versus_rest(predictions, 1), BinaryConfig())
    metric, reason = undefined
    assert report[metric].undefined == reason
    assert report["recall"].value == (None if label == "0" else 0.5)


def test_labels_in_several_spellings_of_a_number_are_one_class():
    assert upload("y_true,y_pred\n1,1.0\n0,01\n2,0\n").class_names == ("0", "1", "2")


def test_probability_columns_find_their_classes_by_name_in_any_order():
    table = read_table(b"truth,prob_dog,prob_cat\ncat,0.2,0.8\ndog,0.9,0.1\ncat,0.7,0.3\n")
    columns = guessed_columns(table)
    assert columns == Columns("probabilities", "truth", ("prob_dog", "prob_cat"))
    predictions = uploaded_predictions(table, columns)
    accuracy = evaluate_multiclass(predictions, MulticlassConfig()).values["accuracy"]
    assert accuracy == pytest.approx(2 / 3)


def test_nameless_probability_columns_follow_the_order_of_the_classes():
    predictions = upload("y,x1,x2\n0,0.8,0.2\n1,0.3,0.7\n")
    assert predictions.class_names == ("0", "1")
    assert (predictions.y_true == predictions.y_pred).all()


def test_two_columns_for_one_class_are_not_mistaken_for_two_classes():
    predictions = upload("y,p_1,prob_1\n0,0.8,0.2\n1,0.3,0.7\n", Columns("probabilities", "y", ("p_1", "prob_1")))
    assert predictions.class_names == ("0", "1")


def test_rounded_probabilities_are_made_to_sum_to_one():
    predictions = upload("y,p_a,p_b,p_c\na,0.33,0.33,0.33\nb,0.2,0.5,0.3\nc,0,0,1\n")
    np.testing.assert_allclose(predictions.probabilities.sum(axis=1), 1)


def test_numbers_with_many_values_are_taken_for_quantities():
    table = read_table(("target,predicted\n" + "".join(f"{k}.5,{k}\n" for k in range(80))).encode())
    assert guessed_columns(table) == Columns("regression", "target", ("predicted",))
    predictions = uploaded_regression(table, guessed_columns(table))
    assert (predictions.y_true - predictions.y_pred == 0.5).all()
    assert predictions.feature_count is None


def test_a_rival_column_is_judged_on_the_same_rows():
    table = read_table(b"y,a,b\n1,0.9,0.8\n0,0.2,\n0,0.1,0.6\n1,0.3,0.7\n")
    columns = Columns("score", "y", ("a",), rival=("b",))
    first, second = uploaded_predictions(table, columns), uploaded_rival(table, columns)
    assert first.row.tolist() == second.row.tolist() == [2, 4, 5]
    assert first.y_true.tolist() == second.y_true.tolist()
    assert second.probabilities[:, 1].tolist() == [0.8, 0.6, 0.7]


def test_the_other_number_columns_go_along_as_features():
    predictions = upload("y,score,age,city\n1,0.9,30,x\n0,0.1,,y\n", Columns("score", "y", ("score",)))
    assert predictions.feature_names == ("age",)
    assert predictions.features[0, 0] == 30


def test_a_column_that_nobody_asked_for_may_hold_anything():
    assert upload("y,score,junk\n1,0.9,1e308\n0,0.1,=1+1\n").feature_names == ()


@pytest.mark.parametrize("name", ["Wine", "Breast cancer"])
def test_what_is_written_is_read_again(name):
    predictions = trained_predictions(ClassifierConfig(data_set=name))
    table = read_table(predictions_csv(predictions).encode())
    again = uploaded_predictions(table, guessed_columns(table))
    order = [again.class_names.index(label) for label in predictions.class_names]
    np.testing.assert_allclose(again.probabilities[:, order], predictions.probabilities, atol=1e-12)
    assert [again.class_names[k] for k in again.y_true] == [predictions.class_names[k] for k in predictions.y_true]


def test_no_written_cell_can_run_in_a_spreadsheet():
    predictions = upload("y,z\n=cmd|x,=cmd|x\n-1,-1\n@a,+b\n", Columns("labels", "y", ("z",)))
    written = predictions_csv(predictions)
    cells = [cell for line in written.splitlines() for cell in line.split(",")]
    assert "'=cmd|x" in cells
    assert "-1" in cells
    assert not any(cell.startswith(("=", "@", "+")) for cell in cells)


text_bytes = st.text(alphabet='01.,;\t\n"ay_|=-é标\u200b\x00 ', max_size=80).map(str.encode)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | text_bytes | text_bytes.map(lambda data: b"y_true,score\n" + data))
def test_whatever_the_bytes_the_answer_is_a_table_or_one_error(data):
    try:
        table = read_table(data)
        columns = guessed_columns(table)
        if columns.kind == "regression":
            uploaded_regression(table, columns)
        else:
            predictions = uploaded_predictions(table, columns)
            evaluate_binary(one_versus_rest(predictions, 1), BinaryConfig())
            evaluate_multiclass(predictions, MulticlassConfig())
    except Refusal as error:
        assert error.rule
        assert str(error)


def test_numbers_of_a_column_keep_their_gaps():
    column = numbers(read_table(b"a,b\n1,x\n,x\n.5e1,x\n"), "a")
    np.testing.assert_array_equal(column, [1, np.nan, 5])
