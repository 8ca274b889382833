import Scalars

/// The f-divergences of a restricted f-GAN, by what the discriminator's output v earns: `V = E_mu A(v) - E_nu B(v)`.
///
/// ```
///                  f(u)               A(v)                   B(v)
/// kl               u log u - u + 1    v                      e^v - 1
/// pearson          (u - 1)^2          v                      v + v^2/4
/// jensen-shannon   2 JS               log 2 + log sigmoid v  softplus v - log 2
/// ```
/// `A = T`, `B = f*(T)` with `T = v`, for jensen-shannon `T = log 2 - softplus(-v)`. Over all v the supremum is D_f(mu || nu).
enum FDivergence: String, CaseIterable, Sendable {
  case kl, pearson
  case jensenShannon = "jensen-shannon"

  @inline(__always) func onReal<S: Scalar>(_ v: S) -> S {
    self == .jensenShannon ? .log(2) + .logSigmoid(v) : v
  }

  @inline(__always) func slopeOnReal<S: Scalar>(_ v: S) -> S {
    self == .jensenShannon ? .sigmoid(-v) : 1
  }

  @inline(__always) func onFake<S: Scalar>(_ v: S) -> S {
    switch self {
    case .kl: .exp(v) - 1
    case .pearson: v + .square(v) / 4
    case .jensenShannon: .softplus(v) - .log(2)
    }
  }

  @inline(__always) func slopeOnFake<S: Scalar>(_ v: S) -> S {
    switch self {
    case .kl: .exp(v)
    case .pearson: 1 + v / 2
    case .jensenShannon: .sigmoid(v)
    }
  }
}
