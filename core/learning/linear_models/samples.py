"""The data of the topic as published: NIST's data sets with certified values, Anscombe's quartet, two binary ones."""

import numpy as np

X = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
QUARTET = {  # Anscombe (1973), The American Statistician 27, 17-21
    "Anscombe I": (X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    "Anscombe II": (X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    "Anscombe III": (X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    "Anscombe IV": (
        (8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8), (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89),
    ),
}  # fmt: skip
NORRIS_X = (
    .2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, .4, .6, 775.5, 666.9, 338.0, 447.5, 11.6,
    556.0, 228.1, 995.8, 887.6, 120.2, .3, .3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, .5,
)  # fmt: skip
NORRIS_Y = (
    .1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, .3, .1, 778.1, 668.8, 339.3, 448.9, 10.8,
    557.7, 228.3, 998.0, 888.8, 119.6, .3, .6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, .2,
)  # fmt: skip
NOINT1_X = (60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70)
NOINT1_Y = (130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140)
LONGLEY_NAMES = ("prices", "GNP", "unemployed", "armed_forces", "population", "year")
LONGLEY = (  # employed, then the columns of LONGLEY_NAMES; Longley (1967), JASA 62, 819-841
    (60323, 83.0, 234289, 2356, 1590, 107608, 1947), (61122, 88.5, 259426, 2325, 1456, 108632, 1948),
    (60171, 88.2, 258054, 3682, 1616, 109773, 1949), (61187, 89.5, 284599, 3351, 1650, 110929, 1950),
    (63221, 96.2, 328975, 2099, 3099, 112075, 1951), (63639, 98.1, 346999, 1932, 3594, 113270, 1952),
    (64989, 99.0, 365385, 1870, 3547, 115094, 1953), (63761, 100.0, 363112, 3578, 3350, 116219, 1954),
    (66019, 101.2, 397469, 2904, 3048, 117388, 1955), (67857, 104.6, 419180, 2822, 2857, 118734, 1956),
    (68169, 108.4, 442769, 2936, 2798, 120445, 1957), (66513, 110.8, 444546, 4681, 2637, 121950, 1958),
    (68655, 112.6, 482704, 3813, 2552, 123366, 1959), (69564, 114.2, 502601, 3931, 2514, 125368, 1960),
    (69331, 115.7, 518173, 4806, 2572, 127852, 1961), (70551, 116.9, 554894, 4007, 2827, 130081, 1962),
)  # fmt: skip
WAMPLER_POINTS = 21  # x = 0, 1, …, 20
WAMPLER_DEGREE = 5
EXAM_HOURS = (0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5)
EXAM_PASSED = (0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1)
RING_FAHRENHEIT = (66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58)
RING_DAMAGE = (0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1)  # Dalal et al. (1989)
APART_X = (1.0, 1.5, 2.0, 2.5, 4.0, 4.5, 5.0, 5.5)
APART_Y = (0, 0, 0, 0, 1, 1, 1, 1)


def certified_problem(name: str) -> tuple[np.ndarray, np.ndarray]:
    """The design (n, d), with a first column of ones, and the targets (n,) of a data set of NIST's StRD."""
    if name == "Norris":
        return with_ones(np.array(NORRIS_X)[:, None]), np.array(NORRIS_Y)
    if name == "Longley":
        rows = np.array(LONGLEY, dtype=float)
        return with_ones(rows[:, 1:]), rows[:, 0]
    x = np.arange(WAMPLER_POINTS, dtype=float)
    design = x[:, None] ** np.arange(WAMPLER_DEGREE + 1)
    return design, design.sum(axis=1)


def with_ones(columns: np.ndarray) -> np.ndarray:
    """Columns (n, d) behind a column of ones: (n, d + 1)."""
    return np.column_stack([np.ones(len(columns)), columns])
