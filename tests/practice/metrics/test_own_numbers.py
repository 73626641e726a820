"""Scores that were moved into 0 to 1 are told in the file's own numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit

from core.data.table import read_table
from core.practice.metrics.own_numbers import own_numbers
from core.practice.metrics.predictions import one_versus_rest
from core.practice.metrics.upload.column_choice import guessed_columns
from core.practice.metrics.upload.predictions import uploaded_predictions
from tests.pages.cases import texts
from tests.practice.metrics.test_page_upload import page, upload

FILES = {
    "logits": "y,logit\n1,2.0\n0,-1.5\n1,0.3\n0,-0.2\n",
    "margins": "y,margin\n1,2.0\n0,-1.5\n1,0.3\n0,-0.2\n",
    "counts": "y,score\n1,20\n0,3\n1,12\n0,8\n",
}


def read(text):
    table = read_table(text.encode())
    return uploaded_predictions(table, guessed_columns(table))


@pytest.mark.parametrize("positive", [0, 1])
@pytest.mark.parametrize("name", FILES)
def test_each_score_reads_as_the_number_in_the_file(name, positive):
    predictions = read(FILES[name])
    own = own_numbers(predictions.notes, positive)
    raw = np.array([float(line.split(",")[1]) for line in FILES[name].split()[1:]])
    expected = -raw if name == "logits" and positive == 0 else raw
    read_back = [own.at(score) for score in one_versus_rest(predictions, positive).score]
    np.testing.assert_allclose(read_back, expected, rtol=1e-12, atol=1e-12)


@given(st.floats(-30, 30))
def test_a_logit_comes_back_from_its_score(logit):
    own = own_numbers(read(FILES["logits"]).notes, 1)
    assert own.at(float(expit(logit))) == pytest.approx(logit, rel=1e-3, abs=1e-12)


def test_ends_and_ticks():
    own = own_numbers(read(FILES["logits"]).notes, 1)
    assert [own.at(0), own.at(0.5), own.at(1), own.at(1.01)] == [-np.inf, 0, np.inf, np.inf]
    assert own.ticks()[0.5] == "0" and own.ticks()[float(expit(-4))] == "−4"
    assert list(own_numbers(read(FILES["counts"]).notes, 0).ticks().values()) == ["20", "15.8", "11.5", "7.25", "3"]


def test_probabilities_are_their_own_numbers():
    assert own_numbers(read("y,p\n1,0.9\n0,0.2\n").notes, 1) is None


@pytest.mark.parametrize("name", FILES)
def test_the_page_tells_the_threshold_in_the_files_numbers(name):
    app = upload(page(metrics_tab="threshold", metrics_source="file"), FILES[name].encode())
    said = {"logits": "logit $0$", "margins": "**$0$** among your file's numbers", "counts": "**$11.5$** among"}
    assert any(said[name] in text for text in texts(app))
