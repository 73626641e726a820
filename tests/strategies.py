"""Hypothesis strategies, read from the domains of a config: `configs(DescentConfig)`."""

from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from core.params import Domain, domains


def values(domain: Domain) -> st.SearchStrategy[Any]:
    """Every value that a field may have."""
    match domain.kind:
        case "integer":
            return st.integers(int(domain.low), int(domain.high))
        case "real":
            return st.floats(domain.low, domain.high)
        case "choice":
            return st.sampled_from(domain.options)
        case "choices":
            subset = st.lists(st.sampled_from(domain.options), unique=True, max_size=domain.longest)
            return subset.filter(lambda chosen: len(chosen) >= (domain.low or 0)).map(tuple)
        case "numbers":
            return st.lists(_numbers(domain), min_size=domain.shortest, max_size=domain.longest).map(tuple)
        case "matrix":
            return _matrices(domain)
        case "switch":
            return st.booleans()
    return st.text(min_size=int(domain.low or 0), max_size=min(domain.longest, 60))


def _numbers(domain: Domain) -> st.SearchStrategy[Any]:
    low, high = domain.low, domain.high
    return st.integers(int(low), int(high)) if domain.whole else st.floats(low, high)


@st.composite
def _matrices(draw: Any, domain: Domain) -> Any:
    shape = domain.shape
    rows = draw(st.integers(*shape.rows))
    columns = rows if shape.square else draw(st.integers(*shape.columns))
    row = st.lists(_numbers(domain), min_size=columns, max_size=columns).map(tuple)
    return tuple(draw(st.lists(row, min_size=rows, max_size=rows)))


@st.composite
def configs(draw: Any, config_class: type, **fixed: Any) -> Any:
    """Every config whose fields can stand together; `fixed` holds some of them."""
    names = {name: domain for name, domain in domains(config_class).items() if name not in fixed}
    chosen = {name: draw(values(domain)) for name, domain in names.items()}
    try:
        return config_class(**chosen, **fixed)
    except ValidationError:
        from hypothesis import reject

        reject()
