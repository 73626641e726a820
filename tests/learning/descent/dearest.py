"""What makes a link of the descent page dear, beyond what the domains say: see `tests/pages/dearest.py`."""

DEAREST = {
    "formula": "+".join(f"sin({k}*x*y)/(x+{k}*y)" for k in range(1, 6)),
    "surface": "typed",
    "country": "typed",
    "optimizers": ("SGD", "Momentum", "Nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW", "Newton", "GD"),
}
