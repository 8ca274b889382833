"""The figure of `cover-a-ring`: covered modes over steps, of plain.csv, r1.csv and decay.csv in FOLDER.

Usage: Scripts/python Plots/ring.py FOLDER, writes FOLDER/ring.png and FOLDER/ring.svg.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 (the back end first)
import numpy as np  # noqa: E402
import style  # noqa: E402

RUNS = {"plain": style.VERMILION, "r1": style.BLUE, "decay": style.GREEN}


def panel(axes: plt.Axes, folder: Path, column: str, words: str) -> None:
    """Mean and range over all starts."""
    for kind, colour in RUNS.items():
        data, manifest = style.read(folder / f"{kind}.csv")
        steps = np.unique(data["step"])
        values = [data[column][data["step"] == step] for step in steps]
        knobs = manifest["configuration"]["set"]
        label = "no penalty" if kind == "plain" else style.setting(kind, knobs[kind])
        axes.plot(steps, [v.mean() for v in values], color=colour, label=label)
        axes.fill_between(
            steps, [v.min() for v in values], [v.max() for v in values], color=colour, alpha=0.15, linewidth=0
        )
    axes.set_xscale("symlog", linthresh=100)
    axes.set_xticks([0, 50, 100, 1000], ["0", "50", "100", "1000"])
    axes.set_xlabel("step")
    axes.set_ylabel(style.axis(manifest, column, words))


def main() -> None:
    """Draws the figure."""
    style.use()
    folder = Path(sys.argv[1])
    figure, (left, right) = plt.subplots(1, 2, figsize=(7.2, 2.6))
    panel(left, folder, "coverage", "covered")
    panel(right, folder, "js", "JS divergence")
    left.legend(loc="lower center")
    style.save(figure, folder / "ring")


if __name__ == "__main__":
    main()
