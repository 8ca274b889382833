"""Check values of the page on games, transcribed: sections 1.2, 1.5, 1.6, 2, 3.2, 5.4, 6."""

from .check_rows import (Check, GameSpec, alt, bilinear, consensus, dirac, eg, optimistic, scalar_players, sim,
                         uniform)

GAN, ORIGIN, ONE = dirac(), (0, 0), (1, 1)
DOUBLE = "defective double eigenvalue: half the digits; compare characteristic coefficients"


def section_1_5():
    for g, e in [(1.5, "-1.309016994375;-0.190983005625"), (2, "-1.866025403784;-0.133974596216")]:
        yield Check("games 1.5", "D", "field_eigenvalues", dirac(r1=g), e, ORIGIN, sign=-1)


def continuous_spectra():
    r1 = {0.1: "-0.05±0.497493718553", 0.3: "-0.15±0.476969600708", 0.5: "-0.25±0.433012701892", 1: "-0.5;-0.5",
          2: "-0.133974596216;-1.866025403784", 10: "-0.025062814467;-9.974937185533"}
    for g, e in r1.items():
        note = DOUBLE if g == 1 else ""
        yield Check("games 1.6", "D", "field_eigenvalues", dirac(r1=g), e, ORIGIN, sign=-1, note=note)
    noise = {0.3: "-0.0225±0.499493493451", 0.7: "-0.1225±0.484761539316", 1: "-0.25±0.433012701892",
             1.4142135623730951: "-0.5;-0.5"}
    for s, e in noise.items():
        yield Check("games 1.6", "D", "field_eigenvalues", dirac(noise=s), e, ORIGIN, sign=-1,
                    note=DOUBLE if 1.4 < s < 1.5 else "")
    for g, e in [(1, "-0.25±0.5"), (0.3, "-0.075±0.5")]:
        procedure = consensus(eta=0.2, gamma=g)
        yield Check("games 1.6", "D", "procedure_field_eigenvalues", GAN, e, ORIGIN, procedure, 0.2, -1)


def update_spectra():
    def row(kind, game, e, procedure, note=""):
        return Check("games 1.6", "D", kind, game, e, ORIGIN, procedure, note=note)

    for h, e in [(0.1, "1.00124921972504"), (0.2, "1.00498756211209"), (1, "1.11803398874989")]:
        yield row("spectral_radius", GAN, e, sim(eta=h))
    yield row("spectral_radius", dirac("wasserstein"), "1.01980390271856", sim(eta=0.2))
    for h, u, e in [(0.2, "1,1", "0.995±0.099874921777"), (0.2, "1,5", "0.975±0.222204860433"),
                    (1, "1,5", "0.375±0.927024810887"), (4, "1,1", "-1;-1"),
                    (4.5, "1,1", "-0.371626542795;-2.690873457205"), (2, "1,5", "-0.381966011250;-2.618033988750")]:
        yield row("map_eigenvalues", GAN, e, alt(u, eta=h), DOUBLE if h == 4 else "")
    r3, r10 = dirac(r1=0.3), dirac(r1=1)
    yield row("map_eigenvalues", r3, "0.97±0.095393920142", sim(eta=0.2))
    yield row("spectral_radius", r3, "0.974679434481", sim(eta=0.2))
    yield row("map_eigenvalues", r3, "0.965±0.093674969976", alt(eta=0.2))
    yield row("spectral_radius", r3, "0.969535971483", alt(eta=0.2))
    yield row("map_eigenvalues", r3, "0.844777346400±0.142320966162", alt("1,5", eta=0.2))
    yield row("spectral_radius", r3, "0.856681984403", alt("1,5", eta=0.2))
    yield row("map_eigenvalues", r10, "0.9;0.9", sim(eta=0.2), DOUBLE)
    yield row("map_eigenvalues", r10, "0.927015621187;0.862984378813", alt(eta=0.2))
    yield row("map_eigenvalues", r10, "0.948645012027;0.345418987973", alt("1,5", eta=0.2))
    yield row("map_eigenvalues", GAN, "0.95±0.1", consensus(eta=0.2, gamma=1))
    yield row("map_eigenvalues", dirac(noise=0.7), "0.9755±0.096952307863", sim(eta=0.2))
    yield row("spectral_radius", dirac(noise=0.7), "0.980306074652", sim(eta=0.2))


def thresholds():
    sims = {0.1: "0.4", 0.3: "1.2", 1: "4.0", 2: "1.071796769724"}
    alts = {0.1: "3.619950248448", 0.3: "2.976122603564", 1: "1.656854249492", 2: "0.944271909999"}
    for procedure, table in [(sim(), sims), (alt(), alts)]:
        for g, e in table.items():
            note = DOUBLE if procedure.name == "simultaneous" and g == 1 else ""
            yield Check("games 1.6", "D", "critical_step", dirac(r1=g), e, ORIGIN, procedure, note=note)
    for g, e in [(1, "1.6"), (0.3, "0.586797066015")]:
        yield Check("games 1.6", "D", "critical_step", GAN, e, ORIGIN, consensus(gamma=g))


