import Contracts
import Scalars

/// The extra anchored gradient method (EAG): extragradient with a pull back to the start that fades like 1/k.
/// ```
/// b_k = 1/(k+2)
/// ahead = P(w + b_k (w_0 - w) - a_k xi(w));  w+ = P(w + b_k (w_0 - w) - a_k xi(ahead))
/// constant: a_k = h;  varying: a_0 = h, a_(k+1) = a_k (1 - (a_k R)^2 / ((k+1)(k+3)(1 - (a_k R)^2)))
/// ```
/// - State: the iterate, the start w_0 and, where the step varies, `a_k / h`.
/// - Limit: no pull and the limit of a_k; there the row of w_0 follows the iterate and the law is extragradient's.
/// - Source: Yoon and Ryu (2021), arXiv:2102.07922: `|xi|^2 = O(1/k^2)` on monotone R-Lipschitz fields, for `h < 3/(4R)`
///   (varying) or `h <= 1/(8R)` (constant).
/// - Differs from the source: players may have step sizes of their own.
struct ExtraAnchored: Procedure {
  enum StepRule: String, CaseIterable { case varying, constant }

  static let card = Card(
    id: "extra-anchored", title: "extra anchored gradient (EAG)",
    formulas: """
      ahead = P(w + b_k (w_0 - w) - a_k xi(w)); w+ = P(w + b_k (w_0 - w) - a_k xi(ahead)), b_k = 1/(k+2)
      constant: a_k = h; varying: a_0 = h, a_(k+1) = a_k (1 - (a_k R)^2 / ((k+1)(k+3)(1 - (a_k R)^2)))
      """,
    source: "arXiv:2102.07922",
    options: [.choice("step", default: StepRule.varying, "EAG-V with a step that shrinks to a limit, or EAG-C")])
  static let knobs = [Knob("lipschitz", 1, .positive, "R, the Lipschitz constant of xi, in units of 1/h; varying only")]

  let rule: StepRule
  let memory: [MemoryStart]
  let cost = Cost(fields: 2)
  let isAutonomous = false
  let fixedPoints = FixedPoints.others("in the limit those of extragradient")

  init(options: Options, players: Int) {
    rule = options.choice("step", default: .varying)
    memory = rule == .varying ? [.iterate, .one] : [.iterate]
  }

  func step<S: OrderedScalar>(_ state: State<S>, knobs: StepKnobs<S>, game: FieldAccess<S>) -> State<S> {
    let (w, anchor) = (state.iterate, state[1])
    let ratio = rule == .varying && !knobs.time.isInfinite ? state[2] : limit(knobs, w)
    let a = Point<S>(count: w.count, in: w.arena)
    for i in 0..<w.count { a[i] = knobs.eta[i] * ratio[i] }
    let base = w + S(exact: 1 / (knobs.time + 2)) * (anchor - w)
    let ahead = game.project(base - a * game.xi(w))
    let next = game.project(base - a * game.xi(ahead))
    let kept = knobs.time.isInfinite ? next : anchor
    return rule == .constant ? State(next, kept) : State(next, kept, shrunk(ratio, knobs, at: knobs.time))
  }

  /// `a_(k+1) / h` from `a_k / h`.
  private func shrunk<S: OrderedScalar>(_ ratio: Point<S>, _ knobs: StepKnobs<S>, at k: Double) -> Point<S> {
    let next = Point<S>(count: ratio.count, in: ratio.arena)
    for i in 0..<ratio.count { next[i] = Self.shrunk(ratio[i], reach: knobs.eta[i] * knobs.value(0), at: k) }
    return next
  }

  /// The recursion, with `reach = h R`.
  private static func shrunk<S: Scalar>(_ ratio: S, reach: S, at k: Double) -> S {
    let square: S = .square(ratio * reach)
    return ratio * (1 - S(exact: 1 / ((k + 1) * (k + 3))) * square / (1 - square))
  }

  /// The limit of `a_k / h`, a constant to the derivatives of the map.
  private func limit<S: OrderedScalar>(_ knobs: StepKnobs<S>, _ w: Point<S>) -> Point<S> {
    let (ratio, reach) = (Point<S>(count: w.count, in: w.arena), Point<S>(count: w.count, in: w.arena))
    ratio.fill(1)
    if rule == .constant { return ratio }
    for i in 0..<w.count { reach[i] = knobs.eta[i] * knobs.value(0) }
    S.constants(from: reach, into: ratio) { reach, ratio in
      for i in 0..<ratio.count {
        // Coordinates of one player have one step size.
        ratio[i] = i > 0 && reach[i] == reach[i - 1] ? ratio[i - 1] : Self.limit(reach: reach[i], in: ratio.arena)
      }
    }
    return ratio
  }

  /// By Richardson extrapolation in 1/k from k = 8, 16, ..., 4096.
  private static func limit(reach: Double, in arena: Arena) -> Double {
    let mark = arena.mark
    defer { arena.release(to: mark) }
    let levels = 10
    let table = Point<Double>(count: levels, in: arena)
    var (ratio, done) = (1.0, 0)
    for level in 0..<levels {
      while done < 8 << level {
        ratio = shrunk(ratio, reach: reach, at: Double(done))
        done += 1
      }
      table[level] = ratio
    }
    for order in 1..<levels {
      let power = Double(1 << order)
      for i in 0..<levels - order { table[i] = (power * table[i + 1] - table[i]) / (power - 1) }
    }
    return table[0]
  }

  func linearLaw(_ field: LinearField) -> Matrix<Double>? {
    let ratio = limit(field.knobs, field.knobs.eta)
    let aJ = field.eta * (field.diagonal { ratio[$0] } * field.jacobian)
    let (map, zero) = (field.identity - aJ + aJ * aJ, 0 * field.identity)
    return rule == .constant
      ? field.assemble([[map, zero], [map, zero]])
      : field.assemble([[map, zero, zero], [map, zero, zero], [zero, zero, zero]])
  }
}
