"""What numbers become when signs are flipped, sizes are ranked, or two groups are mixed and split anew."""

from math import comb

import numpy as np
from scipy import stats

MOST_SPLITS = 100_000  # into two groups: more are not tried, but drawn
DRAWN_SPLITS = 20_000


def flipped_means(differences: np.ndarray) -> np.ndarray:
    """The mean of the differences (n,) under each of the 2ⁿ choices of their signs. (2ⁿ,)"""
    n = len(differences)
    signs = 1 - 2 * ((np.arange(2**n)[:, None] >> np.arange(n)) & 1)
    return np.asarray(signs @ differences / n)


def ranked_with_sign(differences: np.ndarray) -> np.ndarray:
    """The ranks of the sizes of the differences (n,) other than 0, each with its sign; equal sizes share a rank. (m,)

    Differences closer than rounding can make them count as equal.
    """
    differences = np.round(differences, 9)
    differences = differences[differences != 0]
    return np.asarray(np.sign(differences) * stats.rankdata(abs(differences)))


def split_means(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The difference of the means for ways to split all numbers into two groups as large as these, (n,) each.

    All ways where they are at most MOST_SPLITS, else the one that was seen and DRAWN_SPLITS at random. (ways,)
    """
    pool, n = np.concatenate([first, second]), len(first)
    if comb(2 * n, n) <= MOST_SPLITS:
        sums = sums_of_groups(first, second)
    else:
        groups = np.random.default_rng(0).random((DRAWN_SPLITS, 2 * n)).argsort(axis=1)[:, :n]
        sums = np.append(first.sum(), pool[groups].sum(axis=1))
    return np.asarray((2 * sums - pool.sum()) / n)


def sums_of_groups(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The sum of every group of n among the numbers of first and second, (n,) each. (binomial of 2n over n,)

    A group takes k numbers of the first row and n − k of the second: every such part of one row meets every one of
    the other.
    """
    n = len(first)
    parts = (np.arange(2**n)[:, None] >> np.arange(n)) & 1  # (2ⁿ, n)
    size = parts.sum(axis=1)
    left, right = parts @ first, parts @ second
    return np.concatenate([np.add.outer(left[size == k], right[size == n - k]).ravel() for k in range(n + 1)])
