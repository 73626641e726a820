"""Widgets read from a config's domains: `ask(Config, t)` draws them and returns the Config."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any, Literal, TypeVar

import streamlit as st

from core.params import Domain, Problem, domains, problems_of
from pages.shared.live import live_slider, matrix_box
from pages.shared.state import current, current_topic, current_value, put, stored
from pages.shared.words import Words, code_span, quotable, verbatim

Config = TypeVar("Config")
Condition = Callable[[Mapping[str, Any]], bool]
Store = Callable[[Mapping[str, Any]], None]
Visible = Literal["visible", "collapsed"]
SEGMENTS = 4  # so many options still fit side by side


def ask(
    config_class: type[Config],
    t: Words,
    *,
    only: Collection[str] | None = None,
    when: Mapping[str, Condition] | None = None,
    columns: int = 1,
    segments: int = SEGMENTS,
    column_names: Mapping[str, Sequence[str]] | None = None,
) -> Config:
    """The config on the screen, after drawing its widgets.

    `only` draws these fields alone (in its order); `when[field]` draws a field only if its condition holds for the
    values so far. What is not drawn keeps its value. Choices of up to `segments` options lie side by side;
    `column_names[field]` stand above the columns of a matrix. Values that cannot stand together are told, and the
    defaults used.
    """
    table = domains(config_class)
    names = [name for name in (only if only is not None else table) if name in table]
    cells = st.columns(columns) if columns > 1 else [nullcontext()]
    shown = 0
    for name in names:
        if when and name in when and not when[name](current(config_class)):
            continue
        with cells[shown % columns]:
            names_above = (column_names or {}).get(name, ())
            draw(table[name], t, current_value(config_class, name), segments, column_names=names_above)
        shown += 1
    return current_config(config_class, t)


def current_config(config_class: type[Config], t: Words, *, warn: bool = True) -> Config:
    """The config that the link and the widgets currently hold; its defaults, with a warning, where it is invalid."""
    now = current(config_class)
    wrong = problems_of(config_class, now)
    if wrong:
        for problem in wrong if warn else ():
            st.warning(sentence(problem, config_class, t))
        return config_class()
    return config_class(**now)


def choose(
    t: Words, field: str, options: Mapping[Any, str], default: Any = None, segments: int = SEGMENTS
) -> Any:  # fmt: skip
    """One of `{value: name}` options that only the data know, stored in a field.

    `default` is the field's; where the data have no such value it is the first option. Up to `segments` options lie
    side by side.
    """
    slug = current_topic()
    value = stored(field, default)
    if value not in options:
        value = next(iter(options))
    key = f"{slug}_{field}"
    st.session_state[key] = value

    def remember() -> None:
        put({field: st.session_state[key]})

    few = len(options) <= segments
    name_of = (lambda option: verbatim(options[option])) if few else options.__getitem__  # a select box is plain text
    arguments: dict[str, Any] = {
        "label": t(f"fields.{field}.label"), "options": list(options), "format_func": name_of, "key": key,
        "help": t.get(f"fields.{field}.help"), "on_change": remember,
    }  # fmt: skip
    if few:
        st.segmented_control(required=True, width="stretch", **arguments)
    else:
        st.selectbox(**arguments)
    return value


def draw(
    domain: Domain, t: Words, value: Any, segments: int = SEGMENTS, store: Store = put,
    label_visibility: Visible = "visible", column_names: Sequence[str] = (),
) -> None:  # fmt: skip
    """One widget for one field; it gives what the visitor sets to `store`, which is the topic's state if not given."""
    key = f"{current_topic()}_{domain.name}"
    label = t(f"fields.{domain.name}.label")
    help_text = t.get(f"fields.{domain.name}.help")
    if domain.kind in ("integer", "real"):
        assert domain.low is not None and domain.high is not None and domain.step is not None
        live_slider(
            label, low=domain.low, high=domain.high, step=domain.step, value=value, log=domain.log,
            integer=domain.kind == "integer", key=key, help=help_text,
            on_move=lambda moved: store({domain.name: moved}),
        )  # fmt: skip
        return
    if domain.kind in ("numbers", "matrix"):
        _draw_matrix(domain, label, key, value, help_text, store, column_names)
        return
    st.session_state[key] = list(value) if domain.kind == "choices" else value
    common: dict[str, Any] = {
        "label": label, "key": key, "help": help_text, "on_change": partial(_remember, key, domain, store),
        "label_visibility": label_visibility,
    }  # fmt: skip
    name_of = partial(t.option, domain.name)
    if domain.kind == "switch":
        st.toggle(**common)
    elif domain.kind == "text":
        st.text_input(max_chars=domain.longest, **common)
    elif domain.kind == "choices":
        st.pills(options=domain.options, format_func=name_of, selection_mode="multi", wrap=True, **common)
    elif len(domain.options) <= segments:
        st.segmented_control(options=domain.options, format_func=name_of, required=True, width="stretch", **common)
    else:
        st.selectbox(options=domain.options, format_func=name_of, **common)


