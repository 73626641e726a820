"""The fast engine: the formulas of the from-scratch engine, eight numbers at a time, compiled by Numba."""
