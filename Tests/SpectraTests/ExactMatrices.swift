/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): a fixed sequence for tests.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// A square matrix by rows whose entries stay integers (or dyadic fractions) small enough to be exact in doubles.
struct ExactMatrix {
  let order: Int
  var entries: [Double]
  var eigenvalues: [(real: Double, imaginary: Double)]

  /// Entries whose eigenvalues are known in another way.
  init(order: Int, entries: [Double], eigenvalues: [(real: Double, imaginary: Double)]) {
    (self.order, self.entries, self.eigenvalues) = (order, entries, eigenvalues)
  }

  /// Jordan blocks along the diagonal: of size k for `real`, of size 2k for a pair `real +- i imaginary`.
  init(blocks: [(size: Int, real: Double, imaginary: Double)]) {
    order = blocks.reduce(0) { $0 + $1.size * ($1.imaginary == 0 ? 1 : 2) }
    entries = [Double](repeating: 0, count: order * order)
    eigenvalues = []
    var at = 0
    for block in blocks {
      let width = block.imaginary == 0 ? 1 : 2
      for k in 0..<block.size {
        for part in 0..<width {
          let row = at + width * k + part
          entries[row * order + row] = block.real
          if width == 2 {
            entries[row * order + at + 2 * k + 1 - part] = part == 0 ? block.imaginary : -block.imaginary
          }
          if k + 1 < block.size { entries[row * order + row + width] = 1 }
          eigenvalues.append((block.real, part == 0 ? block.imaginary : -block.imaginary))
        }
      }
      at += width * block.size
    }
  }

  /// Similarity by random row operations r_i += f r_j, c_j -= f c_i with f = +-1: integers stay integers.
  mutating func shear(_ times: Int, using random: inout SplitMix) {
    for _ in 0..<times where entries.allSatisfy({ abs($0) < 0x1p40 }) {
      let i = Int.random(in: 0..<order, using: &random)
      let j = (i + Int.random(in: 1..<order, using: &random)) % order
      let factor: Double = Bool.random(using: &random) ? 1 : -1
      for k in 0..<order { entries[i * order + k] += factor * entries[j * order + k] }
      for k in 0..<order { entries[k * order + j] -= factor * entries[k * order + i] }
    }
  }

  /// Orthogonal similarity by I - 2 v v^T / n with v = +-1; exact if n is a power of two and the entries are small.
  mutating func reflect(using random: inout SplitMix) {
    let v = (0..<order).map { _ in Bool.random(using: &random) ? 1.0 : -1.0 }
    let factor = 2 / Double(order)
    for i in 0..<order {
      let sum = factor * (0..<order).reduce(0) { $0 + entries[i * order + $1] * v[$1] }
      for k in 0..<order { entries[i * order + k] -= sum * v[k] }
    }
    for k in 0..<order {
      let sum = factor * (0..<order).reduce(0) { $0 + entries[$1 * order + k] * v[$1] }
      for i in 0..<order { entries[i * order + k] -= sum * v[i] }
    }
  }

  var norm: Double { entries.reduce(0) { $0 + $1 * $1 }.squareRoot() }
}
