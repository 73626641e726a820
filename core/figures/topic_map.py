"""The map of topics: a box per topic, columns by room, arrows from what is needed."""

from collections.abc import Mapping

from core.curriculum import ROOMS, TOPICS, Topic
from core.figures.figure import Figure
from core.figures.theme import ACCENT, CATEGORICAL, INK, NEUTRAL, PANEL, blank

BOX_WIDTH, BOX_HEIGHT = 0.84, 0.5


def topic_map(titles: Mapping[str, str], questions: Mapping[str, str], rooms: Mapping[str, str]) -> Figure:
    """Every topic as a box that can be clicked (`customdata` is its slug); hover shows its question."""
    places = positions()
    rows = max((row for _, row in places.values()), default=0) + 1
    margin = {"l": 4, "r": 4, "t": 4, "b": 4}
    figure = blank(height=70 + 74 * rows, showlegend=False, hovermode="closest", margin=margin)
    columns = [room for room in ROOMS if any(topic.room == room for topic in TOPICS)]
    figure.update_xaxes(visible=False, range=[-0.5, len(columns) - 0.5], fixedrange=True)
    figure.update_yaxes(visible=False, range=[rows - 0.4, -0.95], fixedrange=True)
    for column, room in enumerate(columns):
        figure.add_annotation(
            x=column, y=-0.68, text=f"<b>{rooms[room]}</b>", showarrow=False, font={"color": CATEGORICAL[column]}
        )
    for topic in TOPICS:
        _arrows(figure, topic, places)
    for topic in TOPICS:
        column, row = places[topic.slug]
        color = CATEGORICAL[columns.index(topic.room)]
        half_width, half_height = BOX_WIDTH / 2, BOX_HEIGHT / 2
        figure.add_shape(
            type="rect", x0=column - half_width, x1=column + half_width, y0=row - half_height, y1=row + half_height,
            line={"color": color, "width": 2}, fillcolor=PANEL, layer="above",
        )  # fmt: skip
        figure.add_annotation(x=column, y=row, text=titles[topic.slug], showarrow=False, font={"color": INK})
    figure.add_scatter(
        x=[places[topic.slug][0] for topic in TOPICS], y=[places[topic.slug][1] for topic in TOPICS], mode="markers",
        marker={"size": 46, "opacity": 0, "color": ACCENT}, customdata=[topic.slug for topic in TOPICS],
        text=[questions[topic.slug] for topic in TOPICS], hovertemplate="%{text}<extra></extra>",
    )  # fmt: skip
    return figure


def positions() -> dict[str, tuple[int, int]]:
    """`{slug: (column, row)}`: columns are the rooms that have topics, rows the reading order within."""
    columns = [room for room in ROOMS if any(topic.room == room for topic in TOPICS)]
    counts = dict.fromkeys(columns, 0)
    places = {}
    for topic in TOPICS:
        places[topic.slug] = (columns.index(topic.room), counts[topic.room])
        counts[topic.room] += 1
    return places


def _arrows(figure: Figure, topic: Topic, places: Mapping[str, tuple[int, int]]) -> None:
    column, row = places[topic.slug]
    for needed in topic.needs:
        from_column, from_row = places[needed]
        tail: tuple[float, float]
        head: tuple[float, float]
        if from_column == column:
            tail, head = (from_column, from_row + BOX_HEIGHT / 2), (column, row - BOX_HEIGHT / 2)
        else:
            tail, head = (from_column + BOX_WIDTH / 2, from_row), (column - BOX_WIDTH / 2, row)
        figure.add_annotation(
            x=head[0], y=head[1], ax=tail[0], ay=tail[1], xref="x", yref="y", axref="x", ayref="y", text="",
            showarrow=True, arrowhead=2, arrowsize=1.1, arrowwidth=1.6, arrowcolor=NEUTRAL,
        )  # fmt: skip
