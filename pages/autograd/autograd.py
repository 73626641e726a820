from importlib import import_module

from core.autograd.screen import AutogradScreen
from pages.shared.ask import ask
from pages.shared.parts import sources, topic_idea
from pages.shared.words import words

t = words(__file__)
topic_idea(t)
screen = ask(AutogradScreen, "autograd", t, only=("view",), segments=6)
import_module(f"pages.autograd.views.{screen.view}").show(t)  # only what is shown is imported: PyTorch is slow to load
sources(t)
