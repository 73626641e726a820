"""The family tree as rows: on the left who hangs on whom and what was changed, on the right the score of every seed."""

import numpy as np

from core.figures.figure import Figure, Say, figure_text
from core.figures.theme import ACCENT, BAD, CLASS_A, CLASS_B, GRID, INK, NEUTRAL, blank
from core.practice.runs.records import lower_is_better, shown
from core.practice.runs.tree import FamilyTree, SettingNode

ROW, HEAD = 31, 78  # pixels of a row, and of what is above and below all rows
TREE_SHARE = 0.56  # of the width
WIDE_RATIO = 6  # between the largest and the smallest score, from which on the axis is logarithmic
RANKS = [[0, CLASS_A], [0.5, "#e9eef3"], [1, CLASS_B]]
LONGEST_CHANGE = 3  # settings that an edge names


def tree_figure(tree: FamilyTree, metric: str, chosen: str, t: Say) -> Figure:
    """Each row is a setting; a click tells its key as `customdata`."""
    rows = len(tree.nodes)
    figure = blank(
        height=HEAD + ROW * max(rows, 3), shapes=[], annotations=[], showlegend=False, hovermode="closest",
        margin={"l": 4, "r": 10, "t": 26, "b": 44},
    )  # fmt: skip
    depth = max((node.depth for node in tree.nodes), default=0)
    hidden = {"visible": False, "fixedrange": True, "automargin": False}
    figure.update_layout(
        xaxis={"domain": [0, TREE_SHARE], "range": [-0.5, max(depth + 4.0, 6.0)], **hidden},
        yaxis={"range": [rows - 0.4, -0.7], **hidden},
    )  # fmt: skip
    _score_axis(figure, tree, metric, t)
    place = {node.key: row for row, node in enumerate(tree.nodes)}
    for row, node in enumerate(tree.nodes):
        _edge(figure, node, row, place, tree)
        _label(figure, node, row, t)
    if marked := tree.node_of(chosen):
        row = place[marked.key]
        figure.add_shape(
            type="rect", xref="paper", x0=0, x1=1, y0=row - 0.47, y1=row + 0.47, line={"color": ACCENT, "width": 1.5}
        )
    _strip(figure, tree)
    _nodes(figure, tree, metric, t)
    return figure


def colors(tree: FamilyTree, metric: str) -> list[str | float]:
    """Of every node its rank among the known means from 0 (worst) to 1 (best); 0.5 where all are equal."""
    means = np.array([node.mean for node in tree.nodes])
    known = np.sort(means[np.isfinite(means)])
    if not len(known) or known[0] == known[-1]:
        return [0.5] * len(means)
    ranks = np.searchsorted(known, means) / (len(known) - 1)
    return [float(1 - rank if lower_is_better(metric) else rank) for rank in np.minimum(ranks, 1)]


def is_wide(tree: FamilyTree) -> bool:
    """Whether the scores are positive and of so different size that only a logarithmic axis shows them all."""
    known = np.concatenate([node.known for node in tree.nodes]) if tree.nodes else np.zeros(0)
    return bool(len(known) and known.min() > 0 and known.max() / known.min() > WIDE_RATIO)


def node_size(node: SettingNode) -> float:
    """The diameter of a node in pixels: the more seeds, the larger."""
    return min(10 + 2.2 * len(node.records), 26)


def log_ticks(low: float, high: float) -> list[float]:
    """Round places on a logarithmic axis between two positive numbers, at most about eight."""
    decades = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    digits = (1,) if len(decades) > 5 else (1, 2, 5)
    return [digit * 10.0**decade for decade in decades for digit in digits if low <= digit * 10.0**decade <= high]


def change_text(node: SettingNode, t: Say, longest: int = LONGEST_CHANGE) -> str:
    """What was changed on the way to a node, in one line."""
    if node.origin == "root":
        return t("tree.root", kind=figure_text(node.records[0].kind))
    parts = [
        f"{figure_text(name)} {figure_text(shown(old), 14)} → <b>{figure_text(shown(new), 14)}</b>"
        for name, (old, new) in node.changed.items()
    ]
    if len(parts) > longest:
        parts = [*parts[:longest], t("tree.more", count=len(parts) - longest)]
    return ", ".join(parts) or t("tree.same")


