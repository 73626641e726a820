"""Streamlit's full garbage collection after every run must stay away: it stopped every visitor for 150-200 ms."""

import gc

from core.curriculum import TOPICS
from pages.shared.warm_up import freeze
from tests.pages.cases import opened


def test_no_full_collection_follows_a_run():
    app = opened(TOPICS[0], {})
    full = []

    def count(phase, info):
        if phase == "start" and info["generation"] == 2:
            full.append(info)

    gc.disable()  # what remains is what somebody asked for
    gc.callbacks.append(count)
    try:
        app.run()
    finally:
        gc.callbacks.remove(count)
        gc.enable()
    assert full == []


def test_freezing_takes_what_lives_out_of_the_collectors_sight():
    try:
        freeze()
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
