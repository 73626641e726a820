"""What the page does beyond what is generated for every topic."""

from tests.pages.cases import TABS


def tab_named(noun):
    return next(tab for tab in TABS if tab.topic.slug == "linear_models" and tab.noun == noun)


def test_choices_of_several_stand_in_as_many_lines_as_they_need():
    groups = {e.proto.label: e.proto for e in tab_named("columns").open().get("button_group")}
    assert len(groups["Columns"].options) == 6 and groups["Columns"].wrap


def test_a_row_that_the_table_does_not_have_is_not_left_out():
    app = tab_named("columns").open({"left_out": 442})
    assert "16 rows" in " ".join(element.value for element in app.markdown)