def field_values():
    table = [
        (GAN, "-0.268941421370;0.268941421370", "0.478950128090;0.299343830056"),
        (dirac("nonsaturating"), "-0.731058578630;0.268941421370", "0.321049871910;0.299343830056"),
        (dirac("wasserstein", gp=0.7, gp_target=1), "-1;1", "0.8;0.36"),
        (dirac(noise=0.7), "-0.288090201162;0.086036033838", "0.473735839829;0.475776396281"),
        (dirac(r1=0.3), "-0.268941421370;-0.031058578630", "0.478950128090;0.539343830056"),
    ]
    for game, *values in table:
        for point, e in zip([ONE, (0.5, -0.8)], values):
            yield Check("games 1.6", "D", "field", game, e, point, sign=-1)
    for point, e in [(ONE, "-0.235516723930;0.302366118810"), ((0.5, -0.8), "0.197321776601;0.650094670493")]:
        yield Check("games 1.6", "D", "procedure_field", GAN, e, point, consensus(eta=0.2, gamma=1), 0.2, -1)


def trajectories():
    wgan, gp = dirac("wasserstein", clip=1), dirac("wasserstein", gp=0.7, gp_target=1)
    nsgan, s, a1, a5 = dirac("nonsaturating"), sim(eta=0.2), alt(eta=0.2), alt("1,5", eta=0.2)
    table = [
        (GAN, s, "0.946211715726;1.053788284274", "0.257053374369;1.417682168251", "3.096948666996"),
        (GAN, a1, "0.946211715726;1.052921113019", "0.259600952898;1.394623085654", "1.421018869160"),
        (GAN, a5, "0.946211715726;1.246772719835", "0.105576967864;2.471888370593", "1.845273563588"),
        (nsgan, s, "0.853788284274;1.053788284274", "-0.358261962297;1.202800507998", "0.640207081173"),
        (nsgan, a1, "0.853788284274;1.050994858786", "-0.334171468776;1.120727177780", "0.283923417118"),
        (wgan, s, "0.8;1", "-0.92032;0.608", "1.002152040504"),
        (wgan, a1, "0.8;1", "-0.846618112;0.4542309376", "1.024118866803"),
        (wgan, a5, "0.8;1", "-0.35552;-0.80992", "0.916884716605"),
        (gp, s, "0.8;1.2", "-1.340082665651;0.538804556202", "1.801793193160"),
        (gp, a1, "0.8;1.16", "-1.102692571513;0.445644054863", "1.221066631439"),
        (dirac(noise=0.7), s, "0.942381959768;1.017207206768", "0.284052090923;1.032566761324", "5.7306e-5"),
        (dirac(r1=0.3), s, "0.946211715726;0.993788284274", "0.364932198292;0.891536967778", "2.642656e-6"),
        (dirac(r1=0.3), a1, "0.946211715726;0.992921113019", "0.368273853616;0.871809691037", "2.300913e-7"),
        (dirac(r1=1), s, "0.946211715726;0.853788284274", "0.559324894445;0.361038926602", "9.5287e-22"),
        (GAN, consensus(eta=0.2, gamma=1), "0.952896655214;1.060473223762", "0.488082725420;1.423786874359",
         "2.5786e-10"),
        (dirac("nonsaturating", r1=0.3), s, "0.853788284274;0.993788284274", "-0.121761006885;0.736943818747",
         "2.2120e-6"),
    ]
    for game, procedure, first, tenth, norm in table:
        yield Check("games 1.6", "D", "trajectory", game, first, ONE, procedure, 1)
        yield Check("games 1.6", "D", "trajectory", game, tenth, ONE, procedure, 10)
        yield Check("games 1.6", "D", "norm", game, norm, ONE, procedure, 500)
    for procedure, e in [(s, "1.1698"), (a5, "0.4472")]:
        yield Check("games 1.6", "D", "bound_theta", wgan, e, ONE, procedure, 20000,
                    note="maximum of |theta_k| for k = 10000..20000, printed as an upper bound")
    for h, e in [(0.05, "0.04999"), (0.1, "0.09995"), (0.2, "0.1996")]:
        yield Check("games 1.2", "D", "mean_half_square", nsgan, e, ONE, sim(eta=h), 100000,
                    note="mean of |w_k|^2 / 2 for k = 50000..100000")


