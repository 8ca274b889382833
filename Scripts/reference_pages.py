"""The pages that `Scripts/reference` writes: numbers, tables and texts, from cards and results."""

import itertools
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "<!-- Written by `make reference` from the cards; do not edit. -->"

DEFINITIONS = """\
Nothing here is claimed: every number comes out of `stability` or `simulate`, at the default knobs or at the setting that
is given. Knobs whose default is the step size move with `eta`. Numbers are rounded to 6 significant digits, or to those that a
change of 1e-11 in both coordinates of the start leaves alone; a dash means that not one is left.

- **BIL**: `bilinear` with scale 1, L_1 = x y = -L_2. *Critical step* is the end of the first interval of `eta` in which the
  spectral radius of the update map at the equilibrium is below 1: a number, *unbounded*, or *never* where there is none. *500
  steps* is |w| after 500 steps at `eta` = 0.1 from (1, 1), where |w| = 1.41421.
- **DIRAC**: `dirac-gan` without a regulariser at `eta` = 0.2: verdict and spectral radius at the equilibrium (0, 0), and |w|
  after 500 steps from (1, 1).
- **letcher-cycle**: `eta` = 0.01, 5000 steps from (0.5, 0.5): the least and the largest |w| over the last 1000 of them. The
  only zero of xi is (0, 0), where the flow is unstable and neither player is at a minimum: who ends there is attracted to a
  point that is no solution.

*Undefined* and *refused* have their reasons on the page of the procedure. `neutral` does not decide. A procedure whose step
changes with its number is judged by the limit of its map; it may converge although that limit is neutral. Of a wrapper
that records an average |w| is that of the average, while the spectrum holds the iterate too."""


def digits(value, other=None):
    """At most 6 significant digits, and of those the ones in which a second value agrees."""
    if other is not None and value != other:
        for count in range(6, 0, -1):
            if f"{value:.{count - 1}e}" == f"{other:.{count - 1}e}":
                return f"{float(f'{value:.{count}g}'):.6g}"
        return "-"
    return f"{value:.6g}"


def radius(value):
    """A spectral radius; close to 1 its distance from 1."""
    away = value - 1
    if 1e-12 < abs(away) < 5e-6:
        return f"1 {'+' if away > 0 else '-'} {abs(away):.2e}"
    return digits(value)


def critical_step(report):
    """The critical step in words."""
    if isinstance(report, str):
        return "undefined" if " is undefined at " in report else "refused"
    if report["critical_step"] is not None:
        return digits(report["critical_step"])
    return report["critical_step_reason"].replace("never-stable", "never")


def verdict(report):
    """The verdict of the update map with its spectral radius."""
    if isinstance(report, str):
        return "undefined" if " is undefined at " in report else "refused"
    return f"{report['verdict']}, {radius(report['spectral_radius'])}"


def escaped(text):
    """A text for a cell of a table."""
    return str(text).replace("|", r"\|").replace("*", r"\*").replace("<", "&lt;")


def row(cells):
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def table(names, rows):
    """A table, or a line where it would be empty."""
    return "\n".join([row(names), "|" + "---|" * len(names), *(row(cells) for cells in rows)]) if rows else "None."


def default(value):
    """A default as it stands on the card."""
    return "unset" if value is None else f"{value:.12g}" if isinstance(value, (int, float)) else value


def defaults(items):
    """Names with defaults, in one cell."""
    return ", ".join(f"`{item['name']}` = {default(item['default'])}" for item in items) or "-"


def short(rows):
    """Rows of memory in one cell."""
    starts = [text.removeprefix("a row of memory that starts at ") for text in rows if text != "the iterate"]
    groups = [(start, len(list(same))) for start, same in itertools.groupby(starts)]
    return ", ".join(start if count == 1 else f"{start} ({count} rows)" for start, count in groups) or "-"


def linked(source):
    """A source with its arXiv numbers as links."""
    return re.sub(r"arXiv[: ](\d{4}\.\d{4,5})", r"[arXiv:\1](https://arxiv.org/abs/\1)", source)


