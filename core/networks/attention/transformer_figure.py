"""Curves and maps of a transformer while it learns, as a still and as a film; and what each head is worth."""

from typing import Any

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Frames, Levels
from core.figures.theme import BAD, CLASS_B, GRID, INK, NEUTRAL, SEQUENTIAL, TEST, TRAIN, blank
from core.networks.attention.heads import MOST_HEADS, HeadWorth
from core.networks.attention.learned import LearnedTransformer
from core.networks.attention.tasks import Baseline

HEIGHT = 440
CURVES = (0.0, 0.4)
MAPS = (0.46, 1.0)
READABLE = 12  # tokens along a map whose names are written
FULL_NAMES = 6  # heads whose bars are named in full


def transformer_figure(run: LearnedTransformer, base: dict[str, Baseline], t: Say, look: int = -1) -> Figure:
    """Loss and accuracy over the steps beside their baselines, and the map of every head at a look."""
    look = range(len(run.look_steps))[look]
    figure = blank(height=HEIGHT, margin={"l": 44, "r": 8, "t": 24, "b": 36}, showlegend=False, shapes=[])
    step = int(run.look_steps[look])
    for axis in ("", "2"):
        figure.add_shape(type="line", x0=step, x1=step, y0=0, y1=1, xref=f"x{axis}", yref=f"y{axis} domain",
                         line={"color": INK, "width": 1.5, "dash": "dot"})  # fmt: skip
    _curves(figure, run, base, t)
    _maps(figure, run, look, t)
    return figure


def transformer_film(run: LearnedTransformer, base: dict[str, Baseline], t: Say) -> tuple[Figure, Frames]:
    """All looks, from the untrained network to the last."""
    figure = transformer_figure(run, base, t)
    layers, heads = run.maps.shape[1:3]
    first = len(figure.data) - layers * heads
    changes: dict[str, Any] = {
        f"traces[{first + heads * layer + head}].z": Levels(run.maps[:, layer, head])
        for layer in range(layers) for head in range(heads)
    }  # fmt: skip
    for shape in (0, 1):
        changes |= {f"shapes[{shape}].x0": run.look_steps, f"shapes[{shape}].x1": run.look_steps}
    return figure, Frames(changes, labels=[t("film.step", step=int(step)) for step in run.look_steps])


def _curves(figure: Figure, run: LearnedTransformer, base: dict[str, Baseline], t: Say) -> None:
    fixed = {"fixedrange": True, "automargin": False, "zeroline": False, "gridcolor": GRID}
    ends = [0, run.steps * 1.01]
    top = 1.2 * max(base["guess"].loss, float(run.test_losses[0]))
    rows = (("", (0.55, 1.0), [0, top], ".3g"), ("2", (0.0, 0.42), [0, 1.02], ".0%"))
    for axis, domain, span, shape in rows:
        figure.update_layout(**{
            f"xaxis{axis}": {**fixed, "range": ends, "domain": list(CURVES), "anchor": f"y{axis}",
                             "title": {"text": t("axis.step") if axis else "", "standoff": 2}},
            f"yaxis{axis}": {**fixed, "range": span, "domain": list(domain), "anchor": f"x{axis}", "nticks": 5,
                             "title": {"text": ""}, "tickformat": shape},
        })  # fmt: skip
    for x, y, color, axis, name in (
        (run.loss_steps, run.losses, TRAIN, "", "legend.train"),
        (run.look_steps, run.test_losses, TEST, "", "legend.held_out"),
        (run.look_steps, run.test_accuracies, TEST, "2", "legend.held_out"),
    ):
        figure.add_scatter(
            x=x, y=y, mode="lines", line={"color": color, "width": 2}, xaxis=f"x{axis}", yaxis=f"y{axis}",
            hovertemplate=f"{t(name)}: %{{y:{'.1%' if axis else '.4f'}}}<extra>%{{x}}</extra>",
        )  # fmt: skip
    for name, one in base.items():
        for axis, level, lowest, room in (
            ("", one.loss, base["guess"].loss, 0.1 * top), ("2", one.accuracy, base["guess"].accuracy, 0.1),
        ):  # fmt: skip
            figure.add_shape(type="line", x0=0, x1=ends[1], y0=level, y1=level, xref=f"x{axis}", yref=f"y{axis}",
                             line={"color": NEUTRAL, "width": 1, "dash": "dash"})  # fmt: skip
            near = name == "same" and abs(level - lowest) < room  # its name would lie on that of guessing
            if name != "frequency" and not near:
                figure.add_annotation(x=ends[1], y=level, xref=f"x{axis}", yref=f"y{axis}", text=t(f"figure.{name}"),
                                      showarrow=False, xanchor="right", yanchor="bottom" if name == "guess" or axis
                                      else "top", font={"size": 11}, yshift=0)  # fmt: skip
    for height, name in ((1.0, "loss"), (0.42, "accuracy")):
        figure.add_annotation(x=0, y=height, yshift=20, xref="paper", yref="paper", xanchor="left", showarrow=False,
                              text=t(f"figure.{name}", train=TRAIN, held_out=TEST), font={"size": 13})  # fmt: skip


