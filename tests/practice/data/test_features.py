import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from core.data.tables import Column
from core.practice.data.features import (
    PreparationConfig,
    TableArrays,
    arrays_of,
    fitting_config,
    matrix_numbers,
    prepare,
)
from core.practice.data.features_report import row_lines, scaling_tex, shape_lines, slot_class
from core.practice.data.frame import Frame, FrameConfig, built_in_frame
from core.practice.data.pipeline import ModelConfig, folds_of, pipeline_scores, scores_in_steps, whole_pipeline
from core.practice.data.pipeline_report import memory_rows, score_lines, size
from core.refusal import Refusal
from tests.strategies import configs as of_config

PENGUINS, WINE = (built_in_frame(FrameConfig(table=name)) for name in ("penguins", "wine"))


def scored(frame, model="neighbors", **fields):
    found = prepare(frame, PreparationConfig(**fields))
    config = fitting_config(found.arrays, PreparationConfig(**fields), len(found.rows) * 4 // 5)
    return pipeline_scores(found.arrays, config, ModelConfig(model=model))


def test_neighbors_of_wine_want_scaled_columns():
    """5-NN: 0.663 raw, 0.961 scaled."""
    assert scored(WINE, scaling="none").scores.mean() == pytest.approx(0.663, abs=5e-4)
    assert scored(WINE, scaling="standard").scores.mean() == pytest.approx(0.961, abs=5e-4)
    assert scored(WINE, scaling="none", model="forest").scores.mean() == pytest.approx(0.972, abs=5e-3)


def test_the_score_is_that_of_scikit_learns_own_cross_validation():
    arrays = prepare(WINE, PreparationConfig()).arrays
    judge = make_pipeline(StandardScaler(), KNeighborsClassifier())
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    wanted = cross_val_score(judge, arrays.numbers, arrays.target, cv=folds)
    np.testing.assert_allclose(scored(WINE).scores, wanted)


@pytest.mark.parametrize(("encoding", "width"), [("onehot", 10), ("ordinal", 7), ("target", 11)])
def test_penguins_have_as_many_numbers_as_their_encoding_wants(encoding, width):
    found = prepare(PENGUINS, PreparationConfig(encoding=encoding))
    assert found.matrix.shape == (344, width)
    assert len(found.origins) == width
    assert np.isfinite(found.matrix).all()
    if encoding == "onehot":
        assert set(np.unique(found.matrix[:, 5:])) == {0, 1}
        assert (found.matrix[:, 5:8].sum(axis=1) == 1).all()
    assert dict(shape_lines(found, PENGUINS))["shape"]["bytes"] == found.matrix.nbytes


def test_scaling_by_hand_is_what_the_matrix_holds():
    for scaling in ("standard", "minmax", "robust"):
        config = PreparationConfig(scaling=scaling)
        found = prepare(PENGUINS, config)
        for row in (0, 3, 9):  # row 3 has gaps
            assert float(scaling_tex(found, row, config)["result"]) == pytest.approx(found.matrix[row, 0], abs=2e-3)
    assert scaling_tex(prepare(PENGUINS, PreparationConfig(components=2)), 0, PreparationConfig()) is None
    assert [key for key, _ in row_lines(found, PENGUINS, 3, config)] == ["row_filled", "encoded.onehot"]


@settings(max_examples=15, deadline=None)
@given(of_config(PreparationConfig), st.integers(0, 343))
def test_the_script_gives_the_row_on_the_screen(config, row):
    found = prepare(PENGUINS, config)
    told = matrix_numbers(found.arrays, fitting_config(found.arrays, config, 344), row)
    np.testing.assert_allclose(told["row"], found.matrix[row], atol=1e-9)
    assert tuple(told["shape"]) == found.matrix.shape


@settings(max_examples=12, deadline=None)
@given(of_config(PreparationConfig), st.integers(0, 4), st.integers(0, 99))
def test_garbage_in_a_test_fold_changes_nothing_that_is_fitted(config, fold, seed):
    """The leak detector, on the whole pipeline."""
    arrays = prepare(PENGUINS, PreparationConfig()).arrays
    config = fitting_config(arrays, config, 275)
    train, test = list(folds_of(arrays))[fold]
    rng = np.random.default_rng(seed)
    numbers, target = arrays.numbers.copy(), arrays.target.copy()
    numbers[test] = 1e6 * rng.normal(size=numbers[test].shape)
    target[test] = rng.permutation(target[test])
    spoiled = TableArrays(numbers=numbers, codes=arrays.codes, target=target, classes=arrays.classes)
    one = whole_pipeline(arrays, config, ModelConfig(model="neighbors"))
    two = whole_pipeline(spoiled, config, ModelConfig(model="neighbors"))
    first = one[:-1].fit_transform(arrays.table().iloc[train], arrays.target[train])
    second = two[:-1].fit_transform(spoiled.table().iloc[train], spoiled.target[train])
    np.testing.assert_array_equal(first, second)


def test_a_column_that_is_the_target_is_refused_by_its_name():
    y = np.arange(30.0)
    frame = Frame("x", (Column("y", y), Column("in other units", 3 - 2 * y), Column("z", y % 7)), "y")
    with pytest.raises(Refusal) as refused:
        arrays_of(frame)
    assert (refused.value.rule, refused.value.values["column"]) == ("target_copy", "in other units")


def test_classes_of_the_target_under_other_names_are_refused_as_numbers_and_as_classes():
    codes, rng = np.arange(30) % 3, np.random.default_rng(0)
    y = Column("y", codes, classes=("a", "b", "c"))
    for copy in (Column("copy", 10.0 - codes), Column("copy", (codes + 1) % 3, classes=("p", "q", "r"))):
        with pytest.raises(Refusal) as refused:
            arrays_of(Frame("x", (y, Column("z", rng.normal(size=30)), copy), "y"))
        assert (refused.value.rule, refused.value.values["column"]) == ("target_copy", "copy")
    coarser = Column("coarser", codes % 2, classes=("p", "q"))
    assert arrays_of(Frame("x", (y, coarser), "y"))[3] == ("coarser",)


@pytest.mark.parametrize("encoding", ["onehot", "ordinal", "target"])
def test_a_column_of_classes_that_a_training_fold_does_not_know_goes_through(encoding):
    codes = np.full(40, -1)
    codes[3] = 1
    columns = (
        Column("y", np.arange(40) % 2, classes=("a", "b")), Column("x", np.random.default_rng(0).normal(size=40)),
        Column("c", codes, classes=("p", "q")),
    )  # fmt: skip
    assert np.isfinite(scored(Frame("x", columns, "y"), encoding=encoding).scores).all()


def test_each_number_of_a_class_says_for_which_it_stands():
    for encoding, wanted in (
        ("onehot", [("island", 0), ("island", 1), ("island", 2), ("sex", 0), ("sex", 1)]),
        ("target", [("species", k) for k in range(3)] * 2), ("ordinal", [None, None]),
    ):  # fmt: skip
        found = prepare(PENGUINS, PreparationConfig(encoding=encoding))
        assert [slot_class(found, k, "species") for k in range(len(found.origins))] == [None] * 5 + wanted


@pytest.mark.parametrize(
    ("rule", "columns"),
    [
        ("target_constant", (Column("y", np.ones(20)), Column("x", np.arange(20.0)))),
        ("target_rows", (Column("y", np.full(20, np.nan)), Column("x", np.arange(20.0)))),
        ("no_features", (Column("y", np.arange(20.0)), Column("x", np.full(20, np.nan)))),
        ("target_text", (Column("y", np.arange(60), classes=tuple(map(str, range(60)))), Column("x", np.arange(60.0)))),
    ],
)  # fmt: skip
def test_what_cannot_be_learned_is_refused(rule, columns):
    with pytest.raises(Refusal) as refused:
        arrays_of(Frame("x", columns, "y"))
    assert refused.value.rule == rule


def test_odd_tables_go_through_every_preparation_without_a_warning():
    """A rare class, a rare level, a constant column, an empty column, gaps, and a level without a row."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=40)
    x[::5] = np.nan
    columns = (
        Column("y", np.array([0] * 20 + [1] * 17 + [2] * 3), classes=("a", "b", "c")), Column("x", x),
        Column("constant", np.ones(40)), Column("empty", np.full(40, np.nan)),
        Column("c", np.array([0] * 38 + [1, -1]), classes=("p", "q", "nobody")),
    )  # fmt: skip
    frame = Frame("odd", columns, "y")
    for encoding in ("onehot", "ordinal", "target"):
        for fill in ("mean", "neighbors"):
            found = scored(frame, "linear", encoding=encoding, fill=fill, keep=3, components=9)
            assert np.isfinite(found.scores).all()
            assert found.rows == 37


def test_a_number_is_predicted_with_r2_beside_the_mean():
    found = scored(built_in_frame(FrameConfig(table="diabetes")), "linear")
    assert found.scores.mean() == pytest.approx(0.48, abs=0.03)
    assert found.guess == 0
    assert score_lines(found, False)[0][0] == "score_number"


def test_memory_is_that_of_float32():
    told = dict(memory_rows(prepare(PENGUINS, PreparationConfig())))
    assert told["x"] == "(344, 10)"
    assert told["x_memory"] == size(np.zeros((344, 10), np.float32).nbytes) == "13.8 kB"
    assert size(7) == "7 B"
    assert size(2_500_000) == "2.5 MB"


def test_the_folds_end_when_asked():
    found = prepare(WINE, PreparationConfig())
    steps = scores_in_steps(found.arrays, PreparationConfig(), ModelConfig())
    assert len(next(steps).scores) == 1
    with pytest.raises(StopIteration):
        steps.send(True)