def theory_of(name):
    """The theory page that has a section of this name."""
    for page in sorted((ROOT / "Documentation" / "theory").glob("procedures*.md")):
        if f"\n## {name}\n" in page.read_text():
            return f"../../theory/{page.name}#{name}"
    return None


ALGORITHMS = """\
Given to `gandyn nash` by `--algorithm ID`; `--set NAME=VALUE` sets a knob, `--option NAME=VALUE` an option. *Average*
is what `--average` is where it is not given: the mean of the strategies played (`uniform`), the same with weight t in
round t (`linear`), or those of the last round (`last`); a dash stands where nothing is averaged. Formulas, conventions
and check values: [theory](../theory/finite-games.md)."""

REACHED = """\
NashConv of the strategies reported, after 1000 iterations or where the run ends before: `after 3` is the iteration at
which it ended, *rounding* is less than 1e-12, *refused* has its reason below. Nothing here is claimed: every number
comes out of `nash`. Numbers are rounded to 6 significant digits, or to those that a change of 1e-13 in the first payoff
leaves alone; a dash means that not one is left. At the uniform strategies NashConv is 1/6 and 2/3.

- **BRPS**, biased rock-paper-scissors: `[[0, -0.25, 0.5], [0.25, 0, -0.05], [-0.5, 0.05, 0]]`, value 0, both play
  (1/16, 10/16, 5/16).
- **M3**: `[[3, -1, -2], [-2, 4, -1], [1, -3, 2]]`, value 2/15, (1/6, 2/5, 13/30) against (11/30, 3/10, 1/3). The
  largest singular value is L = 6.035, so that the default step of 0.1 is above 1/(2 L) and below 1/L."""

ON_GRID = """\
The unregularised `dirac-gan` on `--discretise theta=-2:2:41,psi=-2:2:41`, at most 1000 iterations, NashConv to 4
digits. Value is what the generator receives: 2 ln 2 = 1.38629 at every equilibrium. NashConv is that of the mixtures
among the points of the grid; of `chekhov` the discriminator's part is that of its box."""

RESULT_COLUMNS = ["BIL: critical step", "BIL: 500 steps", "DIRAC at 0.2", "DIRAC: 500 steps", "letcher-cycle"]


def shown(setting):
    """A setting as it is typed."""
    return f"`{setting}`" if setting else "defaults"


def knob_rows(card):
    """A row for each knob."""
    return [
        [f"`{k['name']}`", escaped(default(k["default"])), escaped(k["domain"]),
         escaped(k["meaning"]) + (", per player" if k["per_player"] else "")] for k in card["knobs"]]


def option_rows(card):
    """A row for each option."""
    return [
        [f"`{o['name']}`", escaped(default(o["default"])),
         ", ".join(o["values"]) if isinstance(o["values"], list) else o["values"], escaped(o["meaning"])]
        for o in card["options"]]


def page(card, results, elsewhere):
    """The page of a procedure or a wrapper."""
    wraps = card["kind"] == "wrapper"
    memory = short(card["state"])
    state = {True: "no row", False: "the iterate"}[wraps] if memory == "-" else f"memory that starts at {memory}"
    state = state if wraps or memory == "-" else f"the iterate, and {state}"
    facts = [
        ("State" if not wraps else "State added", state), ("Cost of a step", card["cost"]),
        ("Law", card["law"] or "none is stated"), ("Fixed points", card["fixed_points"]),
    ]
    if not card["autonomous"]:
        facts.append(("Step number", "the step changes with it; stability is that of the limit of the map"))
    if card["undefined"]:
        facts.append(("Where a step or its derivative is not finite", card["undefined"]))
    reasons = list(dict.fromkeys(f"- {escaped(reason)}" for _, result in results for reason in result.reasons))
    sections = [
        f"# {card['id']}\n\n{HEADER}\n\n{card['title'][0].upper() + card['title'][1:]}."
        + (f" Given by `--wrap {card['id']}`." if wraps else f" Given by `--procedure {card['id']}`."),
        f"```\n{card['formulas']}\n```",
        "With two players and the default options:\n\n"
        + "\n".join(f"- {name}: {escaped(text)}" for name, text in facts),
        "## Knobs\n\n" + ("" if wraps else "Beside the step sizes `eta` (0.1), `tau` (1), `eta_1`, `eta_2`, ...\n\n")
        + table(["knob", "default", "domain", "meaning"], knob_rows(card)),
        "## Options\n\n" + table(["option", "default", "values", "meaning"], option_rows(card)),
        "## What it converges on\n\nColumns: [definitions](../procedures.md#what-they-converge-on)."
        + (" Around `simultaneous`." if wraps else ""),
        table(["setting", *RESULT_COLUMNS], [[shown(setting), *result.cells()] for setting, result in results]),
        "\n".join(reasons), elsewhere,
        "## Source\n\n" + linked(card["source"]) + ".",
    ]
    if theory_of(card["id"]):
        sections.append(f"Derivations and check values: [theory]({theory_of(card['id'])}).")
    return "\n\n".join(filter(None, sections)) + "\n"


