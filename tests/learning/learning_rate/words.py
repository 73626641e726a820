"""The words in which a report speaks, for tests."""


def say(key, **values):
    """Words that name what they were given."""
    return " ".join([key, *(f"{name}={value}" for name, value in values.items())])


def keys(lines):
    """The keys of a report's lines."""
    return [key for key, _ in lines]
