"""Printed check values, continued: sections A14 to A27, and values of the page on games that need these procedures."""

from .check_rows import Check, GameSpec, dirac, scalar_players
from .rules_checks_first import (BIL, DEFECTIVE, GAN, ONE, ORIGIN, ZERO_SUM, alternating, critical, end, rho, toy)
from .rules_rows import rule


def ridge():
    f1, f2 = toy("f1"), toy("f2")
    for game, e in [(f1, "0.9"), (f2, "1.1")]:
        yield rho("A14", e, rule("follow-the-ridge", eta=0.05), game, note=DEFECTIVE)
    for game, e in [(f1, "1.1"), (f2, "0.9")]:
        yield rho("A14", e, rule("simultaneous", eta=0.05), game, note=DEFECTIVE)
    yield Check("procedures A14", "D", "map_eigenvalues", dirac(r1=0.3), "0.833333333333;0.94", ORIGIN,
                rule("follow-the-ridge", eta=0.2))
    for step, e in [(10, "4.0679151345;7.0897949487"), (100, "0.001903566920;0.003727449644")]:
        yield end("A14", e, rule("follow-the-ridge", eta=0.05), f1, step, start=(5, 7))


def curl():
    half, full = ({"field": "cc", "scale": scale} for scale in ("half", "full"))
    yield rho("A15", "0.9", rule("crossing-the-curl", half, eta=0.1), note=DEFECTIVE)
    yield end("A15", "1.79638602392e-22", rule("crossing-the-curl", full, eta=0.2), kind="norm")
    yield critical("A15", "2", rule("crossing-the-curl", half), note="printed h < 2/s^2")
    yield critical("A15", "1", rule("crossing-the-curl", full), note="printed h < 1/s^2")


def unrolled(steps, gradient="full", **knobs):
    return rule("unrolled", {"steps": str(steps), "gradient": gradient}, **knobs)


def unrolling():
    for steps, e in [(1, "0.99498743710662"), (5, "0.953939201416946")]:
        yield rho("A16", e, unrolled(steps, eta=0.1, inner=0.1))
    yield end("A16", "1.36551929726e-10", unrolled(5, eta=0.2, inner=0.2), kind="norm")
    yield critical("A16", "1", unrolled(5, inner=0.1), note="printed h < 2 K inner")
    yield critical("A16", "0.5", unrolled(5, "stopped", inner=0.1), note="half the damping of the full gradient")


def surgery():
    exact = {"form": "exact"}
    for name, e in [("f1", "1.3"), ("f2", "1.1")]:
        yield rho("A17", e, rule("symplectic-surgery", exact, eta=0.05, lambda_=0), toy(name))
    yield Check("procedures A17", "D", "procedure_field", BIL, "0;-0.25", (1, 0),
                rule("symplectic-surgery", exact, eta=0.2, lambda_=1), 0.2, note="printed (l/(2(l+s^2))) xi")
    yield Check("procedures A17", "D", "procedure_field", GAN, ".4255;-.4255", ONE,
                rule("symplectic-surgery", exact, eta=0.2, lambda_=0), 0.2)
    yield end("A17", "-2.2212;0", rule("symplectic-surgery", exact, eta=0.2, lambda_=0),
              note="chaotic (0.1): J is singular on the way, 1e-16 at the start moves the end by 1e-3, 1e-14 by 1")


def leaders():
    yield rho("A18", "0.953939201416946", rule("stackelberg", eta=0.1, damping=1))
    yield Check("procedures A18", "D", "map_eigenvalues", toy("f1"), "0.9;0.9", ORIGIN, rule("stackelberg", eta=0.05),
                note=DEFECTIVE)
    yield critical("A18", "1", rule("stackelberg", damping=1), note="printed h < 1/damping")
    for b, a, e in [(-0.1, 0.3, "0.97870153325961"), (0.5, 0.5, "0.876674897494532"), (0, 0.1, "0.994936153005124")]:
        yield rho("A19", e, rule("lead", eta=0.1, beta=b, alpha=a))
    for b, a, e in [(0, 0.2, "0.115890594546"), (0.5, 0.5, "1.66208319598e-10")]:
        yield end("A19", e, rule("lead", eta=0.2, beta=b, alpha=a), kind="norm")


