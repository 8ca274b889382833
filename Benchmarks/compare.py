"""Reads the rows of the benchmarks and of the peers and prints each goal with its ratio."""
import csv
import sys

GOALS = [  # work, ours, peer, wanted: peer cost / our cost at least
    ("dirac simultaneous n=4096", "gandyn hand-written gradient {cores} threads", "jax hand-fused", 2.0),
    ("dirac simultaneous n=4096", "gandyn default gradient {cores} threads", "jax vmap(grad) scan", 4.0),
    ("dirac simultaneous n=4096", "gandyn hand-written gradient {cores} threads", "numpy vectorised", None),
    ("lqg-wgan d=2", "gandyn", "jax grad fori_loop", 2.0),
    ("lqg-wgan d=16", "gandyn", "jax grad fori_loop", None),
    ("lqg-wgan d=64", "gandyn", "jax grad fori_loop", 1.2),
    ("lqg-wgan d=64", "gandyn", "gandyn its products alone", 1 / 1.5),
    ("ring of 8 mlp 2x16", "gandyn", "jax grad fori_loop", 1.3),
    ("ring of 8 mlp 2x64", "gandyn", "jax grad fori_loop", 1.3),
    ("regret-matching-plus 1000 x 1000", "gandyn", "numpy", None),
]


def main(path):
    best = {}
    for row in csv.DictReader(open(path)):
        if row["cost"] == "cost":
            continue
        key, cost = (row["work"], row["how"]), float(row["cost"])
        keep = max if row["unit"] == "MB/s" else min
        best[key] = keep(best.get(key, cost), cost)
    cores = max((int(how.split()[-2]) for _, how in best if how.endswith("threads")), default=1)
    print(f"\n{'work':46s} {'ours':>10s} {'peer':>10s} {'ratio':>7s}  goal")
    for work, ours, peer, goal in GOALS:
        ours = ours.format(cores=cores)
        if (work, ours) in best and (work, peer) in best:
            ratio = best[work, peer] / best[work, ours]
            print(f"{work + ours[6:]:70s} {best[work, ours]:10.3f} {best[work, peer]:10.3f} {ratio:7.2f}  "
                  + (f"at least {goal} times {peer}" if goal else f"beside {peer}"))
    for gradient in ("hand-written", "default"):
        one, all_ = (best.get(("dirac simultaneous n=4096", f"gandyn {gradient} gradient {n} threads")) for n in (1, cores))
        if one and all_:
            print(f"{gradient + f' gradient, 1 against {cores} cores':46s} {all_:10.3f} {one:10.3f} {one / all_:7.2f}  {cores} (linear in cores)")
    for (work, how), cost in sorted(best.items()):
        if work.startswith("stability ") and how == "gandyn":
            bare = next(c for (w, h), c in best.items() if w == work and h.startswith("bare"))
            print(f"{work:46s} {cost:10.1f} {bare:10.1f} {cost / bare:7.2f}  at most 3 times the bare eigenvalue calls")
    for (work, how), cost in sorted(best.items()):
        if work.startswith("cost of ") and how == "gandyn":
            stated = best[work, "the card"]
            print(f"{work:46s} {cost:10.1f} {stated:10.1f} {cost / stated:7.2f}  at most 1.5 times the evaluations the card states")
    if ("csv", "gandyn one core") in best:
        print(f"{'csv':46s} {best['csv', 'gandyn one core']:10.0f} {'':10s} {'':7s}  at least 100 MB/s per core")


if __name__ == "__main__":
    main(sys.argv[1])
