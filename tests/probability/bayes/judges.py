"""The judge of naive Bayes: scikit-learn's model of the same kind, fitted to the same rows."""

import numpy as np
from sklearn.naive_bayes import BernoulliNB, GaussianNB


def log_probabilities(naive, values, codes, rows):
    """The logarithms of the probabilities of rows (m, d) after a fit to values (n, d) and codes (n,). (m, k)"""
    if naive.model == "Gaussian":
        return GaussianNB(var_smoothing=naive.smoothing).fit(values, codes).predict_log_proba(rows)
    medians = np.median(values, axis=0)
    return BernoulliNB(alpha=naive.pseudo, binarize=None).fit(values > medians, codes).predict_log_proba(rows > medians)