def anchoring():
    constant = rule("extra-anchored", {"step": "constant"}, eta=0.125)
    varying = rule("extra-anchored", {"step": "varying"}, eta=0.618, lipschitz=1)
    plain = rule("anchored", eta=1, p=0.6, gamma=2)
    for procedure, step, e in [(constant, 100, "0.002043958873746"), (constant, 1000, "6.383340382553e-05"),
                               (varying, 100, "0.000510389549214"), (varying, 1000, "5.232863866799e-06"),
                               (plain, 100, "0.093662724935"), (plain, 1000, "0.016771842304"),
                               (plain, 10000, "0.002443558456")]:
        yield end("A21", e, procedure, BIL, step, "squared_residual", (1, 0))
    yield end("A21", "-0.0114599588313;0.0240411913937", constant)


def integrators():
    colab = rule("ode-gan", {"integrator": "colab-heun"}, eta=0.1, lambda_=0)
    for procedure, e in [(rule("heun", eta=0.1), "1.00001249992188"), (rule("rk4", eta=0.1), "0.999999993064236"),
                         (rule("rk4", eta=1), "0.993905036823047"), (colab, "1.0025"),
                         (rule("ode-gan", {"integrator": "heun"}, eta=0.1, lambda_=0), "1.00001249992188"),
                         (rule("ode-gan", {"integrator": "rk4"}, eta=0.1, lambda_=0), "0.999999993064236")]:
        yield rho("A22", e, procedure)
    yield critical("A22", "2.82842712474619", rule("rk4"))
    yield end("A22", "1.41419674745", rule("rk4", eta=0.2), kind="norm")
    yield end("final table", "1.41420", rule("rk4", eta=0.2), kind="norm")
    yield end("A22", "0.254337921501;-0.0746576349869", rule("ode-gan", {"integrator": "rk4"}, eta=0.2, lambda_=0.07))


def averages():
    for b, e in [(0.9, "0.725476250110012"), (0.999, "0.0100045030397799"), (0.9999, "0.00100004950367568")]:
        yield Check("procedures A24", "D", "output_gain", BIL, e, ORIGIN,
                    alternating(eta=0.1).inside("ema", decay=b),
                    note="largest (1-b)|mu|/|mu-b| over mu of the procedure")
    plain = rule("simultaneous", eta=0.1)
    yield end("A24", "1.44124089572919", plain, BIL, 1000, "norm_of_mean_iterate", (1, 0), "mean of w_0 .. w_999")
    yield end("A24", "144.772772432573", plain, BIL, 1000, "norm", (1, 0))
    yield end("A24", "1.44843", plain.inside("average"), BIL, 1000, "norm", (1, 0), "mean of w_1 .. w_1000")


def memories():
    plain = rule("simultaneous", eta=0.1)
    yield rho("A25", "0.987265282106113", plain.inside("historical", {"memory": "ema"}, weight=0.5, decay=0.9))
    for c, step, e in [(0.5, 100, "0.36093758056"), (0.5, 1000, "0.111549460789"), (0.5, 10000, "0.0352028803927"),
                       (0.1, 1000, "0.00315675679652"), (0.01, 1000, "20.5134628258")]:
        yield end("A25", e, plain.inside("historical", {"memory": "uniform"}, weight=c), BIL, step, "norm", (1, 0))
    for step, e in [(500, ".0271623831097"), (5000, ".00368753007464")]:
        procedure = rule("simultaneous", eta=0.2).inside("historical", {"memory": "uniform"}, weight=0.1)
        yield end("final table", e, procedure, step=step, kind="norm")
    for k, m, e in [(1, 1, "1.004987562112"), (5, 1, "1.021290373854"), (10, 1, "1.031000831678"),
                    (5, 10, "1.029474874831")]:
        yield rho("A25", e, plain.inside("replay", {"snapshots": str(k), "spacing": str(m)}))
    damped = scalar_players([[0.1, 1], [-1, 0.1]])
    for k, e in [(5, "1.012340655831"), (1, ".995037687728")]:
        yield rho("A25", e, plain.inside("replay", {"snapshots": str(k), "spacing": "1"}), damped)


def delays():
    for tau, e in [("0", "2"), ("1", "1"), ("2", "0.618033988749895"), ("5", "0.28462967654657")]:
        yield critical("A26", e, rule("simultaneous").inside("delay", {"steps": tau}), scalar_players([[1, 0], [0, 1]]),
                       "lambda = 1")
    for tau, e in [("1", "1.01429600430267"), ("2", "1.02191104727933"), ("5", "1.03429411507093"),
                   ("1,0", "1.00980671360874"), ("0,1", "1.00980671360874"), ("2,0", "1.01429600430267"),
                   ("0,2", "1.01429600430267")]:
        yield rho("A26", e, rule("simultaneous", eta=0.1).inside("delay", {"steps": tau}))
    yield end("A26", "3.51441219371", rule("simultaneous", eta=0.2).inside("delay", {"steps": "1"}), kind="norm")


