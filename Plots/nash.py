"""The figure of `solve-a-finite-game`: NashConv over iterations, of every CSV of `gandyn nash` in FOLDER.

Usage: Scripts/python Plots/nash.py FOLDER, writes FOLDER/nash.png and FOLDER/nash.svg.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 (the back end first)
import numpy as np  # noqa: E402
import style  # noqa: E402


def label(run: dict) -> str:
    """The algorithm with what was set: "regret-matching-plus, linear average"."""
    words = [run["algorithm"], *(f"{name}={value}" for name, value in run["option"].items())]
    average = run.get("average")
    return ", ".join(words + ([f"{average} average" if average != "last" else "last strategies"] if average else []))


def curve(axes: plt.Axes, path: Path) -> dict:
    """Draws a line with its name at its end; returns the configuration of the run."""
    data, manifest = style.read(path)
    run = manifest["configuration"]
    known = data["nash_conv"] > 0
    x, y = data["iteration"][known], data["nash_conv"][known]
    (line,) = axes.plot(x, y, linewidth=0.9)
    # Where a curve swings, its name stands at the middle of the last swings.
    height = np.exp(np.log(y[-len(y) // 10 - 1 :]).mean())
    axes.annotate(
        label(run), (x[-1], height), color=line.get_color(), verticalalignment="center", xytext=(6, 0),
        textcoords="offset points", fontsize=8,
    )
    return run


def main() -> int:
    """Draws the figure."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    folder = Path(sys.argv[1])
    files = sorted(path for path in folder.glob("*.csv") if path.with_name(path.name + ".json").exists())
    if not files:
        print(f"nash.py: no CSV with a manifest in {folder}: run 'gandyn nash ... -o FILE.csv' first.", file=sys.stderr)
        return 65
    style.use()
    figure, axes = plt.subplots(figsize=(7.2, 3.4))
    runs = [curve(axes, path) for path in files]
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("iteration")
    axes.set_ylabel("NashConv")
    axes.set_title(f"NashConv of what is reported, {', '.join(sorted({Path(run['game']).name for run in runs}))}")
    ends = np.array([1, axes.dataLim.x1])
    axes.set_xlim(1, ends[1])
    for power in (0.5, 1):
        axes.plot(ends, ends**-power, color=style.GREY, linewidth=0.8, linestyle=":", zorder=0)
    axes.text(0.02, 0.04, r"dotted: $1/\sqrt{T}$ and $1/T$", color=style.GREY, fontsize=8, transform=axes.transAxes)
    style.save(figure, folder / "nash")
    print(f"{folder / 'nash.png'}\n{folder / 'nash.svg'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
