"""`make sizes`: lines of every topic by kind and tab, beside the budget of a tab."""

import re
from collections import Counter
from pathlib import Path

from core.curriculum import TOPICS, Topic
from core.params import domains

ROOT = Path(__file__).parents[1]
BUDGET = {"core": 400, "pages": 80, "words": 90, "tests": 200}  # lines of a tab; words of one language


def lines(path: Path) -> int:
    """The lines of a text file."""
    return path.read_text("utf-8").count("\n")


def tab_names(topic: Topic) -> tuple[str, ...]:
    """The nouns of a topic's tabs."""
    return next(domains(one)["tab"].options for one in topic.config_classes() if "tab" in domains(one))


def sizes(topic: Topic) -> dict[str, Counter[str]]:
    """`{noun: lines by kind}`; what no tab's noun claims stands under "(shared)"."""
    table: dict[str, Counter[str]] = {noun: Counter() for noun in (*tab_names(topic), "(shared)")}

    def noun_of(path: Path) -> str:
        parts = re.split(r"[_./]", str(path))
        return next((noun for noun in tab_names(topic) if noun in parts or f"{noun}s" in parts), "(shared)")

    for kind in ("core", "pages", "tests"):
        folder = ROOT / kind / topic.room / topic.slug
        for path in sorted(folder.rglob("*.py")):
            table[noun_of(path.relative_to(folder))][kind] += lines(path)
    for path in (ROOT / "pages" / topic.room / topic.slug).glob("*.en.toml"):
        table[noun_of(Path(path.name))]["words"] += lines(path)
    return table


def main() -> None:
    """Print the table; a star marks what lies over its budget."""
    total: Counter[str] = Counter()
    print(f"{'topic':12}{'tab':16}" + "".join(f"{kind:>8}" for kind in BUDGET) + f"{'sum':>8}")
    for topic in TOPICS:
        table = sizes(topic)
        whole = sum(table.values(), Counter())
        for noun, found in table.items():
            marks = [f"{found[k]}{'*' if noun != '(shared)' and found[k] > BUDGET[k] else ' '}" for k in BUDGET]
            print(f"{topic.slug:12}{noun:16}" + "".join(f"{mark:>8}" for mark in marks) + f"{found.total():>8}")
        tabs = len(table) - 1
        means = "".join(f"{whole[kind] // tabs:>7} " for kind in BUDGET)
        print(f"{topic.slug:12}{'per tab':16}{means}{whole.total() // tabs:>8}\n")
        total += whole
    print(f"{'budget':12}{'per tab':16}" + "".join(f"{most:>7} " for most in BUDGET.values()))
    for kind, pattern in {"python": "*.py", "javascript": "*.js", "styles": "*.css", "words": "*.toml"}.items():
        files = [path for top in ("core", "pages", "tests", "benchmarks") for path in (ROOT / top).rglob(pattern)]
        print(f"{kind:12}{sum(map(lines, files)):>8} lines in {len(files)} files")


if __name__ == "__main__":
    main()
