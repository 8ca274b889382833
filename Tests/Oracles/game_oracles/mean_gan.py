"""mean_gan.csv: the six published runs of the mean-matching WGAN (procedures A8), from the rules of the page.

min over theta, max over w of <w, v - theta>, v = (3, 4), eta = 0.1; theta_0 = 1.7 and w_0 = 1.4 in every coordinate.

OMD      theta+ = theta + 2 eta w - eta w^-,  w+ = w + 2 eta (v - theta) - eta (v - theta^-), all at time t.
         Two equal initial iterates are counted, then 998 updates: 1000 iterates.
others   at t = 1, 2, ..., T k - 1 (T = 1000), all right-hand sides at t - 1, in this order:
           m_D <- g m_D + eta (v - theta) - 2 eta lambda w_a (1 - 1/|w_a|),   w_new = clip(w + m_D)
           if k divides t:  m_G <- g m_G - eta w,  theta <- theta - m_G  (w still the old one)
           w <- w_new
         with m_D = 1.4 and m_G = 1.7 in every coordinate at the start, which matters for g > 0 only. w_a = w, but
         w + g m_D under Nesterov momentum: only the penalty looks ahead, the bilinear part does not depend on w and the
         generator's gradient is taken at w. The iterates are theta_0 and the values after each update: 1000 of them.
mean     of the 1000 iterates theta; last: the 1000th.
"""

from mpmath import mp

from .text import number

HEADER = ["name", "mean_theta_1", "mean_theta_2", "last_theta_1", "last_theta_2"]
V, ETA, COUNT = (mp.mpf(3), mp.mpf(4)), mp.mpf(0.1), 1000
RUNS = {  # published: mean theta, last theta, as printed; then the rule's parameters
    "omd": ("3.01131623 4.00931959 2.99125639 3.98489638", None),
    "gd-clip": ("3.01224287 3.98588748 3.48000545 5.07760794", {"clip": 1}),
    "gd-penalty": ("2.99631726 4.02111631 1.77182765 2.26763725", {"penalty": 0.1}),
    "momentum-clip": ("2.97992172 3.96787225 1.97080644 2.50190771", {"momentum": 0.5, "clip": 1}),
    "momentum-penalty-every-15": ("2.99850775 3.9976579 2.7099578 4.13706972",
                                  {"momentum": 0.2, "penalty": 0.1, "every": 15}),
    "nesterov-penalty-every-15": ("2.99259785 3.98787484 3.21714755 3.84955942",
                                  {"momentum": 0.2, "penalty": 1, "every": 15, "nesterov": True}),
}


def optimistic():
    theta, w = [mp.mpf(1.7)] * 2, [mp.mpf(1.4)] * 2
    path, old_theta, old_w = [theta, theta], theta, w
    while len(path) < COUNT:
        new = [a + 2 * ETA * b - ETA * c for a, b, c in zip(theta, w, old_w)]
        critic = [b + 2 * ETA * (v - a) - ETA * (v - c) for v, a, b, c in zip(V, theta, w, old_theta)]
        theta, w, old_theta, old_w = new, critic, theta, w
        path.append(theta)
    return path


def descent(clip=0, penalty=0, momentum=0, every=1, nesterov=False):
    g, weight = mp.mpf(momentum), mp.mpf(penalty)
    theta, w, m_g, m_d = ([mp.mpf(c)] * 2 for c in (1.7, 1.4, 1.7, 1.4))
    path = [theta]
    for t in range(1, COUNT * every):
        ahead = [c + g * m for c, m in zip(w, m_d)] if nesterov else w
        pull = 1 - 1 / mp.sqrt(sum(c * c for c in ahead))
        m_d = [g * m + ETA * (v - c) - 2 * ETA * weight * a * pull for m, v, c, a in zip(m_d, V, theta, ahead)]
        new = [c + m for c, m in zip(w, m_d)]
        new = [min(max(c, -clip), clip) for c in new] if clip else new
        if t % every == 0:
            m_g = [g * m - ETA * c for m, c in zip(m_g, w)]
            theta = [c - m for c, m in zip(theta, m_g)]
            path.append(theta)
        w = new
    return path


def rows():
    for name, (printed, rule) in RUNS.items():
        path = optimistic() if rule is None else descent(**rule)
        assert len(path) == COUNT
        values = [sum(p[i] for p in path) / COUNT for i in range(2)] + list(path[-1])
        for own, text in zip(values, printed.split()):
            assert abs(own - mp.mpf(text)) <= mp.mpf("5e-9"), (name, text, own)
        yield [name, *map(number, values)]
