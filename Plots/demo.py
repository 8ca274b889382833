"""The figure of `make demo`: reads the CSV and manifests in OUTDIR, writes OUTDIR/demo.png and OUTDIR/demo.svg.

Usage: Scripts/python Plots/demo.py OUTDIR
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402 (the back end first)
import numpy as np  # noqa: E402
import style  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402

KINDS = {"plain": style.VERMILION, "r1": style.BLUE}
MARKERS = (("o", 3, True), ("^", 5, True), ("s", 8, False), ("x", 5, False), ("o", 9, False), ("D", 5, True))


def set_knobs(manifest: dict) -> dict[str, float]:
    """The knobs of a run: of its configuration, or of its first result."""
    return manifest["configuration"].get("set") or manifest["results"][0]["knobs"]


def label(manifest: dict, reference: dict) -> str:
    """What sets a run apart from the reference run: "no regularisation" or the knobs that differ."""
    knobs, others = set_knobs(manifest), set_knobs(reference)
    different = [style.setting(name, value) for name, value in knobs.items() if value != others.get(name)]
    return ", ".join(different) or "no regularisation"


def heading(manifest: dict, letter: str, what: str) -> str:
    """The title of a panel: letter, game, what is shown."""
    return rf"$\bf{{{letter}}}$  {manifest['configuration']['game']}: {what}"


def trajectories(axes: plt.Axes, folder: Path, labels: dict[str, str]) -> None:
    """Single trajectories in the plane of the two coordinates."""
    for kind, colour in KINDS.items():
        data, manifest = style.read(folder / f"dirac-{kind}-single.csv")
        x, y = style.coordinates(manifest)
        axes.plot(data[x], data[y], color=colour, label=labels[kind], linewidth=1.0)
    point = style.manifest(folder / "stability-dirac-plain.csv")["results"][0]["point"]
    axes.plot(point[x], point[y], "k+", markersize=8, label="equilibrium", zorder=3)
    axes.plot(data[x][0], data[y][0], "ko", markersize=4, label="start", zorder=3)
    run = manifest["configuration"]
    eta = style.setting("eta", run["set"]["eta"])
    axes.set_title(heading(manifest, "a", f"{run['procedure']} descent, {eta}"))
    axes.set_xlabel(style.axis(manifest, x))
    axes.set_ylabel(style.axis(manifest, y), rotation=0)
    axes.set_aspect("equal", adjustable="datalim")


def ensembles(axes: plt.Axes, folder: Path) -> None:
    """Distance from the equilibrium against the step: median and 10-90 % band over all starts."""
    for kind, colour in KINDS.items():
        data, manifest = style.read(folder / f"dirac-{kind}.csv")
        results = style.manifest(folder / f"stability-dirac-{kind}.csv")["results"]
        point = results[0]["point"]
        distance = np.sqrt(sum((data[name] - point[name]) ** 2 for name in style.coordinates(manifest)))
        steps = np.unique(data["step"])
        low, median, high = np.array([np.quantile(distance[data["step"] == k], (0.1, 0.5, 0.9)) for k in steps]).T
        axes.fill_between(steps, low, high, color=colour, alpha=0.25, linewidth=0)
        axes.plot(steps, median, color=colour)
    count = manifest["counts"]["trajectories"]
    axes.set_yscale("log")
    axes.set_xlim(0, steps[-1])
    axes.set_title(heading(manifest, "b", f"{count} starts, median and 10–90 %"))
    axes.set_xlabel("step")
    axes.set_ylabel("distance from the equilibrium")


def spectra(axes: plt.Axes, folder: Path) -> None:
    """The largest eigenvalue of every update map in the upper half plane, near the unit circle; all in the inset."""
    inset = axes.inset_axes((0.02, 0.04, 0.36, 0.42))
    largest = []
    for kind, colour in KINDS.items():
        manifest = style.manifest(folder / f"stability-dirac-{kind}.csv")
        for result, (marker, size, filled) in zip(manifest["results"], itertools.cycle(MARKERS)):
            values = np.array(result["map_eigenvalues"])
            inset.plot(*values.T, ".", color=colour, markersize=3)
            x, y = max(values, key=lambda pair: (round(np.hypot(*pair), 9), pair[1]))
            axes.plot(x, y, marker, color=colour, markersize=size, fillstyle="full" if filled else "none")
            largest.append((x, y))
    shapes = [
        Line2D([], [], linestyle="", color="k", marker=m, markersize=size, fillstyle="full" if filled else "none")
        for m, size, filled in itertools.islice(itertools.cycle(MARKERS), len(manifest["results"]))
    ]
    names = [result["procedure"] for result in manifest["results"]]
    axes.legend(shapes, names, loc="lower left", bbox_to_anchor=(0.45, 0.02))
    angle = np.linspace(-np.pi, np.pi, 361)
    inset.plot(np.cos(angle), np.sin(angle), color=style.GREY, linewidth=0.9, zorder=0)
    inset.set(aspect="equal", xticks=[], yticks=[])
    inset.set_title("all eigenvalues", fontsize=8, loc="center", pad=3)
    inset.spines[:].set(visible=True, linewidth=0.5, color=style.GREY)
    arc = np.arcsin(np.linspace(0, min(1, 1.15 * max(y for _, y in largest)), 361))
    axes.plot(np.cos(arc), np.sin(arc), color=style.GREY, linewidth=0.9, zorder=0)
    axes.text(1.001, 0, "unit circle, stable inside", rotation=90, color=style.GREY, fontsize=8)
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_title(heading(manifest, "c", "largest eigenvalue of each update map"))
    axes.set_xlabel("real part")
    axes.set_ylabel("imaginary part")


def divergences(axes: plt.Axes, folder: Path) -> None:
    """KL and 2-Wasserstein distance of the LQG-WGAN against the step."""
    data, manifest = style.read(folder / "lqg-wgan.csv")
    curves = (
        ("w2", r"2-Wasserstein distance", style.GREEN, (0.97, 0.85), "right"),
        ("kl", "KL(data ‖ generator)", style.PURPLE, (0.04, 0.2), "left"),
    )
    for column, words, colour, place, side in curves:
        axes.plot(data["step"], np.where(data[column] > 0, data[column], np.nan), color=colour, linewidth=0.8)
        text = style.axis(manifest, column, words)
        axes.text(*place, text, color=colour, horizontalalignment=side, transform=axes.transAxes)
    run = manifest["configuration"]
    eta = style.setting("eta", run["set"]["eta"])
    axes.set_yscale("log")
    axes.set_xlim(0, data["step"][-1])
    axes.set_title(heading(manifest, "d", f"{run['procedure']}, {eta}"))
    axes.set_xlabel("step")
    axes.set_ylabel("divergence from the data")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 64
    folder = Path(sys.argv[1])
    style.use()
    figure, ((a, b), (c, d)) = plt.subplots(2, 2, figsize=(10, 7.6))
    try:
        reference = style.manifest(folder / "dirac-plain.csv")
        labels = {kind: label(style.manifest(folder / f"dirac-{kind}.csv"), reference) for kind in KINDS}
        trajectories(a, folder, labels)
        ensembles(b, folder)
        spectra(c, folder)
        divergences(d, folder)
    except FileNotFoundError as error:
        print(f"demo.py: {error.filename} is missing: run 'make demo' first.", file=sys.stderr)
        return 65
    figure.legend(*a.get_legend_handles_labels(), loc="outside upper center", ncols=4, fontsize=9)
    style.save(figure, folder / "demo")
    print(f"{folder / 'demo.png'}\n{folder / 'demo.svg'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
