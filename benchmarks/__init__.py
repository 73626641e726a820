"""What Gradus is compared with, side by side, on the machine at hand.

Every module has `cases()`, an iterator of `(name, ratio, low, high, target)`: a measured ratio (or figure, its unit
in the name), the interval it was seen in, and what is aimed at, in words. Nothing is asserted here.
"""