def section_2():
    first, second = scalar_players([[0.1, 10], [-10, 0.1]]), scalar_players([[1, 2], [-3, 0.5]])
    for game, e, g, f in [(first, "-0.1±10", 0.1, "-10.101±10"),
                          (second, "-0.75±2.43669859", 0.5, "-4.3125±1.82752394")]:
        yield Check("games 2", "D", "field_eigenvalues", game, e, ORIGIN, sign=-1)
        procedure = consensus(eta=0.1, gamma=g)
        yield Check("games 2", "D", "procedure_field_eigenvalues", game, f, ORIGIN, procedure, 0.1, -1)
    yield Check("games 2", "D", "critical_step", first, "0.001999800020", ORIGIN, sim())
    yield Check("games 2", "D", "critical_step", first, "0.099994950755", ORIGIN, consensus(gamma=0.1))


def section_3_2():
    gan = {0: "-0.05±0.329561998888", 0.25: "-0.077777777778±0.324132269907", 0.5: "-0.105555555556±0.316178961670",
           1: "-0.161111111111±0.291812133037", 5: "-0.1;-1.111111111111"}
    wgan = {0: "0±0.666666666667", 0.25: "-0.111111111111±0.657342198122", 0.5: "-0.222222222222±0.628539361055",
            1: "-0.444444444444±0.496903995000", 1.5: "-0.666666666667;-0.666666666667",
            2: "-0.300944153097;-1.476833624681"}
    for loss, table in [("minimax", gan), ("wasserstein", wgan)]:
        for eta, e in table.items():
            note = DOUBLE + "; printed -2/3" if eta == 1.5 else ""
            game = uniform(loss, **({"regulariser": eta} if eta else {}))
            yield Check("games 3.2", "D", "field_eigenvalues", game, e, (0, 1), sign=-1, note=note)
    for loss, point, e in [("minimax", (0.5, 0.5), "0.098723067835;0.086456075214"),
                           ("wasserstein", (0.5, 0.5), "0.25;0.166666666667"),
                           ("minimax", (1, 1.5), "-0.464982960854;0.778420865780"),
                           ("wasserstein", (1, 1.5), "-0.416666666667;1.0"),
                           ("minimax", (-1, 0.8), "0.127936291720;-0.216410882831")]:
        yield Check("games 3.2", "D", "field", uniform(loss), e, point, sign=-1)


def section_5_4():
    one = GameSpec("lqg-wgan", {"dimension": "1", "part": "covariance"})
    two = GameSpec("lqg-wgan", {"dimension": "2", "part": "covariance"},
                   {"sigma_11": 2, "sigma_12": 0.5, "sigma_22": 1})
    for game, point, e, f in [
            (one, (3, 2), "3;-12", "7.8;-3.6"),
            (two, (0.3, -0.2, 0.1, 1, 0.4, 0.8), "-1;-0.2;-0.2;-0.44;0.32;-0.16",
             "-0.912;-0.2288;-0.2;-0.6168;0.24;-0.1888")]:
        yield Check("games 5.4", "D", "field", game, e, point)
        yield Check("games 5.4", "D", "procedure_field", game, f, point, consensus(eta=0.1, gamma=0.1), 0.1)
    yield Check("games 5.4", "D", "field_eigenvalues", two, "0±3.25983828;0±2.59829003;0±1.76701537",
                tuple(float(c) for c in two.build().equilibrium), sign=-1)
    floored = GameSpec("lqg-wgan", {"dimension": "1"}, {"floor": 0.01})
    start = (50, 0, 30, 0)
    yield Check("games 5.4", "D", "distance", floored, "2.031714", start, sim(eta=0.001), 100000,
                note="|w_k - (0,0,1,0)|")
    yield Check("games 5.4", "D", "distance", floored, "1.568990", start, eg(eta=0.01), 10000, note="|w_k - (0,0,1,0)|")


def section_6():
    weak = scalar_players([[1, 10], [-10, 1]])
    for h, e in [(0.01, "0.995037687728"), (0.032, "1.019521456371"), (0.1, "1.345362404707")]:
        yield Check("games 6", "D", "spectral_radius", weak, e, ORIGIN, sim(eta=h))
    yield Check("games 6", "D", "critical_step", weak, "0.019801980198", ORIGIN, sim())
    yield Check("games 6", "D", "field", weak, "11;-9", ONE)
    yield Check("games 6", "D", "critical_step", bilinear(), "0.577350269190", ORIGIN, optimistic())
    yield Check("games 6", "D", "critical_step", bilinear(0.5), "1.154700538379", ORIGIN, optimistic())
    for e, omd in [(0, "0.239146311738"), (0.01, "0.239708753520")]:
        game = scalar_players([[e if i == j else (1 if j > i else -1) for j in range(4)] for i in range(4)])
        yield Check("games 6", "D", "critical_step", game, omd, (0,) * 4, optimistic())
    yield Check("games 6", "D", "critical_step", game, "0.003431398632", (0,) * 4, sim())


def checks():
    for part in (section_1_5, continuous_spectra, update_spectra, thresholds, field_values, trajectories, section_2,
                 section_3_2, section_5_4, section_6):
        yield from part()
