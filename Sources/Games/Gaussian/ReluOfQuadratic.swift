import Scalars

/// `E[1{p(e) > 0} e^k]` for k = 0, 1, 2, with `p(e) = c0 + c1 e + c2 e^2` and e standard normal; so that
/// `E relu(p) = c0 M0 + c1 M1 + c2 M2`, whose derivatives in the coefficients are the M.
///
/// Between the roots of p the moments are differences of `Phi(x)`, `-phi(x)` and `Phi(x) - x phi(x)`; they belong to
/// the region where `c2 < 0`, and to the rest of the line where `c2 > 0`.
/// No case is left out and none is a branch: roots that do not exist count 0 times, roots beyond +-40, where Phi is 0 or 1
/// to all digits, are brought there, and divisors are kept 2^-200 away from 0, below every rounding error.
/// - Units: `e` is dimensionless.
/// - Source: derived; roots by Vieta, Higham, Accuracy and Stability of Numerical Algorithms (2002), Section 1.8.
func momentsWherePositive<S: Scalar>(_ c0: S, _ c1: S, _ c2: S) -> (S, S, S) {
  let tiny = S(exact: 0x1p-200)
  let discriminant: S = .square(c1) - 4 * c0 * c2
  let (linearSign, quadraticSign): (S, S) = (2 * .step(c1) - 1, 1 - 2 * .step(-c2))
  let half = -(c1 + linearSign * .sqrt(.relu(discriminant) + tiny)) / 2
  let roots = (withinNormalRange(half / (c2 + quadraticSign * tiny)), withinNormalRange(c0 / half))
  let between = S.step(discriminant) * .sign(roots.0 - roots.1)
  let (upper, lower) = (momentsBelow(roots.0), momentsBelow(roots.1))
  // Whether p > 0 far out: by its leading coefficient that is not 0.
  let (noQuadratic, noLinear): (S, S) = (1 - .abs(.sign(c2)), 1 - .abs(.sign(c1)))
  let outside: S = .step(c2) + noQuadratic * (1 - noLinear + noLinear * .step(c0))
  let inside = (1 - 2 * outside) * between
  return (
    outside + inside * (upper.0 - lower.0), inside * (upper.1 - lower.1), outside + inside * (upper.2 - lower.2)
  )
}

/// `E[1{e < x} e^k]` for k = 0, 1, 2.
private func momentsBelow<S: Scalar>(_ x: S) -> (S, S, S) {
  let (below, density): (S, S) = (.normalCDF(x), .normalPDF(x))
  return (below, -density, below - x * density)
}

/// `x` brought into [-40, 40], also from infinity.
private func withinNormalRange<S: Scalar>(_ x: S) -> S {
  let bounded = 40 - S.relu(40 - x)
  return .relu(bounded + 40) - 40
}
