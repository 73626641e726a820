"""Words that name what they were given."""


def say(key, **values):
    """The key and its values."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])