def overview(procedures, wrappers, results):
    """The page of tables."""
    def cells(card):
        return [
            f"[{card['id']}](procedures/{card['id']}.md)", escaped(card["title"]), defaults(card["knobs"]),
            defaults(card["options"]), short(card["state"]), escaped(card["cost"]),
        ]
    found = [
        [f"[{card['id']}](procedures/{card['id']}.md)", shown(setting), *result.cells()]
        for card in procedures + wrappers for setting, result in results[card["id"]]]
    names = ["id", "title", "knobs with defaults", "options with defaults", "memory starts at", "cost of a step"]
    return "\n\n".join([
        f"# Training procedures and wrappers\n\n{HEADER}",
        "Every procedure has the step sizes `eta` (0.1), `tau` (1), `eta_1`, `eta_2`, ...; a knob written *the step size* "
        "is each player's own where nothing is set. `gandyn describe NAME` says what knobs and options mean.",
        "## Procedures", table(names, [cells(card) for card in procedures]),
        "## Wrappers\n\nGiven by `--wrap ID`, repeatable, the innermost first; memory and cost are what they add.",
        table(names, [cells(card) for card in wrappers]),
        f"## What they converge on\n\n{DEFINITIONS}\n\nWrappers are shown around `simultaneous`.",
        table(["id", "setting", *RESULT_COLUMNS], found),
    ]) + "\n"


def reached(report, other):
    """NashConv of a run, in the digits in which a second run agrees."""
    if isinstance(report, str):
        return "refused"
    value = report["nash_conv"]
    text = "rounding" if value < 1e-12 else digits(value, other["nash_conv"])
    return text if report["iterations"] == 1000 else f"{text}, after {report['iterations']}"


def section(card):
    """What an algorithm's card says of its knobs and options."""
    parts = [f"## {card['id']}", f"```\n{card['formulas']}\n```"]
    if card["knobs"]:
        parts.append(table(["knob", "default", "domain", "meaning"], knob_rows(card)))
    if card["options"]:
        parts.append(table(["option", "default", "values", "meaning"], option_rows(card)))
    return "\n\n".join(parts)


def algorithms_page(cards, results, reasons, grid):
    """The page of the algorithms for finite games."""
    def cells(card):
        return [
            f"[{card['id']}](#{card['id']})", escaped(card["title"]), defaults(card["knobs"]), defaults(card["options"]),
            card["average"] or "-", escaped(linked(card["source"])),
        ]
    found = [
        [f"[{card['id']}](#{card['id']})", shown(setting), *runs] for card in cards for setting, runs in results[card["id"]]]
    names = ["id", "title", "knobs with defaults", "options with defaults", "average", "source"]
    return "\n\n".join([
        f"# Algorithms for finite games\n\n{HEADER}",
        ALGORITHMS,
        table(names, [cells(card) for card in cards]),
        f"## What they reach\n\n{REACHED}",
        table(["id", "setting", "BRPS", "M3"], found),
        "\n".join(f"- {escaped(reason)}" for reason in reasons),
        f"## On a grid\n\n{ON_GRID}",
        table(["algorithm", "NashConv", "value", "iterations", "outcome"], grid),
        *map(section, cards),
    ]) + "\n"
