"""What cannot be done with tensors, and why."""


class TensorError(ValueError):
    """A refusal: `rule` is the key of its sentence, `values` fill the sentence; `str(error)` says it in English."""

    def __init__(self, rule: str, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.rule = rule
        self.values = values
