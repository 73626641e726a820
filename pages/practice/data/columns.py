"""A card for each column, and below it how the columns go together, what is missing and what is there twice."""

from math import isfinite

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.practice.data.challenges import closest_pair, simpson
from core.practice.data.columns import CardsConfig, associations, cards_of, pairs_of, twins_of
from core.practice.data.columns_figure import association_figure, cards_figure, missing_figure, pairs_figure
from core.practice.data.columns_report import card_lines, gap_line, pair_lines, twin_lines
from core.practice.data.frame import Frame, FrameConfig
from core.practice.data.from_scratch import pairs_from_scratch
from core.practice.data.library import pairs_in_scipy
from pages.practice.data.source import called, choose_table, computed, labels, place_in, short
from pages.shared import (
    Challenge,
    Experiment,
    Made,
    Words,
    ask,
    challenges,
    choose,
    code_panel,
    current_config,
    figure,
    put,
    quotable,
    sentences,
)

PENGUINS = {"tab": "columns", "table": "penguins", "view": "pairs", "as_class": (), "as_number": (), "left_out": ()}
EXPERIMENTS = {
    "simpson": Experiment(PENGUINS | {"across": 3, "upward": 4, "by": 1}, right=2),
    "year": Experiment(PENGUINS | {"card": 8}, right=1),
    "twins": Experiment(PENGUINS | {"table": "iris", "view": "duplicates"}, right=1),
}
CHALLENGES = {
    "simpson": Challenge(simpson, solution={"across": 3, "upward": 4, "by": 1}),
    "closest": Challenge(closest_pair, solution={"table": "wine", "across": 6, "upward": 7}),
}
KINDS = {"number": "as_number", "class": "as_class", "text": "left_out"}


def show(t: Words) -> None:
    """The table; the chosen column beside the cards; a view below."""
    controls, stage = st.columns([1, 3.2], gap="medium")
    with controls:
        frame = choose_table(t, target=False)
    config = current_config(CardsConfig, t)
    found = computed(cards_of, frame)
    place = min(config.card, len(frame.columns)) - 1
    names = [called(t, frame, column.name) for column in frame.columns]
    with stage:
        brief = [short(t, frame, column.name) for column in frame.columns]
        figure(
            cards_figure(found.cards, brief, place, t), key="data_cards", on_click=lambda point: _open(point, place),
            alt=t("alt.cards", columns=len(names), rows=frame.rows),
        )  # fmt: skip
    with controls:
        _card(t, frame, place, names)
        lines = card_lines(found.cards[place], frame.rows)
        st.markdown("  \n".join(t(key, **values) for key, values in lines))
        ask(CardsConfig, t, only=("view",), segments=1)
    {"pairs": _pairs, "correlation": _correlation, "missing": _missing, "duplicates": _duplicates}[config.view](
        t, frame, config, controls, stage
    )


