import Contracts
import Scalars

/// Exact numbers about what is generated against what is asked for, without instance noise.
extension MixtureGAN {
  var diagnostics: [Diagnostic] {
    (hasDensity ? divergences : []) + (target.dimension == 1 ? distances : []) + coverages + losses
      + quadratureErrors
  }

  private var divergences: [Diagnostic] {
    let between = { @Sendable (z: [Double], k: [Double]) -> Divergences? in
      guard case .gaussians(let generated) = generatedLaw(z, k) else { return nil }
      return Divergences(p: dataLaw(k), q: generated)
    }
    return [
      Diagnostic("js", unit: "nats", "Jensen-Shannon divergence of data and generator, at most log 2") {
        between($0, $1)?.jensenShannon ?? .nan
      },
      Diagnostic("kl", unit: "nats", "KL(data || generator)") { between($0, $1)?.kullbackLeibler ?? .nan },
      Diagnostic("reverse-kl", unit: "nats", "KL(generator || data)") { z, k in
        between(z, k).map { Divergences(p: $0.q, q: $0.p).kullbackLeibler } ?? .nan
      },
      Diagnostic("tv", unit: "1", "total variation distance of data and generator, at most 1") {
        between($0, $1)?.totalVariation ?? .nan
      },
    ]
  }

  private var distances: [Diagnostic] {
    let law = isGaussian ? "the generator" : "the generator's weighted nodes"
    return (1...2).map { power in
      Diagnostic("w\(power)", unit: "data units", "\(power)-Wasserstein distance of data and \(law)") { z, k in
        let generated: Quantiles =
          switch generatedLaw(z, k) {
          case .gaussians(let sum): Quantiles(sum)
          case .atoms(let points, let weights): Quantiles(points: points[0], weights: weights)
          }
        return wassersteinDistance(Quantiles(dataLaw(k)), generated, power: power)
      }
    }
  }

  private var coverages: [Diagnostic] {
    let law = isGaussian ? "" : ", on the generator's weighted nodes"
    let coverage = { @Sendable (z: [Double], k: [Double]) in Coverage(data: dataLaw(k), generated: generatedLaw(z, k)) }
    return [
      Diagnostic(
        "coverage", unit: "modes",
        "modes within 3 standard deviations of which at least half of the mode's own mass is generated\(law)"
      ) { Double(coverage($0, $1).covered) },
      Diagnostic("quality", unit: "1", "generated mass within 3 standard deviations of some mode\(law)") {
        coverage($0, $1).quality
      },
    ]
  }

  private var losses: [Diagnostic] {
    let unit = [.leastSquares, .hinge, .wasserstein].contains(objective) ? "1" : "nats"
    return players.enumerated().map { index, player in
      Diagnostic("loss_\(player.name)", unit: unit, "what the \(player.name) minimises, penalties included") { z, k in
        let workspace = Workspace(bytes: 1 << 20)
        return withExtendedLifetime(workspace) {
          let arena = workspace.arena
          return prepared(for: k).loss(of: index, at: Point(z, in: arena), knobs: Knobs(Point(k, in: arena)))
        }
      }
    }
  }

  private var quadratureErrors: [Diagnostic] {
    quadrature.map {
      [
        Diagnostic(
          "quadrature_error", unit: "1", "error of every component of xi, measured by doubling all nodes",
          value: $0.bound)
      ]
    } ?? []
  }
}
