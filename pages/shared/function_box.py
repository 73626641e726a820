"""A box for a typed function: a text field of a config, examples, the formula as it was read, the last valid one."""

from collections.abc import Sequence
from functools import partial, reduce
from itertools import combinations_with_replacement
from typing import Any

import streamlit as st

from core.expressions import Function, function_grammar, read_function
from core.params import domains
from core.refusal import Refusal
from pages.shared.examples import choose_example
from pages.shared.refusals import refusal
from pages.shared.state import be_left, current_topic, current_value, put
from pages.shared.words import Words

SPOKEN = ("ln", "asin", "acos", "atan", "minimum", "maximum", "where")  # other spellings, and what has its own sentence


def function_box(
    t: Words,
    config_class: type,
    field: str,
    *,
    variables: tuple[str, ...] = ("x",),
    presets: Sequence[str] = (),
    name: str = "f",
    orders: int = 0,
) -> Function:
    """The function in a text field of a config, after drawing its box and, if there are `presets`, their list.

    Below stands the formula as it was read, as `name` of the variables. Where the text is no function, its sentence is
    told with the place underlined, and it is the last valid one of this visit, at first the field's default. `orders`
    is how often the page differentiates it: where a derivative cannot be written down, that is refused, too.
    """
    domain = domains(config_class)[field]
    text = str(current_value(config_class, field))
    key = f"{current_topic()}_{field}"
    if presets:
        choose_example(t("function.examples"), field, text, {one: one for one in presets})
    st.session_state[key] = text
    st.text_input(
        t(f"fields.{field}.label"), key=key, max_chars=domain.longest, help=_help(t, field, variables),
        on_change=partial(_take, field, key),
    )  # fmt: skip
    function = _last_valid(t, f"{current_topic()}__{field}_last_valid", text, domain.default, variables, name, orders)
    st.markdown(t("function.read", name=name, variables=", ".join(variables), latex=function.latex))
    return function


def _last_valid(
    t: Words, key: str, text: str, default: Any, variables: tuple[str, ...], name: str, orders: int
) -> Function:
    try:
        function = read_function(text, variables, name)
        for names in combinations_with_replacement(variables, orders):
            be_left()
            reduce(Function.derivative, names, function)
    except Refusal as error:
        refusal(t, error, text, t("last_valid"))
        return read_function(st.session_state.get(key, default), variables, name)
    st.session_state[key] = text
    return function


def _take(field: str, key: str) -> None:
    put({field: st.session_state[key]})


def _help(t: Words, field: str, variables: tuple[str, ...]) -> str:
    known = [one for one in function_grammar(variables).functions if one not in SPOKEN]
    return t.get(f"fields.{field}.help") or t("function.help", functions=", ".join(f"`{one}`" for one in known))
