"""What cannot be evaluated, told as a rule with its values."""


class EvaluationError(ValueError):
    """A request or a file that is refused: `rule` is a key of the words files, `values` its placeholders.

    `str(error)` is the English sentence, made from the template `sentence`.
    """

    def __init__(self, rule: str, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.rule = rule
        self.values = values
