"""Printed check values of the page on procedures that need the newer procedures: sections A2 to A13."""

import math

from .check_rows import Check, GameSpec, bilinear, dirac
from .rules_rows import rule

BIL, GAN, ORIGIN, ONE = bilinear(), dirac(), (0, 0), (1, 1)
ZERO_SUM = {"alignment": "off"}
DEFECTIVE = "defective eigenvalue: half the digits; compare characteristic coefficients"


def toy(name, **knobs):
    return GameSpec(name, {}, knobs)


def rho(section, e, procedure, game=BIL, tag="D", note="", point=ORIGIN):
    return Check(f"procedures {section}", tag, "spectral_radius", game, e, point, procedure, note=note)


def end(section, e, procedure, game=GAN, step=500, kind="trajectory", start=ONE, note="", tag="D"):
    return Check(f"procedures {section}", tag, kind, game, e, start, procedure, step, note=note)


def critical(section, e, procedure, game=BIL, note=""):
    return Check(f"procedures {section}", "D", "critical_step", game, e, ORIGIN, procedure, note=note)


def alternating(options=None, **knobs):
    return rule("alternating", options, **knobs)


def momentum():
    order = {"order": "alternating"}
    yield critical("A4", "1.41421356237", rule("heavy-ball", order, beta_1=-0.5, beta_2=0), note="printed sqrt2")
    yield critical("A4", "1.8", rule("heavy-ball", order, beta=-0.1), note="printed 2(1+b)")
    for b, e in [(0.5, "1.03395994520117"), (0.9, "1.19750969594663"), (-0.5, "1.00295350564201")]:
        yield rho("A5", e, rule("nesterov", eta=0.1, beta=b))


def adam(b1, order="simultaneous", optimistic=False, **more):
    if optimistic:
        options = {"first": "zero", "momentum": "standard", "order": order, "bias_correction": "yes"}
        return rule("optimistic-adam", options, eta=0.01, beta1=b1, **more)
    return rule("adam", {"order": order, "bias_correction": "yes"}, eta=0.01, beta1=b1, **more)


def adaptive():
    table = {0.9: (("1.95782295321", "1.88364175863", "1.92484476072"), ("3.7783426309", "3.59975154037",
                                                                         "3.71055913047")),
             0.5: (("1.05239838223", "0.929162347479", "0.983527810055"), ("1.50766165246", "0.900294789446",
                                                                           "1.23847215726")),
             0: (("0.928569964604", "0.835017569933", "0.880800220041"), ("0.900200079752", "7.9746503061e-39",
                                                                          "0.358454125176"))}
    for b1, lines in table.items():
        procedures = (adam(b1), adam(b1, optimistic=True), adam(b1, "alternating"))
        for step, line in zip((1000, 10000), lines):
            for procedure, e in zip(procedures, line):
                yield end("A6", e, procedure, BIL, step, "norm")
    for order, values in [("simultaneous", ("0.477447864348", "0.284150578464")),
                          ("alternating", ("0.394903833917", "0.00705933427806"))]:
        for step, e in zip((1000, 10000), values):
            yield end("A6", e, rule("rmsprop", {"order": order}, eta=0.01, alpha=0.99), BIL, step, "norm")
    optax = {"first": "plain", "momentum": "nesterov", "order": "simultaneous", "bias_correction": "yes"}
    note = "optax form: r_0 := r_1, Nesterov m"
    for step, e in [(1000, "2.13949"), (10000, "3.37721")]:
        yield end("A6", e, rule("optimistic-adam", optax, eta=0.01, optimism=0.01), BIL, step, "norm", (1, 2), note)
    large = rule("optimistic-adam", optax, eta=0.01, optimism=1)
    for step, published, e in [(1, "2.243", "2.24274564603"), (4, "2.195", "2.19526141479"),
                               (16, "2.161", "2.16054101557"), (64, "2.055", "2.05452928524"),
                               (256, "0.796", "0.795494832241"), (1024, "0.001", "0.000967547655852")]:
        yield end("A6", published, large, BIL, step, "norm", (1, 2), note + "; published in single precision", "C")
        yield end("A6", e, large, BIL, step, "norm", (1, 2), note)
    for b1, plain, optimistic in [(0.9, "3.29", "3.17"), (0.5, "1.50", ".891"), (0, ".892", "7e-83")]:
        yield end("final table", plain, adam(b1), step=10000, kind="norm")
        yield end("final table", optimistic, adam(b1, optimistic=True), step=10000, kind="norm")