def _maps(figure: Figure, run: LearnedTransformer, look: int, t: Say) -> None:
    layers, heads, n = run.maps.shape[1:4]
    names = [shown_token(token) for token in (run.sequence_task.tokens[k] for k in run.probe)]
    hover = [[f"{a} → {b}" for b in names] for a in names]
    places = np.arange(n)
    gap = 0.03
    wide, high = (MAPS[1] - MAPS[0] + gap) / heads, (1 + 2 * gap) / layers
    written = n <= READABLE and layers * heads <= 2
    for layer in range(layers):
        for head in range(heads):
            axis = str(3 + heads * layer + head)
            left, top = MAPS[0] + wide * head, 1 - high * layer
            plain = {"showgrid": False, "zeroline": False, "fixedrange": True, "automargin": False, "ticks": "",
                     "constrain": "domain", "tickvals": places, "ticktext": names, "showticklabels": written,
                     "tickfont": {"size": 11}, "tickangle": 0}  # fmt: skip
            figure.update_layout(**{
                f"xaxis{axis}": {**plain, "domain": [left, left + wide - gap], "anchor": f"y{axis}",
                                 "range": [-0.5, n - 0.5], "constraintoward": "left"},
                f"yaxis{axis}": {**plain, "domain": [max(top - high + 2.6 * gap, 0), top - gap], "anchor": f"x{axis}",
                                 "scaleanchor": f"x{axis}", "range": [n - 0.5, -0.5], "constraintoward": "top"},
            })  # fmt: skip
            figure.add_heatmap(
                x=places, y=places, z=run.maps[look, layer, head], text=hover, xaxis=f"x{axis}", yaxis=f"y{axis}",
                zmin=0, zmax=1, colorscale=[list(pair) for pair in SEQUENTIAL], showscale=False,
                hovertemplate="%{text}: %{z:.3f}<extra></extra>",
            )  # fmt: skip
            figure.add_annotation(x=left, y=top - gap, yanchor="bottom", xref="paper", yref="paper", showarrow=False,
                                  xanchor="left", font={"size": 12},
                                  text=t("figure.head", layer=layer + 1, head=head + 1))  # fmt: skip


def shown_token(token: str) -> str:
    """A token where spaces and line ends can be seen."""
    return {" ": "␣", "\n": "↵", "<": "&lt;"}.get(token, token)


def worth_figure(worth: HeadWorth, guess: float, t: Say) -> Figure:
    """Accuracy without each head alone, beside that of the whole network and of guessing; those chosen are red."""
    layers, heads = worth.without.shape
    figure = blank(t("figure.worth"), "", "", height=200, margin={"l": 46, "r": 8, "t": 34, "b": 28}, shapes=[])
    names = [t("figure.head", layer=k // heads + 1, head=k % heads + 1) for k in range(layers * heads)]
    ticks = names if len(names) <= FULL_NAMES else [f"{k // heads + 1}·{k % heads + 1}" for k in range(len(names))]
    numbers = [MOST_HEADS * (k // heads) + k % heads for k in range(layers * heads)]
    colors = [BAD if number in worth.chosen else CLASS_B for number in numbers]
    figure.add_bar(
        x=np.arange(layers * heads), y=worth.without.ravel(), marker={"color": colors}, width=0.6, customdata=numbers,
        hovertext=names, hovertemplate="%{hovertext}: %{y:.1%}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(tickvals=np.arange(layers * heads), ticktext=ticks, fixedrange=True, automargin=False,
                        range=[-0.6, max(layers * heads, 4) - 0.4], tickangle=0)  # fmt: skip
    figure.update_yaxes(range=[0, 1.04], tickformat=".0%", fixedrange=True, automargin=False)
    for level, name, color in ((worth.whole, "figure.whole", TEST), (guess, "figure.guess", NEUTRAL)):
        figure.add_hline(level, line={"color": color, "width": 1.5, "dash": "dash"})
        figure.add_annotation(x=1, xref="paper", y=level, text=t(name), showarrow=False, xanchor="right",
                              yanchor="top" if level > 0.5 else "bottom", font={"size": 11})  # fmt: skip
    return figure
