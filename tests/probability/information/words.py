"""The words in which a figure speaks in a test."""


def say(key, **values):
    """Words that name what they were given, and take nothing that is no number."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


def drawn(figure):
    """Every number of the shapes of a figure."""
    numbers = [v for shape in figure.layout.get("shapes", ()) for v in shape.values() if isinstance(v, float)]
    figure.to_json()
    return numbers
