"""The mountain in the dark, lit where a search has been; and what each search would name as its budget is spent."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Levels, Prefix
from core.figures.theme import CLASS_A, CLASS_B, INK, blank, translucent
from core.practice.tuning.mountain import DECAYS, EPOCHS, RATES, Surface
from core.practice.tuning.race import SEARCHES, SearchRace, SearchWalk

COLORS = {"grid": "#7a5fd0", "random": CLASS_A, "tpe": CLASS_B, "halving": "#0a9b8e"}
ROCK = ((0.0, "#26304f"), (0.45, "#3f7f93"), (0.75, "#e5b567"), (1.0, "#fff3cf"))
NIGHT = ((0.0, "rgba(9,14,28,0)"), (1.0, "rgba(9,14,28,0.94)"))
FLOOR = 0.0  # the score of the mean: what lies below has one color
STEPS = 60  # frames in the dark at most; one more is in full light
GLOW = 0.075  # reach of a full training's light, of the width
HEIGHT = 386
GAP = 0.022
TOP = "#d1495b"
Changes = dict[str, Change]


def race_film(race: SearchRace, surface: Surface, budget: int, t: Say) -> tuple[Figure, Frames]:
    """Four times the mountain; a frame for each part of the budget, and the last in full light."""
    costs = EPOCHS * np.linspace(0, budget, min(budget, STEPS) + 1)
    figure = blank("", "", "", height=HEIGHT, hovermode="closest", showlegend=False, annotations=[])
    figure.update_layout(margin={"l": 52, "r": 8, "t": 66, "b": 40})
    changes: Changes = {}
    for k, (search, walk) in enumerate(zip(SEARCHES, race.walks, strict=True)):
        seen = np.searchsorted(walk.cost, costs, side="right")
        _axes(figure, k, t)
        _panel(figure, k, surface, t)
        _title(figure, k, search, walk, seen, changes, t)
        _lamps(figure, k, surface, walk, seen, changes)
        _trials(figure, k, search, walk, seen, changes, t)
        _top(figure, k, surface, walk, len(costs), changes, t)
    labels = [t("figure.spent", spent=f"{cost / EPOCHS:.0f}") for cost in costs]
    return figure, Frames(changes, [*labels, t("figure.light")])


def _name(k: int) -> str:
    return str(k + 1) if k else ""


def _axes(figure: Figure, k: int, t: Say) -> None:
    width = (1 - 3 * GAP) / 4
    left = k * (width + GAP)
    common = {"type": "log", "fixedrange": True, "showgrid": False, "ticks": "", "automargin": False, "zeroline": False}
    x = {**common, "domain": [left, left + width], "anchor": f"y{_name(k)}", "range": np.log10(RATES).tolist(),
         "title": {"text": t("axis.rate"), "standoff": 4, "font": {"size": 12}}, "tickvals": [0.01, 1], "tickangle": 0,
         "exponentformat": "power"}  # fmt: skip
    y = {**common, "anchor": f"x{_name(k)}", "range": np.log10(DECAYS).tolist(), "showticklabels": k == 0,
         "title": {"text": t("axis.decay") if k == 0 else "", "standoff": 4}, "dtick": 1,
         "exponentformat": "power"}  # fmt: skip
    figure.update_layout(**{f"xaxis{_name(k)}": x, f"yaxis{_name(k)}": y})


def _place(k: int) -> dict[str, str]:
    return {"xaxis": f"x{_name(k)}", "yaxis": f"y{_name(k)}"}


def _panel(figure: Figure, k: int, surface: Surface, t: Say) -> None:
    """The mountain itself, below the night."""
    figure.add_heatmap(
        x=surface.rates, y=surface.decays, z=np.maximum(surface.scores, FLOOR), zmin=FLOOR, zmax=surface.best,
        colorscale=ROCK, showscale=False, zsmooth="best", hoverinfo="skip", **_place(k),
    )  # fmt: skip


def _title(figure: Figure, k: int, search: str, walk: SearchWalk, seen: np.ndarray, changes: Changes, t: Say) -> None:
    """The name of the search, what it promises, and in the light what that is worth; two lines, for phones."""
    said = []
    for count in seen:
        known = count > 0
        best = walk.observed[walk.chosen[count - 1]] if known else 0.0
        said.append(t("figure.promises", best=f"{best:.3f}") + "<br> " if known else t("figure.nothing") + "<br> ")
    said.append(t("figure.worth", best=f"{walk.boast:.3f}", truth=f"{walk.honest:.3f}"))
    figure.add_annotation(
        text=f"<b>{t(f'searches.{search}')}</b>", xref=f"x{_name(k)} domain", yref="paper", x=0, y=1, xanchor="left",
        yanchor="bottom", yshift=36, showarrow=False, font={"color": INK, "size": 14},
    )  # fmt: skip
    figure.add_annotation(
        text=said[-1], xref=f"x{_name(k)} domain", yref="paper", x=0, y=1, xanchor="left", yanchor="bottom",
        yshift=3, showarrow=False, align="left", font={"color": INK, "size": 11.5},
    )  # fmt: skip
    changes[f"annotations[{2 * k + 1}].text"] = said


def _lamps(figure: Figure, k: int, surface: Surface, walk: SearchWalk, seen: np.ndarray, changes: Changes) -> None:
    """The night over the mountain: thinner around each trial, the longer it was trained; none at the end."""
    across = _share(surface.rates, RATES)[None, None, :] - _share(walk.rates, RATES)[:, None, None]
    upward = _share(surface.decays, DECAYS)[None, :, None] - _share(walk.decays, DECAYS)[:, None, None]
    reach = GLOW * np.sqrt(walk.epochs / EPOCHS)[:, None, None]
    night = 1 - np.exp(-(across**2 + upward**2) / (2 * reach**2))  # (e, decays, rates)
    night = np.minimum.accumulate(np.concatenate([np.ones((1, *night.shape[1:])), night]))
    frames = np.concatenate([night[seen], np.zeros((1, *night.shape[1:]))])
    figure.add_heatmap(
        x=surface.rates, y=surface.decays, z=frames[-1], zmin=0, zmax=1, colorscale=NIGHT, showscale=False,
        zsmooth="best", hoverinfo="skip", **_place(k),
    )  # fmt: skip
    changes[f"traces[{len(figure.data) - 1}].z"] = Levels(frames)


def _share(values: np.ndarray, ends: tuple[float, float]) -> np.ndarray:
    """Where values (n,) lie between the ends, by factors, from 0 to 1."""
    low, high = np.log(ends)
    return np.asarray((np.log(values) - low) / (high - low))


def _trials(figure: Figure, k: int, search: str, walk: SearchWalk, seen: np.ndarray, changes: Changes, t: Say) -> None:
    """A dot for each trial, small where it was trained for a few epochs."""
    lengths = np.append(seen, seen[-1])
    figure.add_scatter(
        x=walk.rates, y=walk.decays, mode="markers", customdata=np.column_stack([walk.observed, walk.epochs]),
        marker={"size": 3.5 + 3.5 * np.sqrt(walk.epochs / EPOCHS), "color": COLORS[search],
                "line": {"width": 1, "color": "#ffffff"}}, cliponaxis=False,
        hovertemplate=t("figure.hover") + "<extra></extra>", **_place(k),
    )  # fmt: skip
    number = len(figure.data) - 1
    changes[f"traces[{number}].x"] = Prefix(walk.rates, lengths)
    changes[f"traces[{number}].y"] = Prefix(walk.decays, lengths)


def _top(figure: Figure, k: int, surface: Surface, walk: SearchWalk, dark: int, changes: Changes, t: Say) -> None:
    """The true top and the setting that the search names, both in the last frame alone."""
    named = int(walk.chosen[-1])
    figure.add_scatter(
        x=np.array([surface.best_rate, walk.rates[named]]), y=np.array([surface.best_decay, walk.decays[named]]),
        mode="markers", hovertext=[t("figure.top", best=f"{surface.best:.3f}"), t("figure.named")],
        hovertemplate="%{hovertext}<extra></extra>",
        marker={"size": [17, 15], "symbol": ["star", "circle-open"], "color": [TOP, "#111111"],
                "line": {"width": [1.5, 3], "color": ["#ffffff", "#111111"]}}, cliponaxis=False, **_place(k),
    )  # fmt: skip
    changes[f"traces[{len(figure.data) - 1}].opacity"] = [0.0] * dark + [1.0]


def progress_figure(race: SearchRace, surface: Surface, t: Say) -> Figure:
    """The true score of what each search would name as the budget is spent: median and middle half of repetitions."""
    figure = blank(t("figure.progress"), t("axis.spent"), t("axis.score"), height=300)
    budget = race.curves.shape[2] - 1
    figure.add_hline(surface.best, line={"color": TOP, "width": 1.5, "dash": "dash"})
    spent = np.arange(1, budget + 1)
    for k, search in enumerate(SEARCHES):
        low, middle, high = np.quantile(race.curves[k, :, 1:], (0.25, 0.5, 0.75), axis=0)
        band = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
        figure.add_scatter(x=spent, y=high, **band)
        figure.add_scatter(x=spent, y=low, **band, fill="tonexty", fillcolor=translucent(COLORS[search], 0.14))
        figure.add_scatter(
            x=spent, y=middle, mode="lines", line={"color": COLORS[search], "width": 2.5},
            name=t(f"searches.{search}"), hovertemplate="%{x}: %{y:.3f}<extra></extra>",
        )  # fmt: skip
    figure.update_xaxes(range=[1, budget], fixedrange=True)
    return figure.update_yaxes(range=[-0.05, 0.85], fixedrange=True)
