# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Why an unregularised GAN circles, and why R1 brings it home
#
# The Dirac-GAN (Mescheder, Geiger and Nowozin, arXiv:1801.04406, Definition 2.1) is the smallest GAN: the data are one
# point at 0, the generator is one point at $\theta$, the discriminator is the line $D(x) = \psi x$. Its equilibrium is
# $(\theta, \psi) = (0, 0)$: the fake point lies on the real one and the discriminator has nothing left to say.
#
# Every number below comes from the command `gandyn`, on exact gradients; this notebook only calls it and draws.
# `GANDYN` names the binary; otherwise it is `.build/release/gandyn`.

# %%
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

root = next(folder for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "Package.swift").exists())
sys.path.insert(0, str(root / "Plots"))
import style

style.use()
binary = os.environ.get("GANDYN", root / ".build/release/gandyn")


def gandyn(*arguments):
    """Standard output of the command; what it says on standard error becomes the error of the cell."""
    run = subprocess.run([binary, *arguments], capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"gandyn {' '.join(arguments)}\nexit code {run.returncode}: {run.stderr.strip()}")
    return run.stdout


def simulate(knobs, start="theta=1,psi=1", steps=500):
    """Trajectories of simultaneous gradient descent, as columns by name."""
    text = gandyn("simulate", "dirac-gan", "--set", knobs, "--start", start, "--steps", str(steps), "--quiet")
    return np.genfromtxt(io.StringIO(text), delimiter=",", names=True)


def stability(knobs):
    """The verdict on the equilibrium."""
    return json.loads(gandyn("stability", "dirac-gan", "--set", knobs, "--format", "json", "--quiet"))


def distance(run):
    """Distance from the equilibrium (0, 0)."""
    return np.hypot(run["theta"], run["psi"])


# %% [markdown]
# ## Training without regularisation
#
# Both players take a gradient step of size $\eta = 0.2$ at the same time, once without regularisation and once with the
# R1 penalty $\frac{r_1}{2} \psi^2$ on the discriminator ($r_1 = 0.3$).

# %%
runs = {"no regularisation": simulate("eta=0.2"), "$r_1 = 0.3$": simulate("r1=0.3,eta=0.2")}

figure, (plane, fall) = plt.subplots(1, 2, figsize=(9, 3.8))
for (label, run), colour in zip(runs.items(), (style.VERMILION, style.BLUE)):
    plane.plot(run["theta"], run["psi"], color=colour)
    fall.semilogy(run["step"], distance(run), color=colour, label=label)
plane.plot(0, 0, "k+", markersize=9)
plane.set(xlabel=r"$\theta$", ylabel=r"$\psi$", aspect="equal", title="500 steps from (1, 1)")
fall.set(xlabel="step", ylabel="distance from the equilibrium", xlim=(0, 500))
fall.legend(loc="lower left")
plt.show()
for label, run in runs.items():
    print(f"{label:20} distance {distance(run)[0]:.4f} -> {distance(run)[-1]:.6g}")
assert distance(runs["no regularisation"])[-1] > 2 > 1e-5 > distance(runs["$r_1 = 0.3$"])[-1]

# %% [markdown]
# ## What the spectrum says
#
# Near the equilibrium one step multiplies the deviation by a matrix: the derivative of the update map. Its eigenvalues
# decide. Without regularisation the gradient field only turns: its Jacobian is
# $J = \begin{pmatrix} 0 & c \\ -c & 0 \end{pmatrix}$ with $c = \frac12$. In continuous time that is a circle
# (eigenvalues of $-J$ on the imaginary axis, verdict `neutral`); a step of size $\eta$ leaves the circle along its
# tangent, hence $|1 \pm i \eta c| = \sqrt{1 + \eta^2 c^2} > 1$ for every $\eta$: no step is small enough.
#
# R1 adds friction $g = r_1$ to the discriminator, $J = \begin{pmatrix} 0 & c \\ -c & g \end{pmatrix}$, and moves the
# eigenvalues inside the unit circle.

# %%
verdicts = {"no regularisation": stability("eta=0.2"), "$r_1 = 0.3$": stability("r1=0.3,eta=0.2")}

figure, axes = plt.subplots(figsize=(4.4, 4.4))
angle = np.linspace(0, 2 * np.pi, 1001)
axes.plot(np.cos(angle), np.sin(angle), color=style.GREY, linewidth=0.9)
for (label, verdict), colour in zip(verdicts.items(), (style.VERMILION, style.BLUE)):
    axes.plot(*np.transpose(verdict["map_eigenvalues"]), "o", color=colour, label=label)
axes.set(aspect="equal", xlim=(0.8, 1.04), ylim=(-0.13, 0.13), xlabel="real part", ylabel="imaginary part")
axes.set_title("eigenvalues of the update map, and the unit circle")
axes.legend(loc="center left")
plt.show()