def _open(point: dict[str, object], place: int) -> None:
    curve = point.get("curve")
    if isinstance(curve, int):
        put({"card": place // 16 * 16 + curve + 1})


def _open_pair(point: dict[str, object], frame: Frame, names: tuple[str, ...]) -> None:
    """Both columns of a cell, where they are numbers."""
    places = {column.name: k for k, column in enumerate(frame.columns, 1) if frame.kind(column) == "number"}
    x, y = point.get("x"), point.get("y")
    if isinstance(x, int) and isinstance(y, int) and 0 <= x < len(names) and 0 <= y < len(names):
        pair = places.get(names[x]), places.get(names[y])
        if None not in pair:
            put({"view": "pairs", "across": pair[0], "upward": pair[1]})


def _card(t: Words, frame: Frame, place: int, names: list[str]) -> None:
    """The chosen column and its kind, which may be corrected."""
    choose(t, "card", dict(enumerate(names, 1)), default=place + 1)
    kind = frame.kind(frame.columns[place])
    key = f"data_kind_{place}"
    st.session_state[key] = kind

    def correct() -> None:
        config, new = current_config(FrameConfig, t), st.session_state[key]
        lists = {name: tuple(k for k in getattr(config, name) if k != place + 1) for name in KINDS.values()}
        put({**lists, KINDS[new]: (*lists[KINDS[new]], place + 1)})

    st.segmented_control(
        t("kind"), options=list(KINDS), format_func=lambda name: t(f"kinds.{name}"), key=key, required=True,
        on_change=correct, help=t("kind_help"), width="stretch",
    )  # fmt: skip


def _pairs(t: Words, frame: Frame, config: CardsConfig, beside: DeltaGenerator, below: DeltaGenerator) -> None:
    numbers = {k: called(t, frame, one.name) for k, one in enumerate(frame.columns, 1) if frame.kind(one) == "number"}
    classes = {k: called(t, frame, one.name) for k, one in enumerate(frame.columns, 1) if frame.kind(one) == "class"}
    if not numbers:
        below.info(t("no_numbers"))
        return
    with beside:
        across = choose(t, "across", numbers, default=place_in(config.across, numbers, 0))
        upward = choose(t, "upward", numbers, default=place_in(config.upward, numbers, 1))
        by = choose(t, "by", {0: t("by_none"), **classes}, default=0)
    x, y, third = (frame.columns[k - 1].name if k else "" for k in (across, upward, by))
    found = computed(pairs_of, frame, x, y, third)
    shown = labels(t, frame, third) if third else []
    with below:
        named = (x, y, called(t, frame, x), called(t, frame, y))
        alt = t("alt.pairs", x=named[2][:40], y=named[3][:40], rows=found.rows)
        figure(pairs_figure(frame, named, third, shown, found, t), key="data_pairs", alt=alt)
        st.markdown(sentences(t, pair_lines(found) if across != upward else [("pairs.itself", {})]))
        for code, rows, r, _, _ in found.groups:
            key = "pairs.group" if isfinite(r) else "pairs.group_none"
            st.markdown(t(key, name=quotable(shown[code]), r=r, rows=rows))
    table = "" if frame.own else frame.name
    challenges(t, CHALLENGES, simpson=(table, found), closest=(table, x, y, found))
    values = frame.column(x).values, frame.column(y).values
    if 2 * len(values[0]) <= 20_000 and isfinite(found.r):
        ways = {"SciPy": Made(pairs_in_scipy, *values), "NumPy": Made(pairs_from_scratch, *values)}
        code_panel(t, ways, shown={"r": found.r, "slope": found.slope})


def _correlation(t: Words, frame: Frame, config: CardsConfig, beside: DeltaGenerator, below: DeltaGenerator) -> None:
    with beside:
        measure = ask(CardsConfig, t, only=("measure",)).measure
    found = computed(associations, frame, measure)
    with below:
        if not found.names:
            st.info(t("no_numbers"))
            return
        names = [called(t, frame, name) for name in found.names]
        figure(
            association_figure(found, names, t), key="data_association", alt=t("alt.association", count=len(names)),
            on_click=lambda point: _open_pair(point, frame, found.names),
        )  # fmt: skip
        st.caption(t("association.about"))


def _missing(t: Words, frame: Frame, config: CardsConfig, beside: DeltaGenerator, below: DeltaGenerator) -> None:
    names = [called(t, frame, column.name) for column in frame.columns]
    key, values = gap_line(computed(cards_of, frame))
    with below:
        figure(missing_figure(frame, names, t), key="data_missing", alt=t("alt.missing", rows=frame.rows))
        st.markdown(t(key, **values))


def _duplicates(t: Words, frame: Frame, config: CardsConfig, beside: DeltaGenerator, below: DeltaGenerator) -> None:
    with below:
        st.markdown("  \n".join(t(key, **values) for key, values in twin_lines(computed(twins_of, frame))))
