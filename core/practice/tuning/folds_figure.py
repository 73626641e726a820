"""The folds as strips over the rows of the table, and the scores that choose the number of neighbors."""

import numpy as np

from core.figures.figure import Figure, Say
from core.figures.theme import BAD, CLASS_A, CLASS_B, GRID, INK, NEUTRAL, TEST, blank, translucent
from core.practice.tuning.folds import Folds, FoldsConfig

HEIGHT = 418
ROLES = ("rgba(0,0,0,0)", translucent(NEUTRAL, 0.45), TEST)
LOWEST = 0.25  # accuracy, of the axis


def folds_figure(found: Folds, config: FoldsConfig, t: Say) -> Figure:
    """On the left who trains and who is tested in each fold, on the right the scores over the neighbors."""
    figure = blank("", f"{t(f'axis.rows_{config.world}')}<br>{_key(found, t)}", "", height=HEIGHT, hovermode="closest")
    k = config.folds
    ticks = list(range(1, k + 1)) if k <= 10 else list(range(1, k + 1, 2))
    figure.update_layout(
        margin={"l": 66, "r": 52, "t": 50, "b": 62}, legend={"x": 1, "y": 1.01},
        xaxis={"domain": [0, 0.55], "fixedrange": True, "showgrid": False, "range": [-0.5, found.role.shape[1] - 0.5],
               "anchor": "y2", "automargin": False, "showticklabels": config.world != "visits"},
        yaxis={"domain": [0.2, 1], "range": [k + 0.5, 0.5], "tickvals": ticks, "fixedrange": True, "showgrid": False,
               "title": {"text": t("axis.fold"), "standoff": 4}, "automargin": False},
        yaxis2={"domain": [0, 0.15], "range": [1.5, -0.5], "tickvals": [0, 1], "fixedrange": True, "showgrid": False,
                "ticktext": [t("axis.class"), t(f"axis.group_{config.world}")], "zeroline": False,
                "anchor": "x", "automargin": False},
        xaxis2={"domain": [0.6, 1], "anchor": "y3", "type": "log", "fixedrange": True, "gridcolor": GRID,
                "tickvals": [1, 3, 5, 9, 17, 41], "range": np.log10([0.85, 48]).tolist(),
                "title": {"text": t("axis.neighbors"), "standoff": 6}},
        yaxis3={"anchor": "x2", "side": "right", "range": [LOWEST, 1.02], "fixedrange": True, "gridcolor": GRID,
                "zeroline": False, "title": {"text": t("axis.accuracy"), "standoff": 4}},
    )  # fmt: skip
    _strips(figure, found, config, t)
    _scores(figure, found, t)
    return figure


def _key(found: Folds, t: Say) -> str:
    """What the colors of the strips mean."""
    kinds = [
        f'<span style="color:{color}">■</span> {t(f"figure.{name}")}'
        for color, name in ((TEST, "tests"), (NEUTRAL, "trains"))
    ]
    return "  ".join([*kinds, f"□ {t('figure.unused')}"] if (found.role == 0).any() else kinds)


def _order(found: Folds, config: FoldsConfig) -> np.ndarray:
    """Rows on their own lie sorted by class; people and days in their order."""
    return np.argsort(found.labels, kind="stable") if config.world == "alone" else np.arange(len(found.labels))


def _strips(figure: Figure, found: Folds, config: FoldsConfig, t: Say) -> None:
    """The first deal, one row a fold; below class and person or day of each row."""
    order = _order(found, config)
    role = found.role[: config.folds][:, order]
    bands = [(0.0, ROLES[0]), (1 / 3, ROLES[0]), (1 / 3, ROLES[1]), (2 / 3, ROLES[1]), (2 / 3, ROLES[2]), (1, ROLES[2])]
    names = np.array([t("figure.unused"), t("figure.trains"), t("figure.tests")])
    figure.add_heatmap(
        x=np.arange(role.shape[1]), y=np.arange(1, len(role) + 1), z=role, zmin=-0.5, zmax=2.5, colorscale=bands,
        showscale=False, xgap=0.5, ygap=3 if config.folds <= 10 else 1, text=names[role].tolist(),
        hovertemplate="%{y}: %{text}<extra></extra>",
    )  # fmt: skip
    who = {"visits": found.group % 2, "days": found.group / found.group.max(), "alone": 0.0 * found.group}[config.world]
    pairs = ((0, found.labels[order], (CLASS_A, CLASS_B)), (1, who[order], ("#9aa5b1", "#5c6773")))
    for row, values, colors in pairs:
        figure.add_heatmap(
            x=np.arange(len(order)), y=[row], z=values[None, :], zmin=0, zmax=1, showscale=False, yaxis="y2",
            colorscale=[(0, colors[0]), (1, colors[1])], hoverinfo="skip", ygap=2,
        )  # fmt: skip


def _scores(figure: Figure, found: Folds, t: Say) -> None:
    """Each fold as a pale line, their mean with its standard error, the truth, and what is chosen."""
    axes = {"xaxis": "x2", "yaxis": "y3"}
    folds = len(found.scores)
    gap = np.full((folds, 1), np.nan)
    figure.add_scatter(
        x=np.tile(np.append(found.counts.astype(float), np.nan), folds), y=np.hstack([found.scores, gap]).ravel(),
        mode="lines", line={"color": translucent(NEUTRAL, max(0.5 / np.sqrt(folds / 5), 0.12)), "width": 1},
        name=t("figure.each"), hoverinfo="skip", **axes,
    )  # fmt: skip
    error = found.scores.std(axis=0, ddof=1) / np.sqrt(folds)
    hover = {"hovertemplate": "%{x}: %{y:.3f}<extra></extra>"}
    figure.add_scatter(
        x=found.counts, y=found.means, mode="lines+markers", line={"color": TEST, "width": 3},
        error_y={"type": "data", "array": error, "color": TEST, "thickness": 1.5, "width": 3}, name=t("figure.mean"),
        **axes, **hover,
    )  # fmt: skip
    figure.add_scatter(
        x=found.counts, y=found.truth, mode="lines+markers", line={"color": INK, "width": 2.5, "dash": "dash"},
        name=t("figure.truth"), **axes, **hover,
    )  # fmt: skip
    figure.add_scatter(
        x=found.counts[[found.chosen]], y=found.means[[found.chosen]], mode="markers", name=t("figure.chosen"),
        marker={"symbol": "star", "size": 17, "color": BAD, "line": {"width": 1, "color": INK}}, **axes, **hover,
    )  # fmt: skip
