internal import Chance
internal import Contracts
internal import Scalars

/// Gradients: what a game writes by hand equals the derivative of its losses, on every scalar.
let gradientLaws: [GameLaw] = [
  overPoints("xi is the derivative of each player's loss", 1e-12) { at in
    let derivatives = at.game.blocks.enumerated().flatMap { player, block in at.lossDerivatives(of: player)[block] }
    return [relativeError(at.xi(at.game.onDouble) { $0 }, derivatives)]
  },
  overPoints("the full gradient of a loss is its derivative", 1e-12) { at in
    at.game.players.indices.map { player in
      relativeError(at.fullGradient(of: player, at.game.onDouble) { $0 }, at.lossDerivatives(of: player))
    }
  },
  GameLaw(description: "xi and losses in lanes equal those on doubles", tolerance: 1e-12) { member, random in
    guard member.game.isCompiledForLanes else { return nil }
    let lane = 17
    return worst(
      (0..<3).flatMap { _ -> [Double] in
        let at = member.randomEvaluation(&random)
        let losses = at.game.players.indices.map { at.loss(of: $0, at.game.onLanes)[lane: lane] }
        return [
          relativeError(at.xi(at.game.onLanes) { $0[lane: lane] }, at.xi(at.game.onDouble) { $0 }),
          relativeError(losses, at.game.players.indices.map { at.loss(of: $0, at.game.onDouble) }),
        ]
      })
  },
  overPoints("xi is the central difference of the losses", 1e-6) { at in
    [
      relativeError(
        at.xi(at.game.onDouble) { $0 },
        at.game.blocks.enumerated().flatMap { player, block in
          block.map { i in at.centralDifference(in: i) { [$0.loss(of: player, at.game.onDouble)] }[0] }
        })
    ]
  },
  GameLaw(description: "losses of a zero-sum game sum to zero", tolerance: 1e-13) { member, random in
    // A penalty whose weight is 0 is left out, and the rest may be zero-sum.
    let defaults = member.game.knobs.map(\.defaultValue)
    let prepared = member.game.prepared(defaults)
    guard member.game.isZeroSum || prepared.isZeroSum else { return nil }
    return worst(
      (0..<3).map { _ in
        let drawn = member.randomEvaluation(&random)
        let at = member.game.isZeroSum ? drawn : Evaluation(game: prepared, z: drawn.z, knobs: defaults)
        let losses = at.game.players.indices.map { at.loss(of: $0, at.game.onDouble) }
        return losses.reduce(0, +).magnitude / losses.reduce(1) { max($0, $1.magnitude) }
      })
  },
  GameLaw(description: "the game prepared for its knobs has the same xi", tolerance: 1e-12) { member, random in
    worst(
      (0..<4).map { _ in
        let at = member.randomEvaluation(&random)
        let prepared = Evaluation(game: at.game.prepared(at.knobs), z: at.z, knobs: at.knobs)
        return relativeError(prepared.xi(prepared.game.onDouble) { $0 }, at.xi(at.game.onDouble) { $0 })
      })
  },
  GameLaw(description: "xi moves by less than the stated quadrature error when the nodes are doubled", tolerance: 1) {
    member, random in
    guard let statement = member.game.quadrature, let finer = try member.withTwice(statement.option) else { return nil }
    return worst(
      (0..<40).map { draw in
        // Every other point lies far out, where the nodes no longer suffice and the bound must say so.
        let size = draw % 2 == 0 ? 1.5 : 12.0
        let (z, knobs) = (member.randomPoint(&random).map { size * $0 }, member.randomKnobs(&random))
        let coarse = Evaluation(game: member.game, z: z, knobs: knobs).xi(member.game.onDouble) { $0 }
        let fine = Evaluation(game: finer.game, z: z, knobs: knobs).xi(finer.game.onDouble) { $0 }
        return worst(zip(coarse, fine).map { ($0 - $1).magnitude / statement.bound(z, knobs) })
      })
  },
]

/// A law checked at three random points with random knobs.
func overPoints(
  _ description: String, _ tolerance: Double, _ errors: @escaping @Sendable (Evaluation) -> [Double]
) -> GameLaw {
  GameLaw(description: description, tolerance: tolerance) { member, random in
    worst(
      (0..<3).flatMap { _ in
        errors(member.randomEvaluation(&random))
      })
  }
}

extension Evaluation {
  /// The central difference of a vector in coordinate `i`.
  func centralDifference(in i: Int, of f: (Evaluation) -> [Double]) -> [Double] {
    centralDifference(along: z.indices.map { $0 == i ? 1 : 0 }, of: f)
  }

  /// The central difference of a vector along a direction, of fourth order from two displacements: beside a singular
  /// matrix or under a power of x the second order is not enough.
  func centralDifference(along u: [Double], of f: (Evaluation) -> [Double]) -> [Double] {
    let h = 1e-5 * worst([1] + zip(z, u).map { $1 == 0 ? 0 : $0.magnitude }) / worst([1e-3] + u.map(\.magnitude))
    let differences = [h, h / 2].map { h in
      let sides = [h, -h].map { t in f(Evaluation(game: game, z: zip(z, u).map { $0 + t * $1 }, knobs: knobs)) }
      return zip(sides[0], sides[1]).map { ($0 - $1) / (2 * h) }
    }
    return zip(differences[0], differences[1]).map { (4 * $1 - $0) / 3 }
  }
}
