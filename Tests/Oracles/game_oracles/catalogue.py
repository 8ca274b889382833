"""All games by id."""

from . import games_fgan, games_gaussian, games_lqg_gan, games_toys, games_two_gaussians
from .games import bilinear, dirac, lqg, uniform_quadratic

MAKERS = {"dirac-gan": dirac, "bilinear": bilinear, "uniform-quadratic-gan": uniform_quadratic, "lqg-wgan": lqg,
          **games_toys.MAKERS, **games_gaussian.MAKERS, **games_lqg_gan.MAKERS, **games_fgan.MAKERS,
          **games_two_gaussians.MAKERS}
_made = {}


def make(name, options=None, knobs=None):
    key = (name, tuple(sorted((options or {}).items())), tuple(sorted((knobs or {}).items())))
    if key not in _made:
        _made[key] = MAKERS[name](options or {}, knobs or {})
    return _made[key]
