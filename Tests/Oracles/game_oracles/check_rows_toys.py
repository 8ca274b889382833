"""Check values on the named toys and the mean-matching WGAN: games 6, procedures 0, A3, A8, A10, A14, A27."""

from .check_rows import Check, GameSpec, alt, consensus, eg, optimistic, sim

ORIGIN, ONE = (0, 0), (1, 1)
DEFECTIVE = "defective eigenvalue: half the digits; compare characteristic coefficients"


def toy(name, **knobs):
    return GameSpec(name, {}, knobs)


def jacobians():
    """The eigenvalues of the Jacobians in the table of games 6, at the point."""
    for name, knobs, point, e in [
            ("cubic-stable-not-nash", {}, ORIGIN, "0±1"), ("common-payoff", {}, ORIGIN, "1;-1"),
            ("hamiltonian-offset", {}, ONE, "0±1"), ("potential-saddle", {}, ORIGIN, "2;-2"),
            ("consensus-trap", {}, ORIGIN, "-2;-2"), ("sga-trap", {}, ORIGIN, "-0.05±1"),
            ("weak-attractor", {}, ORIGIN, "1±10")]:
        yield Check("games 6", "P", "field_eigenvalues", toy(name, **knobs), e, point,
                    note="from the Jacobian in the table")
    yield Check("games 6", "D", "field_eigenvalues", toy("four-player", epsilon=0),
                "0±2.414213562373;0±0.414213562373", (0,) * 4, note="printed ±i(1+sqrt2), ±i(sqrt2-1)")


def section_6():
    weak = toy("weak-attractor")
    for h, e in [(0.01, "0.995037687728"), (0.032, "1.019521456371"), (0.1, "1.345362404707")]:
        yield Check("games 6", "D", "spectral_radius", weak, e, ORIGIN, sim(eta=h))
    yield Check("games 6", "D", "critical_step", weak, "0.019801980198", ORIGIN, sim())
    yield Check("games 6", "D", "field", weak, "11;-9", ONE)
    yield Check("games 6", "P", "field", toy("hamiltonian-offset", a=0.5, b=-0.25), "0;0", (0.5, -0.25))
    for epsilon, e in [(0, "0.239146311738"), (0.01, "0.239708753520")]:
        yield Check("games 6", "D", "critical_step", toy("four-player", epsilon=epsilon), e, (0,) * 4, optimistic())
    yield Check("games 6", "D", "critical_step", toy("four-player"), "0.003431398632", (0,) * 4, sim())
    for gamma, field, radius in [(1, "2;2", "0.8"), (0.25, "-1;-1", "1.1"), (0.5, "0;0", "1")]:
        note = "kappa (lam kappa - 1)(x, y) with kappa = 2, lam = gamma: attracts iff lam > 1/2"
        procedure = consensus(eta=0.1, gamma=gamma)
        yield Check("games 6", "P", "procedure_field", toy("consensus-trap"), field, ONE, procedure, 0.1, note=note)
        yield Check("procedures A10", "P", "spectral_radius", toy("consensus-trap"), radius, ORIGIN, procedure,
                    note=note)


def section_0():
    yield Check("procedures 0", "D", "field_eigenvalues", toy("f1"), "-2;-2", ORIGIN, note=DEFECTIVE)
    yield Check("procedures 0", "D", "field_eigenvalues", toy("f2"), "2;2", ORIGIN, note=DEFECTIVE)
    yield Check("procedures 0", "D", "field", toy("f3"), "0;0", ORIGIN, note="critical point")
    yield Check("procedures 0", "C", "field_eigenvalues", toy("letcher-cycle"), "-1±1", ORIGIN)
    for point in [(0.25, 0.75), (3, -2)]:
        yield Check("procedures 0", "C", "field", toy("tandem"), "0;0", point, note="fixed set x + y = 1")
    for g, e in [(3, "0±1.15470053838"), (4, "-0.25±0.968245836552")]:
        yield Check("procedures A3", "D", "procedure_field_eigenvalues", toy("f1"), e, ORIGIN,
                    sim(eta_1=0.12 / g, eta_2=0.12), 0.12, -1, note=f"player 1 slower by {g}")
    for name, e in [("f1", "1.1;1.1"), ("f2", "0.9;0.9")]:
        yield Check("procedures A14", "D", "map_eigenvalues", toy(name), e, ORIGIN, sim(eta=0.05), note=DEFECTIVE)


def limit_cycle():
    for procedure, e in [(sim(eta=0.01), "-1.11391222424;0.063816460905"),
                         (alt(eta=0.01), "-1.10800419558;0.0386262154547"),
                         (eg(eta=0.01), "-1.09602509002;-0.00882073985735"),
                         (optimistic(eta=0.01), "-1.09608777097;-0.00868306956867")]:
        yield Check("procedures A27", "D", "trajectory", toy("letcher-cycle"), e, (0.5, 0.5), procedure, 3000)


def mean_gan():
    start, note = (1.7, 1.7, 1.4, 1.4), "first two coordinates (the generator's) only"
    yield Check("procedures A8", "C", "trajectory", GameSpec("gaussian-mean-gan"), "2.99125639;3.98489638", start,
                optimistic(eta=0.1), 998, note=note)
    yield Check("procedures A8", "C", "trajectory", toy("gaussian-mean-gan", gp=0.1), "1.77182765;2.26763725", start,
                sim(eta=0.1), 999, note=note)


def checks():
    for part in (jacobians, section_6, section_0, limit_cycle, mean_gan):
        yield from part()
