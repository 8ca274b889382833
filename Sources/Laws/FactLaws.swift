internal import Chance
internal import Contracts
internal import Spectra

/// Facts: what theory says about a game holds for its formulas.
let factLaws: [GameLaw] = [
  GameLaw(description: "known equilibria, Jacobians and spectra hold", tolerance: 1e-10) { member, random in
    if member.game.facts(member.game.knobs.map(\.defaultValue)).isEmpty { return nil }
    return worst(
      (0..<4).flatMap { draw -> [Double] in
        let knobs = draw == 0 ? member.game.knobs.map(\.defaultValue) : member.randomKnobs(&random)
        return member.game.facts(knobs).map { error(of: $0, member.game, knobs) }
      })
  }
]

private func error(of fact: Fact, _ game: CompiledGame, _ knobs: [Double]) -> Double {
  switch fact {
  case .equilibrium(let point):
    let xi = Evaluation(game: game, z: point, knobs: knobs).xi(game.onDouble) { $0 }
    return worst(xi.map { $0.magnitude / point.reduce(1) { max($0, $1.magnitude) } })
  case .jacobian(let point, let rows):
    return relativeError(Evaluation(game: game, z: point, knobs: knobs).jacobian(), rows.flatMap { $0 })
  case .fieldEigenvalues(let point, let values):
    let n = point.count
    guard values.count == n else { return .infinity }
    // In units of the largest eigenvalue; coefficient k of n such factors is at most binomial(n, k).
    let scale = values.map { ($0.real * $0.real + $0.imaginary * $0.imaginary).squareRoot() }.max() ?? 0
    let unit = scale > 0 ? scale : 1
    let jacobian = Evaluation(game: game, z: point, knobs: knobs).jacobian()
    let got = characteristicPolynomial(of: jacobian.map { -$0 / unit }, order: n)
    let expected = polynomial(withRoots: values.map { ($0.real / unit, $0.imaginary / unit) })
    var binomial = 1.0
    return worst(
      zip(got, expected).enumerated().map { k, pair in
        defer { binomial *= Double(n - k) / Double(k + 1) }
        return (pair.0 - pair.1).magnitude / binomial
      })
  case .losses(let point, let values):
    let at = Evaluation(game: game, z: point, knobs: knobs)
    return relativeError(game.players.indices.map { at.loss(of: $0, game.onDouble) }, values)
  case .criticalTimescale(let point, let tau):
    let jacobian = Evaluation(game: game, z: point, knobs: knobs).jacobian()
    let below = slowestRate(jacobian, second: game.blocks[1], timescale: 0.999 * tau)
    let above = slowestRate(jacobian, second: game.blocks[1], timescale: 1.001 * tau)
    return above > 0 && below < 0 ? 0 : .infinity
  }
}

/// The smallest real part of the eigenvalues of `diag(I, timescale I) J`: positive where the flow is stable.
private func slowestRate(_ jacobian: [Double], second block: Range<Int>, timescale: Double) -> Double {
  let n = Int(Double(jacobian.count).squareRoot())
  var solver = Eigensolver(order: n)
  let scaled = jacobian.indices.map { jacobian[$0] * (block.contains($0 / n) ? timescale : 1) }
  guard (try? solver.eigenvalues(of: scaled)) != nil else { return .nan }
  return solver.real.min() ?? .nan
}
