from tests.readme import README, renewed


def test_the_table_of_topics_is_current():
    text = README.read_text("utf-8")
    assert renewed(text) == text
