import Contracts
import Scalars
import Spectra

/// Any n-player quadratic game, read from a file: `l_i = 1/2 w^T M_i w + b_i^T w`.
///
/// The file lists the players; every `M` is n x n for the joint dimension n, `b` has n entries and may be left out:
/// ```
/// players:
///   - {name: leader, dimension: 1, M: [[1, 2], [2, 0]], b: [0, 1]}
///   - {name: follower, dimension: 1, M: [[0, -2], [-2, 1]]}
/// ```
/// - Shape: `w_1, ..., w_n`; player i controls as many as its `dimension` says, in order.
/// - Domain: every real point. Only the symmetric part of `M_i` enters.
/// - Source: Balduzzi et al. (2018), arXiv:1802.05642, Section 2 (notation).
/// - Differs from the source: nowhere.
struct Quadratic: Game {
  static let card = Card(
    id: "quadratic", title: "n-player quadratic game from a file",
    formulas: "L_i = 1/2 w^T M_i w + b_i^T w",
    source: "arXiv:1802.05642, Section 2",
    options: [
      OptionCard(
        "file", .document(example: example), "YAML file with a list of players: dimension, M, and optionally name and b"
      )
    ])

  private static let example = Document(
    .map([
      (
        "players",
        Document(
          .list([
            examplePlayer("leader", 1, [[1, 2, 0], [2, 0, 1], [0, 1, -1]], [1, 0, 0.5]),
            examplePlayer("follower", 2, [[0, -2, 1], [-1, 2, 0.5], [0, 0.5, 3]], [0, -1, 2]),
          ]))
      )
    ]))

  private static func examplePlayer(_ name: String, _ dimension: Double, _ m: [[Double]], _ b: [Double]) -> Document {
    Document(
      .map([
        ("name", Document(.text(name))), ("dimension", Document(.number(dimension))),
        ("M", Document(.list(m.map { .numbers($0) }))), ("b", .numbers(b)),
      ]))
  }

  let players: [Player]
  let knobs: [Knob] = []
  let start: [Double]
  /// The symmetric parts of the M_i, row by row, and the b_i.
  let quadratic: [[Double]]
  let linear: [[Double]]
  /// The players whose own Hessian is positive definite.
  let bestResponders: [Int]

  init(options: Options) throws(Refusal) {
    guard let document = options.document("file") else {
      throw Refusal("quadratic needs --option file=FILE.yaml with a list of players")
    }
    guard let list = try document.entries("the file", known: ["players"])["players"] else {
      throw document.refusal("the key 'players' is missing")
    }
    let entries = try list.list("players")
    guard !entries.isEmpty else { throw list.refusal("players is empty; at least one is needed") }
    var (fields, dimensions): ([[String: Document]], [Int]) = ([], [])
    for (i, entry) in entries.enumerated() {
      let what = "players[\(i + 1)]"
      fields.append(try entry.entries(what, known: ["name", "dimension", "M", "b"]))
      guard let dimension = fields[i]["dimension"] else {
        throw entry.refusal("\(what): the key 'dimension' is missing")
      }
      let value = try dimension.number("\(what).dimension")
      guard let count = Int(exactly: value), (1...1000).contains(count) else {
        throw dimension.refusal("\(what).dimension must be an integer from 1 to 1000")
      }
      dimensions.append(count)
    }
    let n = dimensions.reduce(0, +)
    (players, quadratic, linear) = try Self.read(fields, entries, dimensions)
    start = Array(repeating: 1, count: n)
    bestResponders = dimensions.indices.filter { [quadratic] player in
      let first = dimensions[..<player].reduce(0, +)
      let own = (0..<dimensions[player]).flatMap { i in
        (0..<dimensions[player]).map { quadratic[player][(first + i) * n + first + $0] }
      }
      return (try? choleskyFactor(of: own, order: dimensions[player])) != nil
    }
  }

  private static func read(
    _ fields: [[String: Document]], _ entries: [Document], _ dimensions: [Int]
  ) throws(Refusal) -> ([Player], [[Double]], [[Double]]) {
    let n = dimensions.reduce(0, +)
    let names = indexedNames("w", n)
    var (players, quadratic, linear): ([Player], [[Double]], [[Double]]) = ([], [], [])
    for (i, field) in fields.enumerated() {
      let (what, offset) = ("players[\(i + 1)]", dimensions[..<i].reduce(0, +))
      guard let m = field["M"] else { throw entries[i].refusal("\(what): the key 'M' is missing") }
      var rows: [[Double]] = []
      for (r, row) in try m.list("\(what).M", count: n).enumerated() {
        rows.append(try row.vector("\(what).M[\(r + 1)]", count: n))
      }
      quadratic.append((0..<n * n).map { (rows[$0 / n][$0 % n] + rows[$0 % n][$0 / n]) / 2 })
      linear.append(try field["b"]?.vector("\(what).b", count: n) ?? Array(repeating: 0, count: n))
      var name = "player \(i + 1)"
      if case .text(let text)? = field["name"]?.content { name = text }
      if case .number(let number)? = field["name"]?.content { name = "\(number)" }
      players.append(Player(name, Array(names[offset..<offset + dimensions[i]])))
    }
    return (players, quadratic, linear)
  }

  var usesLanes: Bool { start.count <= 16 }
  var isArithmetic: Bool { true }

  func loss<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) -> S {
    var value: S = 0
    for i in 0..<z.count {
      value = value + (row(i, of: player, times: z) / 2 + S(exact: linear[player][i])) * z[i]
    }
    return value
  }

  func gradient<S: Scalar>(of players: Range<Int>, at z: Point<S>, knobs k: Knobs<S>, into xi: Point<S>) {
    for player in players {
      for i in block(of: player) { xi[i] = row(i, of: player, times: z) + S(exact: linear[player][i]) }
    }
  }

  func fullGradient<S: Scalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>, into gradient: Point<S>) {
    for i in 0..<z.count { gradient[i] = row(i, of: player, times: z) + S(exact: linear[player][i]) }
  }

  /// One Newton step from where the player is.
  func bestResponse<S: OrderedScalar>(of player: Int, at z: Point<S>, knobs k: Knobs<S>) {
    let mark = z.arena.mark
    defer { z.arena.release(to: mark) }
    let (own, n) = (block(of: player), z.count)
    let hessian = Matrix<S>(rows: own.count, columns: own.count, in: z.arena) { i, j in
      S(exact: quadratic[player][(own.lowerBound + i) * n + own.lowerBound + j])
    }
    let slope = Matrix<S>(rows: own.count, columns: 1, in: z.arena) { i, _ in
      row(own.lowerBound + i, of: player, times: z) + S(exact: linear[player][own.lowerBound + i])
    }
    let step = hessian.solve(slope)
    for i in own { z[i] = z[i] - step.entries[i - own.lowerBound] }
  }

  private func row<S: Scalar>(_ i: Int, of player: Int, times z: Point<S>) -> S {
    var sum: S = 0
    for j in 0..<z.count { sum = sum + S(exact: quadratic[player][i * z.count + j]) * z[j] }
    return sum
  }

  func facts(knobs: [Double]) -> [Fact] {
    let n = start.count
    var (jacobian, constant): ([[Double]], [Double]) = ([], [])
    for player in players.indices {
      for i in block(of: player) {
        jacobian.append(Array(quadratic[player][i * n..<(i + 1) * n]))
        constant.append(-linear[player][i])
      }
    }
    var facts: [Fact] = [.jacobian(at: start, rows: jacobian)]
    if let point = try? solve(jacobian.flatMap { $0 }, constant) { facts.append(.equilibrium(point)) }
    return facts
  }
}
