"""The surface that the tabs share, with its partial derivatives and its map."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.expressions import Function, read_function
from core.learning.descent.settings import CourseConfig, RuleConfig, StartConfig, TerrainConfig
from core.learning.descent.terrain import Relief, reach_of, relief, terrain_of, typed_terrain
from pages.shared import Handle, Words, ask, cached, current_config, field_handle, function_box, paragraphs

Line = tuple[str, dict[str, Any]]


class Ground(NamedTuple):
    """A surface as f and its partial derivatives, its heights over the map, and what it was chosen by."""

    terrain: tuple[Function, ...]
    land: Relief
    config: TerrainConfig


def layout(t: Words) -> tuple[Function, DeltaGenerator, DeltaGenerator]:
    """The typed function, the place of the sliders under the list of surfaces, and the stage beside them."""
    controls, stage = st.columns([1, 3.4], gap="medium")
    with controls:
        return choose_surface(t), st.container(), stage


def choose_surface(t: Words) -> Function:
    """The typed function, after drawing the list of surfaces and, where it is wanted, the box to type in."""
    if ask(TerrainConfig, t, only=("surface",)).surface == "typed":
        return function_box(t, TerrainConfig, "formula", variables=("x", "y"), orders=2)
    return read_function(TerrainConfig().formula, ("x", "y"))


def ground(t: Words, typed: Function) -> Ground:
    """The surface on the screen, after drawing the slider of κ where it has one."""
    config, start = current_config(TerrainConfig, t), current_config(StartConfig, t)
    if config.surface in ("bowl", "ravine"):
        config = ask(TerrainConfig, t, only=("kappa",))
    whole = typed_terrain(typed) if config.surface == "typed" else terrain_of(config.surface, config.kappa)
    return Ground(whole, cached(relief, whole, reach_of(config.surface, start.x0, start.y0)), config)


def ask_rule(t: Words, methods: tuple[str, ...], *, rate: bool = True) -> RuleConfig:
    """The settings of the rules, after drawing those that one of the optimizers has; `rate` if it is one for all."""
    has = {"learning_rate": rate and set(methods) - {"Newton"}, "momentum": {"Momentum", "Nesterov"} & set(methods),
           "beta2": {"Adam", "AdamW"} & set(methods), "weight_decay": {"AdamW"} & set(methods)}  # fmt: skip
    return ask(RuleConfig, t, only=[name for name, some in has.items() if some])


def ask_walk(t: Words, methods: tuple[str, ...], *, rate: bool = True) -> tuple[RuleConfig, CourseConfig, StartConfig]:
    """The settings of a walk: the rules, the course and the start."""
    return ask_rule(t, methods, rate=rate), ask_course(t), ask(StartConfig, t)


def start_handle() -> Handle:
    """The start, to be dragged on the map."""
    return field_handle(StartConfig, "x0", "y0", name="start")


def ask_course(t: Words) -> CourseConfig:
    """The number of steps and the noise; its seed where there is some."""
    return ask(CourseConfig, t, when={"seed": lambda values: values["noise"] > 0})


def keyed(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines of a report by the keys of their sentences."""
    return ((f"said.{key}", values) for key, values in lines)


def said(t: Words, lines: Iterable[Line]) -> str:
    """The sentences of a report, each a paragraph of its own."""
    return paragraphs(t, keyed(lines))
