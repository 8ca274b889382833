import Contracts
import Scalars

extension MixtureGAN {
  /// Where every component sits on its mode and D = 0 both players rest: D judges equal clouds of points.
  ///
  /// Known where the components can match the modes exactly: as many, equally spread, equally weighted or with weights learned.
  func facts(knobs k: [Double]) -> [Fact] {
    guard case .components(let components) = generator, components.count == target.count, !design.isNormalised,
      let size = places.size, let std = places.std, places.scale.map({ k[$0] == k[std] }) ?? true
    else { return [] }
    guard places.penalty.map({ k[$0.gp] == 0 || k[$0.target] == 0 }) ?? true else { return [] }
    var point = target.unitMeans.flatMap { $0.map { k[size] * $0 } }
    if components.learned != .means { point += Array(repeating: k[std], count: target.count) }
    if components.learned == .weights { point += Array(repeating: 0, count: target.count) }
    guard let critic else { return [.equilibrium(point), .losses(at: point, [-2 * Double.log(2)])] }
    point += Array(repeating: 0, count: critic.coordinates.count)
    return [.equilibrium(point)]
  }

  /// Measured, not bounded: how far xi moves when all nodes are doubled, twice over for safety.
  var quadrature: QuadratureStatement? {
    var finerDesign = design
    finerDesign.refine = 2 * design.refine
    guard let finer = try? MixtureGAN(finerDesign) else { return nil }
    return QuadratureStatement(option: "refine", isMeasured: true, threshold: 1e-3) { z, k in
      let (coarse, fine) = (self.xi(z, k), finer.xi(z, k))
      let size = coarse.reduce(1) { max($0, $1.magnitude) }
      return zip(coarse, fine).reduce(1e-13 * size) { max($0, 2 * ($1.0 - $1.1).magnitude) }
    }
  }

  private func xi(_ z: [Double], _ k: [Double]) -> [Double] {
    let workspace = Workspace(bytes: 1 << 20)
    let game = prepared(for: k)
    let xi = Point<Double>(count: z.count, in: workspace.arena)
    game.gradient(
      of: 0..<players.count, at: Point(z, in: workspace.arena), knobs: Knobs(Point(k, in: workspace.arena)), into: xi)
    return withExtendedLifetime(workspace) { (0..<z.count).map { xi[$0] } }
  }
}
