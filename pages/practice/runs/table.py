"""All runs as a table of what differs, and as lines through their settings."""

import streamlit as st

from core.practice.runs.challenges import good_adam
from core.practice.runs.records import lower_is_better, shown
from core.practice.runs.settings import RunsTableConfig
from core.practice.runs.table import runs_table
from core.practice.runs.table_figure import parallel_figure
from pages.practice.runs import source
from pages.practice.runs.source import Shelf
from pages.shared import Challenge, Experiment, Words, ask, challenges, code_span, figure

EXAMPLES = {"tab": "table", "source": "examples"}
SGD = "optimizer=SGD & units=8 & batch_size=20"
EXPERIMENTS = {
    "accuracy": Experiment({**EXAMPLES, "filter": "", "metric": "test_accuracy", "at": "last"}, right=1),
    "large_rate": Experiment({**EXAMPLES, "filter": SGD, "metric": "test_loss", "at": "best"}, right=0),
}
CHALLENGES = {
    "good_adam": Challenge(good_adam, solution={"filter": "optimizer=Adam & test_loss<0.2", "metric": "test_loss"})
}

choose = source.choose


def show(t: Words, shelf: Shelf) -> None:
    """The filter, the lines, and the table; the best run is the first row."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        config, records = source.ask_score(t, shelf)
        equal = ask(RunsTableConfig, t).equal
    table = runs_table(records, config.metric, config.at, lower_is_better(config.metric))
    with stage:
        alt = t("alt.parallel", runs=len(records), settings=len(table.varying), metric=config.metric)
        figure(parallel_figure(records, table, config.metric, config.at, t), key="runs_parallel", alt=alt)
        st.dataframe(table.rows, hide_index=True, height=min(38 + 35 * len(table.rows), 330), key="runs_table")
        st.caption(t("table.caption", runs=len(records), all=len(shelf.records)))
        if equal and table.equal:
            same = ", ".join(code_span(f"{name} = {shown(value)}") for name, value in table.equal.items())
            st.markdown(t("table.equal", settings=same))
    challenges(t, CHALLENGES, good_adam=(records, shelf.records))
    if records:
        source.run_code(t, shelf, next(one for one in records if one.key == table.rows["key"].iloc[0]))
