"""A procedure with wrappers as the CSV files name it, and cached games."""

from dataclasses import dataclass, field

from . import rules_adaptive, rules_gradient, rules_second, rules_wrappers  # noqa: F401  (they register the rules)
from .rules_core import build
from .rules_dilemma import Dilemma
from .rules_game import RuleGame
from .text import pairs


@dataclass
class Rule:
    name: str
    options: dict = field(default_factory=dict)
    knobs: dict = field(default_factory=dict)
    wrappers: tuple = ()

    def build(self):
        return build(self.name, self.options, self.knobs, self.wrappers)

    def columns(self):
        """procedure, procedure_options, procedure_knobs."""
        return [self.name, pairs(self.options), pairs(self.knobs)]

    def inside(self, wrapper, options=None, **knobs):
        """The same procedure inside one wrapper more."""
        return Rule(self.name, {**self.options, **{f"{wrapper}.{k}": v for k, v in (options or {}).items()}},
                    {**self.knobs, **{f"{wrapper}.{k}": v for k, v in knobs.items()}}, (*self.wrappers, wrapper))


def rule(name, options=None, **knobs):
    return Rule(name, options or {}, {k.rstrip("_"): v for k, v in knobs.items()})


_games = {}


def game_of(spec):
    key = tuple(spec.columns())
    if key not in _games:
        _games[key] = Dilemma() if spec.name == "iterated-prisoners-dilemma" else RuleGame(spec.build())
    return _games[key]
