"""Why a formula was refused: the rule, the place in the text and what came."""

MESSAGES = {
    "empty": "There is no formula yet.",
    "too_long": "A formula has at most {limit} characters; got {got}.",
    "character": "{character} has no place in a formula.",
    "brackets_deep": "Brackets may be nested {limit} deep.",
    "bracket_open": "{bracket} is opened and never closed.",
    "bracket_close": "{bracket} closes nothing that is open.",
    "number_then_letter": "{got} is neither a number nor a name; a product wants * between its parts.",
    "reserved_word": "{word} is a word of programs, not of formulas.",
    "syntax": "The formula cannot be read from here on.",
    "too_many_parts": "A formula has at most {limit} parts.",
    "too_deep": "A formula may be nested {limit} deep.",
    "construct": "This kind of expression is not allowed here.",
    "operator": "The operator {operator} is not allowed here.",
    "chain": "Compare two things at a time: a chain such as 0 < x < 1 is not allowed.",
    "unknown_name": "{name} is not known here; known are {known}.",
    "unknown_function": "There is no function {name} here; there are {known}.",
    "unknown_method": "There is no method .{name}() here; there are {known}.",
    "unknown_attribute": "There is no attribute .{name} here; there are {known}.",
    "function_alone": "{name} is a function: it wants its argument in brackets.",
    "not_a_function": "Only a function can stand before (…); a product wants * between its parts.",
    "arguments": "{name} takes {want} argument(s); got {got}.",
    "keyword": "{name} takes no argument called {keyword}.",
    "keyword_twice": "The argument {keyword} is given twice.",
    "name_long": "A name has at most {limit} characters and starts with a letter.",
    "too_many_names": "A formula has at most {limit} variables.",
    "number_large": "A constant may be at most {limit}.",
    "constant_complex": "This power of a negative number is not a real number.",
    "division_by_zero": "This divides by zero.",
    "power_large": "An exponent may be at most {limit}.",
    "power_tower": "A power in the exponent of a power in an exponent grows beyond all numbers.",
    "target": "The left side of = is one new name.",
    "target_taken": "{name} has a meaning already and cannot be assigned.",
    "cyclic": "{name} is used before its own line defines it.",
    "too_large": "This would make {got} cells; at most {limit} are computed.",
    "too_many_axes": "At most {limit} axes are computed; this has {got}.",
    "whole_numbers": "A size is a whole number.",
    "list_of_numbers": "A list holds numbers, or lists of numbers, and nothing else.",
    "list_operand": "A list or tuple is no array; array([...]) makes one.",
    "no_numbers": "{name} of no numbers is not defined.",
    "index_literal": "True and False are no index.",
    "unused_line": "Only the last line may be without a name: `name = …`.",
}


class ExpressionError(ValueError):
    """A formula that is refused: `rule` (a key of MESSAGES), `start`, `end` in the text, and `values` for the sentence.

    `str(error)` is the English sentence. `pointer(text)` shows the place.
    """

    def __init__(self, rule: str, start: int, end: int, **values: object) -> None:
        super().__init__(MESSAGES[rule].format(**values))
        self.rule = rule
        self.start = start
        self.end = max(end, start + 1)
        self.values = values

    def pointer(self, text: str, width: int = 60) -> str:
        """The line of the formula with the place underlined; long lines are cut to `width` characters around it."""
        begin = text.rfind("\n", 0, self.start) + 1
        line = text[begin:].split("\n", 1)[0]
        first = min(self.start - begin, len(line))
        left = max(0, min(first - width // 2, len(line) - width))
        shown = "".join(c if c.isprintable() else "�" for c in line[left : left + width])
        marks = max(1, min(self.end - begin, left + width) - first)
        return f"{shown}\n{' ' * (first - left)}{'^' * marks}"