def extrapolation():
    order = {"order": "alternating"}
    yield rho("A7", "0.99", rule("extragradient", order, eta=0.1))
    note = "threshold of the generalised rule, alpha gamma s^2 = 3/2: printed alpha^2 s^2 < "
    yield rho("A7", "1", rule("extragradient", eta=math.sqrt(0.75), gamma=1.5 / math.sqrt(0.75)), tag="P",
              note=note + "3/4")
    yield rho("A7", "1", rule("extragradient", order, eta=0.5, gamma=3), tag="P", note=note + "1/4")
    two = bilinear_of([[1, 0], [0, 2]])
    yield rho("A7", "0.6", rule("extragradient", eta=1e-6, gamma=0.4 / 1e-6), two, "P", "limit of small eta",
              (0,) * 4)
    for o, e in [(1 / 3, "0.955914810651201"), (0.25, "0.965925826289068")]:
        yield rho("A8", e, rule("optimistic", eta=0.5 - o, optimism=o), tag="P",
                  note="alpha = eta + optimism = 1/2, beta = optimism")
    for kappa, e in [(2, "0.774596669241"), (4, "0.939336436628")]:
        b1, alpha = math.sqrt(2) * kappa / (kappa**2 + 1), math.sqrt(2) / kappa
        procedure = rule("optimistic", order, eta_1=alpha - b1, eta_2=alpha, optimism_1=b1, optimism_2=0)
        yield rho("A8", e, procedure, bilinear_of([[1, 0], [0, kappa]]), "D", "b_1 = sqrt2 s_1 / (s_1^2 + s_n^2), "
                  "alpha = sqrt2 / s_1, s_1 the largest singular value; " + DEFECTIVE, (0,) * 4)
    yield rho("A9", "0.995037190209989", rule("proximal-point", eta=0.1))
    yield end("A9", "0.116577164681;-0.0334494500285", rule("proximal-point", eta=0.2))


def bilinear_of(matrix):
    """The zero-sum game x^T M y as a quadratic game."""
    m, n = len(matrix), len(matrix[0])
    full = [[0] * (m + n) for _ in range(m + n)]
    for i in range(m):
        for j in range(n):
            full[i][m + j] = full[m + j][i] = matrix[i][j]
    return GameSpec("quadratic", data=([m, n], [full, [[-v for v in row] for row in full]], [[0] * (m + n)] * 2))


def adjustment():
    yield rho("A11", "0.905538513813742", rule("sga", ZERO_SUM, eta=0.1, lambda_=1))
    for procedure in (rule("sga", ZERO_SUM, eta=0.2, lambda_=1), rule("jare", eta=0.2, gamma=1),
                      rule("lookahead", eta=0.2, alpha=1)):
        yield end("A11", "-1.78475687573e-10;9.27806073527e-11", procedure)


def shaping():
    tandem, start = toy("tandem"), (0.1, -0.05)
    for name, e in [("lookahead", "0.999991025898"), ("lola", "1.33299233894"), ("sos", "1.00000052827")]:
        yield end("A12", e, rule(name, eta=0.1, alpha=0.1), tandem, 30, "sum_of_coordinates", start)
    for name, e, text in [("lola", "1.33333333333", "4/3"), ("lookahead", "1", "1"), ("sos", "1", "1")]:
        yield end("A12", e, rule(name, eta=0.1, alpha=0.1), tandem, 400, "sum_of_coordinates", start,
                  "limit, printed " + text)
    yield rho("A12", "0.995037687728460", rule("lookahead", eta=0.1))
    yield rho("A12", "0.985088828481980", rule("lola", eta=0.1))
    yield critical("A12", "0.866025403784", rule("lola"), note="printed sqrt3/2; alpha follows eta")
    yield critical("A12", "1", rule("lookahead"), note="alpha follows eta")
    yield end("A12", "0.00082435974823", rule("lola", eta=0.2, alpha=0.2), kind="norm")
    sos = rule("sos", eta=0.2, alpha=0.2, a=0.5, b=0.1)
    yield end("A12", "0.0320230391221", sos, kind="norm")
    yield end("final table", "6.07072499735e-12", sos, step=5000, kind="norm")


def competitive():
    table = {1: ("0.265672356922", "4.59417802152e-05", "0.265247634611"),
             3: ("0.0010141716774", "0.707106781187", "0.000324348798067"),
             6: ("150705.159425", "7.38522520391e+39", "1.46129986342e-10")}
    for s, values in table.items():
        for procedure, e in zip((rule("lookahead", eta=0.2, alpha=0.2), rule("sga", ZERO_SUM, eta=0.2, lambda_=1),
                                 rule("competitive", {"solver": "exact"}, eta=0.2)), values):
            yield end("A13", e, procedure, bilinear(s), 50, "norm", (0.5, 0.5),
                      "LCGD is lookahead with alpha = eta" if procedure.name == "lookahead" else "")
    yield rho("A13", "0.640184399664480", rule("competitive", {"solver": "exact"}, eta=0.2), bilinear(6))
    yield end("A13", "0.114677630404;-0.0416917031591", rule("competitive", {"solver": "exact"}, eta=0.2))


def checks():
    for part in (momentum, adaptive, extrapolation, adjustment, shaping, competitive):
        yield from part()
