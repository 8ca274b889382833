"""The shared look of every figure, and the readers of the command's data: CSV, and the manifest beside it."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib as mpl
import numpy as np

# Okabe and Ito's palette, told apart by colour-blind readers; the purple is darkened to be read as text.
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = "#0072B2", "#D55E00", "#009E73", "#AA3377", "#E69F00", "#56B4E9"
GREY = "#666666"

GREEK = {"theta", "psi", "eta", "tau", "beta", "gamma", "mu", "sigma", "phi", "lambda"}


def use() -> None:
    """Applies the look to everything drawn afterwards."""
    mpl.rcParams.update(
        {
            "figure.constrained_layout.use": True,
            "savefig.dpi": 200,
            "svg.fonttype": "none",  # text stays text
            "svg.hashsalt": "gandyn",  # the same data give the same file
            "mathtext.fontset": "cm",
            "font.size": 9,
            "axes.titlesize": 10,
            "axes.titlelocation": "left",
            "axes.labelsize": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": mpl.cycler(color=[BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY]),
            "lines.linewidth": 1.3,
            "xtick.labelsize": 8,
            "ytick.labelsize": 8,
            "legend.frameon": False,
            "legend.fontsize": 8,
        }
    )


def read(path: Path) -> tuple[dict[str, np.ndarray], dict]:
    """A CSV of numbers as columns by name, and its manifest."""
    with path.open() as file:
        names = file.readline().strip().split(",")
        values = np.loadtxt(file, delimiter=",", ndmin=2)
    return dict(zip(names, values.T, strict=True)), manifest(path)


def manifest(path: Path) -> dict:
    """The manifest FILE.csv.json beside FILE.csv."""
    return json.loads(path.with_name(path.name + ".json").read_text())


def coordinates(manifest: dict) -> list[str]:
    """Names of the coordinates, in order of the players."""
    return [name for player in manifest["players"] for name in player["coordinates"]]


def symbol(name: str) -> str:
    """The name of a coordinate or knob as mathematics: `theta`, `a_11`, `r1`."""
    stem, _, index = name.partition("_")
    if not index and stem[-1:].isdigit():
        stem, index = stem.rstrip("0123456789"), stem[len(stem.rstrip("0123456789")) :]
    if stem in GREEK:
        stem = "\\" + stem
    elif len(stem) > 1:
        stem = rf"\mathrm{{{stem}}}"
    return f"${stem}_{{{index}}}$" if index else f"${stem}$"


def setting(name: str, value: float) -> str:
    """`eta`, 0.2 as mathematics."""
    return f"{symbol(name)[:-1]}={value:g}$"


def axis(manifest: dict, column: str, words: str = "") -> str:
    """The label of a column, with its unit from the manifest."""
    unit = next((entry["unit"] for entry in manifest["columns"] if entry["name"] == column), "")
    label = words or symbol(column)
    return f"{label} ({unit})" if unit else label


def save(figure: mpl.figure.Figure, stem: Path) -> None:
    """Writes STEM.png and STEM.svg, without dates.

    Computer Modern has its own code points: as SVG text a viewer without the font shows other letters (theta as micro).
    The SVG therefore takes its mathematics from DejaVu, which is plain Unicode.
    """
    figure.savefig(stem.with_suffix(".png"))
    for text in figure.findobj(mpl.text.Text):
        text.set_math_fontfamily("dejavusans")
    figure.savefig(stem.with_suffix(".svg"), metadata={"Date": None})
