"""The report is a tool of the people who write topics: it must at least know the house it looks at."""

from tests.report import topic_report


def test_the_report_knows_names_of_fields_options_and_terms():
    assert {"adam", "numpy", "broadcasting"} <= topic_report.NAMES


def test_the_report_finds_english_left_in_chinese_prose():
    assert topic_report.latin("阈值越高，召回率越低。Move the slider slowly。") == "Move the slider slowly"
    assert topic_report.latin("阈值越高，召回率越低。") is None
