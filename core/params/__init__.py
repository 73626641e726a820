"""Hyper-parameters, declared once: a frozen config whose fields carry their domain.

Widget bounds, URL keys, validation, error sentences, the tests' extremes, Hypothesis strategies and the
literals of exported scripts are all read from `domains(Config)`.
"""

from annotated_types import Interval, Len

from core.params.declaration import config, domains, extremes
from core.params.domain import Domain, Log, Shape, Step, integer, real
from core.params.query import Problem, from_query, problems_of, to_query

__all__ = [
    "Domain", "Interval", "Len", "Log", "Problem", "Shape", "Step", "config", "domains", "extremes", "from_query",
    "integer", "problems_of", "real", "to_query",
]  # fmt: skip
