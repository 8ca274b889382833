"""Check values of the page on procedures, transcribed: sections 0, A1-A4, A7, A8, A10, A13, A14, A23."""

import math

from .check_rows import (Check, GameSpec, alt, bilinear, consensus, dirac, eg, heavy, optimistic, scalar_players, sim)

BIL, GAN, ORIGIN, ONE = bilinear(), dirac(), (0, 0), (1, 1)
F1, F2 = scalar_players([[-6, 4], [-4, 2]]), scalar_players([[6, 4], [-4, -2]])
DEFECTIVE = "defective eigenvalue: half the digits; compare characteristic coefficients"


def rho(section, e, procedure, game=BIL, tag="D", note=""):
    return Check(section, tag, "spectral_radius", game, e, (0,) * 2, procedure, note=note)


def end(section, e, procedure, game=GAN, step=500, kind="trajectory", start=ONE, note=""):
    return Check(section, "D", kind, game, e, start, procedure, step, note=note)


def section_0():
    yield Check("procedures 0", "D", "field_eigenvalues", F1, "-2;-2", ORIGIN, note=DEFECTIVE)
    yield Check("procedures 0", "D", "field_eigenvalues", F2, "2;2", ORIGIN, note=DEFECTIVE)
    yield end("procedures 0", "-7.50724299921e-11;2.46685032811e-10", consensus(eta=0.2, gamma=1))


def descent():
    yield rho("procedures A1", "1.00498756211209", sim(eta=0.1))
    yield rho("procedures A1", "1.56204993518133", sim(eta=0.2), bilinear(6))
    yield rho("procedures A2", "1", alt(eta=0.1))
    yield Check("procedures A2", "D", "rotation_angle", BIL, "0.100041713611540", ORIGIN, alt(eta=0.1),
                note="argument of the map eigenvalue in the upper half plane")
    yield rho("procedures A2", "1.87732804493045", alt(eta=2.1))
    yield rho("procedures A2", "2.61803398874989", alt("1,5", eta=1))
    yield end("procedures A2", "0.859157281472;-0.470553716885", alt(eta=0.1), BIL, 1000, start=(1, 0))
    yield end("procedures A2", "-0.00456469445;0.00140842719", alt(eta=0.1), BIL, 1000, "mean_iterate", (1, 0),
              "mean of w_0 .. w_999")
    for k, e in [(1000, "1.41931"), (10000, "1.42237"), (100000, "1.59979")]:
        yield end("procedures A2", e, alt(eta=0.2), step=k, kind="norm")
    for g, e in [(0.3, "2.97612260356"), (1, "1.65685424949")]:
        yield Check("procedures A2", "D", "critical_step", dirac(r1=g), e, ORIGIN, alt())


def two_timescales():
    yield rho("procedures A3", "1.00049987506246", sim(eta_1=0.01, eta_2=0.1))
    yield rho("procedures A3", "0.970051545022", sim(eta_1=0.02, eta_2=0.2), dirac(r1=0.3))
    crossing = scalar_players([[-2, 5], [-5, 2]])
    for game, g, e in [(F1, 3, "0±1.15470053838"), (F1, 4, "-0.25±0.968245836552"),
                       (crossing, 1, "0±4.58257569496")]:
        yield Check("procedures A3", "D", "procedure_field_eigenvalues", game, e, ORIGIN,
                    sim(eta_1=0.12 / g, eta_2=0.12), 0.12, -1, note=f"player 1 slower by {g}")


def momentum():
    for b, e in [(-0.5, "1.00074303342724"), (-0.1, "1.00338417062592"), (0.5, "1.04568739215348"),
                 (0.9, "1.19828623223088")]:
        yield rho("procedures A4", e, heavy(eta=0.1, beta=b))
    for b1, b2, e in [(-0.5, 0, "0.998887446347509"), (-0.1, -0.1, "0.999247811136997"),
                      (-0.5, -0.5, "0.998517789100602"), (0.1, 0.1, "1.00136696317347")]:
        yield rho("procedures A4", e, heavy("alternating", eta=0.1, beta_1=b1, beta_2=b2))
    half = {"beta_1": -0.5, "beta_2": 0}
    yield rho("procedures A4", "0.872175357025343", heavy("alternating", eta=1, **half))
    for h, e in [(0.1, "0.99778"), (0.5, "0.94340"), (1, "0.76069")]:
        procedure = heavy("alternating", eta=h, **half)
        yield Check("procedures A4", "D", "spectral_radius_squared", BIL, e, ORIGIN, procedure)
    yield rho("procedures A4", "0.464101615138",
              heavy("alternating", eta=math.sqrt(3.30027815209070), beta=-0.0717967697245),
              note="triple defective eigenvalue: a third of the digits, also of the printed A and beta")
    yield end("procedures A4", "-0.185002790174;0.887308944947", heavy("alternating", eta=0.2, **half))


