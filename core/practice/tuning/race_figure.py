"""The mountain in the dark, lit where a search has been; and what each search would name as its budget is spent."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.film import Change, Frames, Prefix
from core.figures.theme import CLASS_A, CLASS_B, INK, blank, translucent
from core.practice.tuning.mountain import DECAYS, EPOCHS, RATES, Surface
from core.practice.tuning.race import SEARCHES, SearchRace, SearchWalk
from core.practice.tuning.race_images import night_images, rock_image

COLORS = {"grid": "#7a5fd0", "random": CLASS_A, "tpe": CLASS_B, "halving": "#0a9b8e"}
STEPS = 60  # frames in the dark at most; one more is in full light
HEIGHT = 386
GAP = 0.022
ROUNDING = 1e-6
TOP = "#d1495b"
LOWEST, HIGHEST = -0.05, 0.85  # of the true scores that are shown
Changes = dict[str, Change]


def race_film(race: SearchRace, surface: Surface, budget: int, t: Say) -> tuple[Figure, Frames]:
    """Four times the mountain; a frame for each part of the budget, and the last in full light."""
    costs = EPOCHS * np.linspace(0, budget, min(budget, STEPS) + 1)
    figure = blank("", "", "", height=HEIGHT, hovermode="closest", showlegend=False, annotations=[])
    figure.update_layout(margin={"l": 52, "r": 8, "t": 66, "b": 40})
    changes: Changes = {}
    all_seen: list[np.ndarray] = []
    for k, (search, walk) in enumerate(zip(SEARCHES, race.walks, strict=True)):
        seen = np.searchsorted(walk.cost, costs, side="right")
        all_seen.append(seen)
        _axes(figure, k, t)
        _title(figure, k, search, walk, seen, changes, t)
        _trials(figure, k, search, walk, seen, changes, t)
        _top(figure, k, surface, walk, len(costs), changes, t)
    _maps(figure, surface, race, all_seen, changes)
    labels = [t("figure.spent", spent=f"{cost / EPOCHS:.0f}") for cost in costs]
    return figure, Frames(changes, [*labels, t("figure.light")])


def _name(k: int) -> str:
    return str(k + 1) if k else ""


def _axes(figure: Figure, k: int, t: Say) -> None:
    width = (1 - 3 * GAP) / 4
    left = k * (width + GAP)
    common = {"type": "log", "fixedrange": True, "showgrid": False, "ticks": "", "automargin": False, "zeroline": False}
    x = {**common, "domain": [left, left + width], "anchor": f"y{_name(k)}", "range": _range(RATES),
         "title": {"text": t("axis.rate"), "standoff": 4, "font": {"size": 12}}, "tickvals": [0.01, 1], "tickangle": 0,
         "exponentformat": "power"}  # fmt: skip
    y = {**common, "anchor": f"x{_name(k)}", "range": _range(DECAYS), "showticklabels": k == 0,
         "title": {"text": t("axis.decay") if k == 0 else "", "standoff": 4}, "dtick": 1,
         "exponentformat": "power"}  # fmt: skip
    figure.update_layout(**{f"xaxis{_name(k)}": x, f"yaxis{_name(k)}": y})


def _range(ends: tuple[float, float]) -> list[float]:
    """Of a logarithmic axis, with room for what 32 bits make of its ends: a dot outside is not drawn."""
    low, high = np.log10(ends).tolist()
    return [low - ROUNDING, high + ROUNDING]


def _place(k: int) -> dict[str, str]:
    return {"xaxis": f"x{_name(k)}", "yaxis": f"y{_name(k)}"}


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


def _maps(figure: Figure, surface: Surface, race: SearchRace, seen: list[np.ndarray], changes: Changes) -> None:
    """Four times the mountain, each below its own night."""
    rock = rock_image(surface)
    nights = [night_images(walk, one) for walk, one in zip(race.walks, seen, strict=True)]
    low, high = np.log10([RATES, DECAYS]).T
    size = high - low
    place = {
        "x": low[0], "y": low[1], "sizex": size[0], "sizey": size[1], "xanchor": "left", "yanchor": "bottom",
        "sizing": "stretch", "layer": "below",
    }  # fmt: skip
    axes = [{"xref": f"x{_name(k)}", "yref": f"y{_name(k)}"} for k in range(len(nights))]
    rocks = [{**place, **one, "source": rock} for one in axes]
    cover = {**place, "sizex": size[0] + 1e-6}  # Plotly takes two pictures of one place and size for the same
    darks = [{**cover, **one, "source": night[-1]} for one, night in zip(axes, nights, strict=True)]
    figure.update_layout(images=[*rocks, *darks])
    for k, night in enumerate(nights):
        changes[f"images[{len(nights) + k}].source"] = night


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
    """The true score of what each search would name as the budget is spent: median and middle half of repetitions.

    The bands are shapes, so that a browser moves them without the figure drawn anew.
    """
    figure = blank(t("figure.progress"), t("axis.spent"), t("axis.score"), height=300, shapes=[])
    figure.add_hline(surface.best, line={"color": TOP, "width": 1.5, "dash": "dash"})
    spent = np.arange(1, race.curves.shape[2])
    for search, curves in zip(SEARCHES, race.curves, strict=True):
        low, middle, high = np.quantile(curves[:, 1:], (0.25, 0.5, 0.75), axis=0)
        figure.add_shape(
            type="path", path=_band(spent, low, high), line={"width": 0}, layer="below",
            fillcolor=translucent(COLORS[search], 0.14),
        )  # fmt: skip
        figure.add_scatter(
            x=spent, y=middle, mode="lines", line={"color": COLORS[search], "width": 2.5},
            name=t(f"searches.{search}"), hovertemplate="%{x}: %{y:.3f}<extra></extra>",
        )  # fmt: skip
    ticks = [1, 2, 5, 10, 20, 50, 100, 200]
    figure.update_xaxes(type="log", range=np.log10([1, ticks[-1]]).tolist(), fixedrange=True, tickvals=ticks)
    return figure.update_yaxes(range=[LOWEST, HIGHEST], fixedrange=True)


def _band(x: np.ndarray, low: np.ndarray, high: np.ndarray) -> str:
    """The path around a band (n,), within the figure; it begins where the band does."""
    known = np.isfinite(low)
    x, low, high = x[known], low[known].clip(LOWEST, HIGHEST), high[known].clip(LOWEST, HIGHEST)
    corners = zip(np.append(x, x[::-1]).tolist(), np.append(low, high[::-1]).tolist(), strict=True)
    return "M" + "L".join(f"{a},{b:.4f}" for a, b in corners) + "Z"
