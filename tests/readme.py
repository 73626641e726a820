"""`make readme` writes the table of topics into README.md; a test holds it to the curriculum."""

from pathlib import Path

from core.curriculum import TOPICS
from pages.shared.frame import topic_words
from pages.shared.words import Words

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGIN, END = "<!-- topics: written by `make readme` -->", "<!-- end of topics -->"


def table() -> str:
    """The topics as a markdown table in both languages."""
    common = Words(ROOT / "pages" / "home", "en")
    rows = ["| topic | 主题 | room | the question it answers |", "|---|---|---|---|"]
    for topic in TOPICS:
        english, chinese = topic_words(topic, "en"), topic_words(topic, "zh")
        room = common(f"rooms.{topic.room}")
        title = f"[{english('title')}](pages/{topic.page})"
        rows.append(f"| {title} | {chinese('title')} | {room} | {english('question')} |")
    return "\n".join(rows)


def renewed(text: str) -> str:
    """`text` with the table between its two marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
