import Scalars
import Testing

/// The arena and what lives in it.
@Suite struct StorageTests {
  @Test func memoryIsDisjointAlignedAndReused() {
    let workspace = Workspace(bytes: 256)
    let arena = workspace.arena
    let mark = arena.mark
    var firsts: [UnsafeMutablePointer<Lanes>] = []
    for round in 0..<3 {
      var taken: [UnsafeMutablePointer<Lanes>] = []
      for count in [1, 3, 40] {
        _ = arena.take(1, of: Double.self)
        let pointer = arena.take(count, of: Lanes.self)
        #expect(UInt(bitPattern: pointer) % 64 == 0)
        for i in 0..<count { pointer[i] = Lanes(exact: Double(100 * count + i)) }
        taken.append(pointer)
      }
      for (pointer, count) in zip(taken, [1, 3, 40]) {
        for i in 0..<count { #expect(pointer[i][lane: 31] == Double(100 * count + i)) }
      }
      // From the second round on every chunk exists: the same addresses come back.
      if round == 1 { firsts = taken } else if round == 2 { #expect(firsts == taken) }
      arena.release(to: mark)
    }
  }

  @Test func pointsAreVectors() {
    let workspace = Workspace()
    let (a, b) = (Point<Double>([1, 2, 3], in: workspace.arena), Point<Double>([4, -5, 0.5], in: workspace.arena))
    let doubled: Point<Double> = 2 * b
    let combination: Point<Double> = a - doubled * a + b
    let expected: [Double] = [-3, 17, 0.5]
    #expect((0..<3).map { combination[$0] } == expected)
    #expect(a.squaredNorm == 14)
    let restricted = a.restricted(to: 1..<2)
    #expect((0..<3).map { restricted[$0] } == [0, 2, 0])
    let moving = a.moving(along: b)
    let square = moving * moving
    #expect((0..<3).map { square[$0].tangent } == [8, -20, 3])
  }

  /// Packs of doubles and of duals, nested too, go to memory and back, and touch nothing beside them.
  @Test func packsKeepTheirPlaces() {
    let workspace = Workspace()
    func roundTrip<S: Scalar>(_ type: S.Type, _ entry: (Int) -> S, _ same: (S, S) -> Bool) {
      let (from, to) = (Point<S>(count: 34, in: workspace.arena), Point<S>(count: 34, in: workspace.arena))
      for i in 0..<34 { (from[i], to[i]) = (entry(i), entry(100 + i)) }
      to.setPack(from.pack(at: 1) + S.splat(entry(7)), at: 1)
      for i in 0..<34 {
        #expect(same(to[i], (1...32).contains(i) ? from[i] + entry(7) : entry(100 + i)), "\(type) \(i)")
      }
    }
    func dual(_ i: Int) -> Dual<Double> { Dual(value: Double(i), tangent: Double(-3 * i)) }
    func equal(_ a: Dual<Double>, _ b: Dual<Double>) -> Bool { a.value == b.value && a.tangent == b.tangent }
    roundTrip(Double.self, { Double($0) }, ==)
    roundTrip(Dual<Double>.self, dual, equal)
    roundTrip(
      Dual<Dual<Double>>.self, { Dual(value: dual($0), tangent: dual(1000 + $0)) },
      { equal($0.value, $1.value) && equal($0.tangent, $1.tangent) })
  }

  /// The product and its derivative on every scalar and on both sides of the size where BLAS takes over.
  @Test(arguments: [(2, 3, 4), (9, 10, 8)]) func matrixProducts(shape: (Int, Int, Int)) {
    let (rows, inner, columns) = shape
    let workspace = Workspace()
    func entry(_ i: Int, _ j: Int, _ seed: Int) -> Double { Double((i * 7 + j * 3 + seed) % 11 - 5) }
    func product(_ left: Int, _ right: Int) -> [Double] {
      (0..<rows * columns).map { e in
        var sum = 0.0
        for k in 0..<inner { sum += entry(e / columns, k, left) * entry(k, e % columns, right) }
        return sum
      }
    }
    let expected = product(1, 2)
    let slope = zip(product(3, 2), product(1, 4)).map { $0 + $1 }
    let a = Matrix<Dual<Double>>(rows: rows, columns: inner, in: workspace.arena) {
      Dual(value: entry($0, $1, 1), tangent: entry($0, $1, 3))
    }
    let b = Matrix<Dual<Double>>(rows: inner, columns: columns, in: workspace.arena) {
      Dual(value: entry($0, $1, 2), tangent: entry($0, $1, 4))
    }
    for product in [a * b, a.times(b.transposed, transposed: true)] {
      #expect((0..<rows * columns).map { product.entries[$0].value } == expected)
      #expect((0..<rows * columns).map { product.entries[$0].tangent } == slope)
    }
    let left = Matrix<Lanes>(rows: rows, columns: inner, in: workspace.arena) { Lanes(exact: entry($0, $1, 1)) }
    let right = Matrix<Lanes>(rows: inner, columns: columns, in: workspace.arena) { Lanes(exact: entry($0, $1, 2)) }
    let lanes = left * right
    #expect((0..<rows * columns).map { lanes.entries[$0][lane: 9] } == expected)
  }

  /// `A A^-1 = I` and `L L^T = A` with their derivatives, on every scalar.
  @Test(arguments: [1, 2, 5, 12]) func inversesAndFactors(order: Int) {
    let workspace = Workspace()
    func entry(_ i: Int, _ j: Int) -> Double {
      i == j ? Double(3 * order) : Double((i * j + 3 * (i + j)) % 5 - 2)
    }
    func slope(_ i: Int, _ j: Int) -> Double { Double((i + j) % 3) - 1 }
    let a = Matrix<Dual<Double>>(rows: order, columns: order, in: workspace.arena) {
      Dual(value: entry($0, $1), tangent: slope($0, $1))
    }
    let unit = a * a.inverse
    let factor = a.choleskyFactor
    let square = factor.times(factor, transposed: true)
    let lanes = Matrix<Lanes>(rows: order, columns: order, in: workspace.arena) { i, j in
      var value = Lanes(exact: entry(i, j))
      value[lane: 7] += i == j ? 1 : 0
      return value
    }
    let unitInLanes = lanes * lanes.inverse
    for i in 0..<order {
      for j in 0..<order {
        let expected = i == j ? 1.0 : 0
        #expect((unit[i, j].value - expected).magnitude < 1e-14 && unit[i, j].tangent.magnitude < 1e-14)
        #expect((square[i, j].value - entry(i, j)).magnitude < 1e-13)
        #expect((square[i, j].tangent - slope(i, j)).magnitude < 1e-13)
        for lane in [0, 7, 31] { #expect((unitInLanes[i, j][lane: lane] - expected).magnitude < 1e-14) }
      }
    }
    let singular = Matrix<Double>(rows: 2, columns: 2, in: workspace.arena) { Double(($0 + 1) * ($1 + 1)) }
    #expect(!singular.inverse[0, 0].isFinite)
  }
}
