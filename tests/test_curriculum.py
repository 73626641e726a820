"""The rows of the curriculum: what they name exists, and reading order follows what is needed."""

from pathlib import Path

import pytest

from core.curriculum import PATHS, ROOMS, TOPICS, leads_to, topic_named, topics_on
from core.params import domains
from tests.thirty_topics import THIRTY

PAGES = Path(__file__).parents[1] / "pages"
every_topic = pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)


@every_topic
def test_a_topic_has_its_three_siblings_and_a_known_section(topic):
    page = PAGES / topic.page
    assert page.exists()
    assert all(page.with_name(f"topic.{language}.toml").exists() for language in ("en", "zh"))
    assert topic.room in ROOMS


@every_topic
def test_a_field_name_means_one_thing_in_a_topic(topic):
    """The address has one key for each name."""
    seen = {}
    for config_class in topic.config_classes():
        for name, domain in domains(config_class).items():
            assert seen.setdefault(name, domain) == domain, name


@every_topic
def test_what_a_topic_needs_comes_before_it(topic):
    slugs = [other.slug for other in TOPICS]
    assert all(slugs.index(needed) < slugs.index(topic.slug) for needed in topic.needs)
    assert all(topic in leads_to(needed) for needed in topic.needs)


def test_an_unknown_topic_is_a_key_error():
    with pytest.raises(KeyError):
        topic_named("no_such_topic")


@pytest.mark.parametrize("path", PATHS)
def test_a_way_through_names_planned_topics_once_and_shows_those_that_exist(path):
    assert [topic.slug for topic in topics_on(path, THIRTY)] == list(PATHS[path])
    assert len(set(PATHS[path])) == len(PATHS[path])
    assert [topic.slug for topic in topics_on(path)] == [
        slug for slug in PATHS[path] if slug in {topic.slug for topic in TOPICS}
    ]
    assert len(topics_on(path)) >= 2


def test_what_exists_was_planned_in_that_room_and_each_topic_is_on_some_way():
    assert {(topic.slug, topic.room) for topic in TOPICS} <= {(topic.slug, topic.room) for topic in THIRTY}
    assert {topic.slug for topic in THIRTY} == {slug for path in PATHS.values() for slug in path}


@every_topic
def test_the_tests_of_a_topic_are_a_package(topic):
    """Two topics may have a `test_page.py` each."""
    folder = PAGES.parent / "tests" / topic.room
    assert (folder / "__init__.py").exists() and (folder / topic.slug / "__init__.py").exists()