print(f"{'':20}{'flow':10}{'map':10}{'spectral radius':18}critical step")
for label, verdict in verdicts.items():
    critical = verdict["critical_step"] or verdict["critical_step_reason"]
    print(f"{label:20}{verdict['field_verdict']:10}{verdict['verdict']:10}{verdict['spectral_radius']:<18}{critical}")
assert abs(verdicts["no regularisation"]["spectral_radius"] - np.sqrt(1 + 0.2**2 / 4)) < 1e-12
assert verdicts["no regularisation"]["critical_step_reason"] == "never-stable"

# %% [markdown]
# ## How large may the step be?
#
# With R1 the eigenvalues of the update map are those of $1 - \eta J$, and while they are complex ($g < 2c$, that is
# $r_1 < 1$) their squared modulus is the determinant,
#
# $$|\lambda|^2 = 1 - \eta g + \eta^2 c^2 .$$
#
# It is below 1 for $0 < \eta < g / c^2 = 4 r_1$. The command does not know this formula: it looks for the largest
# stable step on the update map itself. The two must agree.

# %%
weights = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
found = np.array([stability(f"r1={weight}")["critical_step"] for weight in weights])
closed_form = 4 * weights

figure, axes = plt.subplots(figsize=(4.8, 3.4))
axes.plot(weights, closed_form, color=style.GREY, label=r"$g / c^2 = 4 r_1$")
axes.plot(weights, found, "o", color=style.BLUE, label="found on the update map")
axes.fill_between(weights, 0, closed_form, color=style.BLUE, alpha=0.12, linewidth=0)
axes.text(0.72, 1.0, "stable", color=style.BLUE)
axes.set(xlabel="$r_1$", ylabel=r"critical step $\eta$", xlim=(0, 0.95), ylim=(0, 3.8))
axes.legend()
plt.show()
error = np.max(np.abs(found / closed_form - 1))
print(f"largest relative difference: {error:.1e}")
assert error < 1e-10

# %% [markdown]
# ## Just below and just above
#
# For $r_1 = 0.3$ the critical step is 1.2. Two per cent below it training converges, as slowly as the spectral radius
# says (dashed). Two per cent above it the equilibrium repels, but the trajectory does not escape: the nonlinearity of
# the game bends it onto a closed curve, which it circles for ever. A run that neither converges nor diverges can
# thus be a step that is slightly too large.

# %%
figure, (plane, fall) = plt.subplots(1, 2, figsize=(9, 3.8))
for factor, colour in ((0.98, style.BLUE), (1.02, style.VERMILION)):
    eta = 1.2 * factor
    knobs = f"r1=0.3,eta={eta:.3f}"
    run, radius = simulate(knobs, start="theta=0.1,psi=0.1", steps=2000), stability(knobs)["spectral_radius"]
    assert (radius < 1) == (factor < 1)
    label = rf"$\eta = {eta:.3f}$: spectral radius {radius:.4f}"
    plane.plot(run["theta"][-400:], run["psi"][-400:], ".", color=colour, markersize=2)
    fall.semilogy(run["step"], distance(run), color=colour, linewidth=0.7, label=label)
    fall.semilogy(run["step"], distance(run)[0] * radius ** run["step"], "--", color=colour, linewidth=1)
    if radius < 1:
        # The envelope: the largest distance in each 200 steps, away from the start.
        envelope = distance(run)[1:].reshape(-1, 200).max(axis=1)
        measured = np.exp(np.polyfit(200 * np.arange(2, 10), np.log(envelope[2:]), 1)[0])
        print(f"eta {eta:.3f}: a step shrinks the distance by {measured:.5f}; spectral radius {radius:.5f}")
        assert abs(measured - radius) < 3e-4
    else:
        tail = distance(run)[-400:]
        print(f"eta {eta:.3f}: after 2000 steps the distance stays between {tail.min():.3f} and {tail.max():.3f}")
        assert 0.1 < tail.min() < tail.max() < 1
plane.plot(0, 0, "k+", markersize=9)
plane.set(xlabel=r"$\theta$", ylabel=r"$\psi$", title="the last 400 of 2000 steps", aspect="equal")
fall.set(xlabel="step", ylabel="distance from the equilibrium", xlim=(0, 2000), ylim=(1e-5, 10))
fall.legend(loc="lower left")
plt.show()

# %% [markdown]
# ## What to take home
#
# - Without regularisation the game only rotates; every simultaneous step of positive size spirals outwards.
# - R1 adds friction. The equilibrium then attracts for steps below $4 r_1$, and the spectral radius tells how fast.
# - `gandyn stability dirac-gan --set r1=0.3 --procedure all` compares the procedures; alternating, extragradient and
#   optimistic training behave differently without any regularisation.
