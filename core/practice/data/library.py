"""The same numbers by the libraries alone, as scripts take them home."""

import numpy as np
from scipy import stats


def pairs_in_scipy(x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Pearson's r and the slope of the least-squares line of two columns (n,), over rows where both are given."""
    both = np.isfinite(x) & np.isfinite(y)
    found = stats.linregress(x[both], y[both])
    return {"r": float(found.rvalue), "slope": float(found.slope)}
