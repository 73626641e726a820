from importlib import import_module

from core.computing.autograd.settings import AutogradState
from pages.shared.ask import ask
from pages.shared.panels import sources, topic_idea
from pages.shared.words import words

t = words(__file__)
topic_idea(t)
screen = ask(AutogradState, "autograd", t, only=("tab",), segments=6)
import_module(f"pages.computing.autograd.{screen.tab}").show(t)
sources(t)
