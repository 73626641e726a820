from core.networks.detection.settings import DetectionState
from pages.shared import tabs, words

tabs(words(__file__), DetectionState)