def extrapolation():
    yield rho("procedures A7", "0.995037687728460", eg(eta=0.1))
    yield rho("procedures A7", "0.866025403784", eg(eta=math.sqrt(0.5)))
    yield end("procedures A7", "0.120013351282;0.0224569546443", eg(eta=0.2))
    yield rho("procedures A8", "0.994936153005124", optimistic(eta=0.1))
    yield rho("procedures A8", "0.980710790081159", optimistic(eta=0.57))
    yield Check("procedures A8", "D", "critical_step", BIL, "0.577350269189626", ORIGIN, optimistic())
    yield rho("procedures A8", "0.707106781187", optimistic(eta=0.5), note=DEFECTIVE + "; printed 1/sqrt2")
    yield end("procedures A8", "0.114569118404;0.0238686509099", optimistic(eta=0.2))
    cross = [[0, 0, -1, 0], [0, 0, 0, -1], [-1, 0, 0, 0], [0, -1, 0, 0]]
    minus = [[-v for v in row] for row in cross]
    game = GameSpec("quadratic", data=([2, 2], [cross, minus], [[0, 0, 3, 4], [0, 0, -3, -4]]))
    yield Check("procedures A8", "C", "trajectory", game, "2.99125639;3.98489638", (1.7, 1.7, 1.4, 1.4),
                optimistic(eta=0.1), 998, note="first two coordinates (the generator's) only")


def consensus_values():
    yield rho("procedures A10", "0.905538513813742", consensus(eta=0.1, gamma=1))
    yield rho("procedures A10", "0.707106781186548", consensus(eta=0.5, gamma=1))
    yield end("procedures A10", "2.57855337656e-10", consensus(eta=0.2, gamma=1), kind="norm")


def comparisons():
    table = {1: ("1.88503094753", "4.59417802152e-05", "0.260101556845"),
             3: ("1541.55034019", "0.707106781187", "18.3220842971"),
             6: ("3421611214.21", "7.38522520391e+39", "2.4326822867e+18")}
    for s, values in table.items():
        for procedure, e in zip((sim(eta=0.2), consensus(eta=0.2, gamma=1), optimistic("double", eta=0.2)), values):
            yield end("procedures A13", e, procedure, bilinear(s), 50, "norm", (0.5, 0.5))
    for game, e in [(F1, "1.1;1.1"), (F2, "0.9;0.9")]:
        yield Check("procedures A14", "D", "map_eigenvalues", game, e, ORIGIN, sim(eta=0.05), note=DEFECTIVE)


def section_a23():
    r3, noisy = dirac(r1=0.3), dirac(noise=0.7)
    yield Check("procedures A23", "D", "field_eigenvalues", r3, "0.15±0.4769696007085", ORIGIN)
    yield rho("procedures A23", "0.974679434480896", sim(eta=0.2), r3)
    yield rho("procedures A23", "0.969535971483266", alt(eta=0.2), r3)
    yield Check("procedures A23", "D", "critical_step", r3, "1.2", ORIGIN, sim())
    yield rho("procedures A23", "0.9", sim(eta=0.2), dirac(r1=1), note=DEFECTIVE)
    yield rho("procedures A23", "0.927015621187164", alt(eta=0.2), dirac(r1=1))
    yield Check("procedures A23", "D", "field_eigenvalues", noisy, "0.1225±0.484761539316", ORIGIN)
    yield rho("procedures A23", "0.980306074652198", sim(eta=0.2), noisy)
    for game, e in [(GAN, "-2.16161128247;-2.21777539655"), (dirac("nonsaturating"), "0.548337319005;0.33044105582"),
                    (dirac("wasserstein", clip=1), "-0.0656407821938;1"),
                    (dirac("wasserstein", gp=0.7, gp_target=1), "-0.180849194283;-1.79269414007"),
                    (r3, "1.11033674881e-06;-2.39807935109e-06"),
                    (dirac("nonsaturating", r1=0.3), "2.14738460402e-06;-5.30573557631e-07")]:
        yield end("procedures A23", e, sim(eta=0.2), game)
    yield end("procedures A23", "9.5287e-22", sim(eta=0.2), dirac(r1=1), kind="norm")
    yield end("procedures A23", "0.686833661223;1.24400729432", alt(eta=0.2))
    yield end("procedures A23", "0.768856513135;1.67746659779", alt("1,5", eta=0.2))
    yield end("procedures A23", "-5.1670484317e-08;-2.24214538219e-07", alt(eta=0.2), r3)


def checks():
    for part in (section_0, descent, two_timescales, momentum, extrapolation, consensus_values, comparisons,
                 section_a23):
        yield from part()