def limit_cycle():
    game, start = toy("letcher-cycle"), (0.5, 0.5)
    aligned = rule("sga", {"alignment": "on"}, eta=0.01, lambda_=1, epsilon=0)
    for procedure, e, ends in [
            (rule("simultaneous", eta=0.01), "", "1.07069326;1.2516919"),
            (alternating(eta=0.01), "", "1.06668926;1.24988152"),
            (rule("extragradient", eta=0.01), "", "1.06830247;1.24480737"),
            (rule("optimistic", {"first": "plain"}, eta=0.01), "", "1.06833658;1.24497656"),
            (rule("competitive", {"solver": "exact"}, eta=0.01), "-1.10023462969;0.015750776101",
             "1.06605466;1.24464588"),
            (rule("lookahead", eta=0.01), "-1.09956069194;0.0125166446956", "1.06605461;1.24464653"),
            (rule("lola", eta=0.01), "-1.08242725694;-0.0472456748924", "1.0613913;1.23756437"),
            (aligned, ".9164444358;-.2225440931", "0.842;1.226"),
            (rule("consensus", {"alignment": "off"}, eta=0.01, gamma=0.01), "", "1.06378;1.24446")]:
        if e:
            yield end("A27", e, procedure, game, 3000, start=start)
        yield end("A27", ends, procedure, game, 30000, "norm_range", start,
                  "least and largest |w| over the last 1000 steps"
                  + ("; chaotic (0.005)" if procedure is aligned else ""))


def games_page():
    """Numbers of the page on games: 5.2 (crossing the curl) and 6 (symplectic gradient adjustment)."""
    one = GameSpec("lqg-wgan", {"dimension": "1", "part": "covariance"})
    two = GameSpec("lqg-wgan", {"dimension": "2", "part": "covariance"},
                   {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1})
    for field, first, second in [
            ("cc", "48;12", "0.88;-0.288;0;-2.16;-0.56;-0.32"), ("eg", "48;-60", "0.88;-0.288;0;-2.552;-0.32;-0.352"),
            ("con", "7.8;-3.6", "-0.912;-0.2288;-0.2;-0.6168;0.24;-0.1888")]:
        procedure = rule("crossing-the-curl", {"field": field, "scale": "half"}, eta=0.1, weight=0.1)
        yield Check("games 5.2", "D", "procedure_field", one, first, (3, 2), procedure, 0.1)
        yield Check("games 5.2", "D", "procedure_field", two, second, (0.3, -0.2, 0.1, 1, 0.4, 0.8), procedure, 0.1)
    weak, four = toy("weak-attractor"), (0,) * 4
    for lam, values in [(1, ("0.01", "2.232", "9.1")), (0.1, ("0.894538987412", "0.709117761729", "0.905538513814"))]:
        for h, e in zip((0.01, 0.032, 0.1), values):
            note = DEFECTIVE if lam == 1 else ""
            yield Check("games 6", "D", "spectral_radius", weak, e, ORIGIN, rule("sga", ZERO_SUM, eta=h, lambda_=lam),
                        note=note)
    yield Check("games 6", "D", "critical_step", weak, "0.108910891089", ORIGIN, rule("sga", ZERO_SUM, lambda_=0.1))
    yield Check("games 6", "D", "procedure_field", weak, "101;101", ONE, rule("sga", ZERO_SUM, eta=0.1, lambda_=1), 0.1)
    for scale, e in [(1, "1"), (0.5, "1.6")]:
        game = GameSpec("bilinear", {}, {} if scale == 1 else {"scale": scale})
        yield Check("games 6", "D", "critical_step", game, e, ORIGIN, rule("sga", ZERO_SUM, lambda_=1))
    for epsilon, e in [(0, "0.292893218813"), (0.01, "0.293390710342")]:
        yield Check("games 6", "D", "critical_step", toy("four-player", epsilon=epsilon), e, four,
                    rule("sga", ZERO_SUM, lambda_=1))


def checks():
    for part in (ridge, curl, unrolling, surgery, leaders, anchoring, integrators, averages, memories, delays,
                 limit_cycle, games_page):
        yield from part()
