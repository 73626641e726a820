"""The words in which a report or a figure speaks, for tests."""


def say(key, **values):
    """Words that name what they were given."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])