def _draw_matrix(
    domain: Domain, label: str, key: str, value: Any, help_text: str | None, store: Store, column_names: Sequence[str]
) -> None:  # fmt: skip
    """A matrix, or a list of numbers as a matrix of one row."""
    assert domain.low is not None and domain.high is not None and domain.step is not None
    shape = domain.shape
    rows, columns = (shape.rows, shape.columns) if shape else ((1, 1), (domain.shortest, domain.longest or 0))
    matrix_box(
        label, value=value if shape else (value,), low=domain.low, high=domain.high, step=domain.step, log=domain.log,
        whole=domain.whole, rows=rows, columns=columns, square=bool(shape and shape.square), key=key, help=help_text,
        column_names=tuple(column_names),
        on_change=lambda matrix: store({domain.name: matrix if shape else matrix[0]}),
    )  # fmt: skip


def _remember(key: str, domain: Domain, store: Store) -> None:
    value = st.session_state[key]
    if domain.kind == "choices":
        value = tuple(option for option in domain.options if option in value)
    if value is not None:
        store({domain.name: value})


def sentence(problem: Problem, config_class: type | None, t: Words) -> str:
    """The one sentence that says what was refused, the rule, and that the default is used."""
    got = quotable(problem.got)
    if problem.rule in ("unknown", "repeated"):
        return t(f"problem.{problem.rule}", name=code_span(problem.field))
    if problem.rule == "together":
        return t("problem.together", reason=t.get(f"rules.{problem.reason}") or quotable(problem.reason))
    assert config_class is not None
    domain = domains(config_class)[problem.field]
    label = t.field(problem.field)
    if domain.kind in ("numbers", "matrix"):
        return t(_key_of_numbers(domain), field=label, got=got, **rule_of_numbers(domain, t))
    if problem.rule == "bounds":
        return t("problem.bounds", field=label, low=_number(domain.low), high=_number(domain.high), got=got)
    if domain.options:
        return t("problem.option", field=label, options=", ".join(map(str, domain.options)), got=got)
    if problem.rule == "length":
        return t("problem.length", field=label, longest=domain.longest)
    return t(f"problem.{domain.kind}", field=label, got=got)


def _key_of_numbers(domain: Domain) -> str:
    return "problem.square" if domain.shape and domain.shape.square else f"problem.{domain.kind}"


def rule_of_numbers(domain: Domain, t: Words) -> dict[str, str]:
    """What a list or a matrix may be, as values of its sentences: `numbers` with `low` and `high`, and its sizes."""

    def span(low: int, high: int) -> str:
        return str(low) if low == high else t("problem.span", low=low, high=high)

    sizes = {"count": span(domain.shortest, domain.longest or 0)}
    if domain.shape:
        sizes = {"rows": span(*domain.shape.rows), "columns": span(*domain.shape.columns)}
    noun = t("problem.whole" if domain.whole else "problem.any")
    return {"numbers": noun, "low": _number(domain.low), "high": _number(domain.high), **sizes}


def _number(bound: float | None) -> str:
    return f"{bound:g}"
