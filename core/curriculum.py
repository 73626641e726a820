"""The map of Gradus: every topic that exists, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from core.lesson import LessonState

ROOMS = ("mathematics", "probability", "computing", "learning", "networks", "practice")


@dataclass(frozen=True)
class Topic:
    """One page: its URL, the room (also its section of the map), and the topics it builds on.

    `needs` are to be read first; `uses` are other topics whose core this one calls.
    """

    slug: str
    room: str
    icon: str
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """The page's script, relative to `pages/`."""
        return f"{self.room}/{self.slug}/page.py"

    def config_classes(self) -> tuple[Any, ...]:
        """The classes whose fields are the page's state in the URL: `CONFIGS` of `settings.py`, and the lesson's."""
        return (*import_module(f"core.{self.room}.{self.slug}.settings").CONFIGS, LessonState)


TOPICS: tuple[Topic, ...] = (
    Topic("vectors", "mathematics", ":material/north_east:"),
    Topic("matrices", "mathematics", ":material/transform:", needs=("vectors",)),
    Topic("decompositions", "mathematics", ":material/flare:", needs=("matrices",)),
    Topic("derivatives", "mathematics", ":material/show_chart:"),
    Topic("gradients", "mathematics", ":material/landscape:", needs=("derivatives", "vectors")),
    Topic("distributions", "probability", ":material/bar_chart:", needs=("derivatives",)),
    Topic("bayes", "probability", ":material/balance:", needs=("distributions",)),
    Topic("estimation", "probability", ":material/straighten:", needs=("distributions", "derivatives")),
    Topic("information", "probability", ":material/compress:", needs=("distributions",)),
    Topic("tensors", "computing", ":material/grid_on:"),
    Topic("autograd", "computing", ":material/account_tree:", needs=("tensors",)),
    Topic("linear_models", "learning", ":material/trending_up:", needs=("matrices", "gradients")),
    Topic("descent", "learning", ":material/trending_down:", needs=("gradients",)),
    Topic("learning_rate", "learning", ":material/speed:", needs=("descent", "decompositions")),
    Topic("regularization", "learning", ":material/filter_alt:", needs=("distributions", "derivatives")),
    Topic("mlp", "networks", ":material/hub:", needs=("tensors", "autograd")),
    Topic("approximation", "networks", ":material/conversion_path:", needs=("mlp",)),
    Topic("initialization", "networks", ":material/casino:", needs=("mlp",)),
    Topic("convolution", "networks", ":material/grid_view:", needs=("tensors",)),
    Topic("cnn", "networks", ":material/location_city:", needs=("mlp",), uses=("workbench",)),
    Topic("rnn", "networks", ":material/all_inclusive:", needs=("mlp",)),
    Topic("attention", "networks", ":material/visibility:", needs=("matrices", "mlp"), uses=("rnn",)),
    Topic("gan", "networks", ":material/swords:", needs=("mlp",), uses=("rnn",)),
    Topic("detection", "networks", ":material/select_all:", needs=("cnn",)),
    Topic("frameworks", "computing", ":material/translate:", needs=("tensors", "cnn"), uses=("workbench",)),
    Topic("data", "practice", ":material/table_chart:"),
    Topic("metrics", "practice", ":material/target:", uses=("mlp",)),
    Topic("workbench", "practice", ":material/construction:", needs=("metrics",)),
    Topic("tuning", "practice", ":material/tune:", needs=("data", "metrics")),
    Topic("runs", "practice", ":material/history:", needs=("metrics",)),
)

# Ways through the topics, in the order of their steps; a step that has no topic yet is left out.
PATHS: dict[str, tuple[str, ...]] = {
    "mathematics": (
        "vectors", "matrices", "decompositions", "derivatives", "gradients", "distributions", "bayes", "estimation",
        "information", "tensors", "autograd", "linear_models", "descent", "learning_rate", "regularization", "mlp",
        "approximation", "initialization", "convolution", "cnn", "rnn", "attention", "gan", "metrics",
    ),
    "hour": ("mlp", "autograd", "learning_rate", "metrics"),
    "practice": (
        "metrics", "data", "workbench", "tuning", "runs", "mlp", "regularization", "cnn", "detection", "tensors",
        "autograd", "frameworks",
    ),
}  # fmt: skip


def topics_on(path: str, topics: Sequence[Topic] = TOPICS) -> tuple[Topic, ...]:
    """The steps of a path that exist, in its order; KeyError where there is no such path."""
    known = {topic.slug: topic for topic in topics}
    return tuple(known[slug] for slug in PATHS[path] if slug in known)


def topic_named(slug: str) -> Topic:
    """The topic of a slug; KeyError where there is none."""
    return {topic.slug: topic for topic in TOPICS}[slug]


def leads_to(slug: str) -> tuple[Topic, ...]:
    """The topics that name this one as needed."""
    return tuple(topic for topic in TOPICS if slug in topic.needs)
