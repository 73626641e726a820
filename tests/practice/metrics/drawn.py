"""Figures as Plotly itself reads them, and words that say their key."""

import json

import plotly.graph_objects as go


def say(key, **values):
    return f"{key} {values}"


def valid(figure):
    text = figure.to_json()
    for name in ("text", "border", "background", "secondary-background"):
        text = text.replace(f"var(--st-{name}-color)", "black")
    return go.Figure(json.loads(text))