def _score_axis(figure: Figure, tree: FamilyTree, metric: str, t: Say) -> None:
    known = np.concatenate([node.known for node in tree.nodes]) if tree.nodes else np.zeros(0)
    wide = is_wide(tree)
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    ticks = {"tickvals": log_ticks(low, high), "tickformat": "~g"} if wide else {"nticks": 6}
    if wide:
        low, high = np.log10(low), np.log10(high)
    pad = 0.06 * (high - low) or 0.05 * abs(high) or 0.5
    better = t("tree.lower" if lower_is_better(metric) else "tree.higher")
    figure.update_layout(
        xaxis2={
            "domain": [TREE_SHARE + 0.02, 1], "anchor": "y", "range": [low - pad, high + pad], "gridcolor": GRID,
            "type": "log" if wide else "linear", "fixedrange": True, "zeroline": False, **ticks,
            "title": {"text": f"{figure_text(metric)} ({better})", "standoff": 4},
        }
    )  # fmt: skip


def _edge(figure: Figure, node: SettingNode, row: int, place: dict[str, int], tree: FamilyTree) -> None:
    """An elbow from the parent; dotted where only nearness says that it is one."""
    if node.origin == "root":
        return
    line = {"color": NEUTRAL, "width": 2, "dash": "dot" if node.origin == "nearest" else "solid"}
    x = node.depth - 1 if node.parent else node.depth - 0.3
    if node.parent:
        figure.add_shape(type="line", x0=x, x1=x, y0=place[node.parent], y1=row, line=line, layer="below")
    figure.add_shape(type="line", x0=x, x1=node.depth, y0=row, y1=row, line=line, layer="below")


def _label(figure: Figure, node: SettingNode, row: int, t: Say) -> None:
    own = next((record.name for record in node.records if record.name), "")
    text = change_text(node, t, 2)
    text = f"<b>{figure_text(own, 20)}</b> · {text}" if own else text
    if node.origin == "absent":
        text = f"{t('tree.absent')} {text}"
    figure.add_annotation(
        x=node.depth, xshift=node_size(node) / 2 + 6, y=row, text=text, showarrow=False, xanchor="left", align="left",
        font={"size": 12.5, "color": INK},
    )  # fmt: skip


def _strip(figure: Figure, tree: FamilyTree) -> None:
    """Every seed as a dot, the mean as a line."""
    x = [float(value) for node in tree.nodes for value in node.known]
    y = [row for row, node in enumerate(tree.nodes) for _ in node.known]
    names = [record.key for node in tree.nodes for record, value in zip(node.records, node.scores, strict=True)
             if np.isfinite(value)]  # fmt: skip
    figure.add_scatter(
        x=x, y=y, mode="markers", xaxis="x2", yaxis="y", customdata=names,
        marker={"color": INK, "size": 7, "opacity": 0.4}, hovertemplate="%{customdata}: %{x:.4f}<extra></extra>",
    )  # fmt: skip
    means = [(node.mean, row) for row, node in enumerate(tree.nodes) if len(node.known)]
    figure.add_scatter(
        x=[mean for mean, _ in means], y=[row for _, row in means], mode="markers", xaxis="x2", yaxis="y",
        customdata=[node.key for node in tree.nodes if len(node.known)],
        marker={"symbol": "line-ns-open", "size": 17, "color": BAD, "line": {"width": 2.5, "color": BAD}},
        hovertemplate="%{x:.4f}<extra></extra>",
    )  # fmt: skip


def _nodes(figure: Figure, tree: FamilyTree, metric: str, t: Say) -> None:
    """The nodes: blue is best, orange worst; the larger, the more seeds; a cross where no run has a score."""
    has = [bool(len(node.known)) for node in tree.nodes]
    hover = [
        t("tree.hover", change=change_text(node, t, 8), count=len(node.records), mean=f"{node.mean:.4f}")
        if len(node.known) else t("tree.hover_none", change=change_text(node, t, 8), count=len(node.records))
        for node in tree.nodes
    ]  # fmt: skip
    figure.add_scatter(
        x=[node.depth for node in tree.nodes], y=list(range(len(tree.nodes))), mode="markers",
        customdata=[node.key for node in tree.nodes], text=hover, hovertemplate="%{text}<extra></extra>",
        marker={
            "size": [node_size(node) for node in tree.nodes],
            "color": colors(tree, metric), "cmin": 0, "cmax": 1,
            "symbol": ["circle" if one else "x" for one in has],
            "colorscale": RANKS, "line": {"width": 2, "color": INK}, "opacity": 1,
        },
    )  # fmt: skip
