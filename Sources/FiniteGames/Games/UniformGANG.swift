internal import Contracts

/// The GANG (generative adversarial network game) of uniform data on N points, exactly.
///
/// The generator, player 1, chooses a point k; the classifier, player 2, a set s of points; the classifier receives
/// ```
/// u_C(k, s) = |s| / N - 1[k in s]
/// ```
/// and the generator, who wants it small, `-u_C`: the entries of the matrix. The value is 0; the only optimal generator is
/// uniform, so that all N points are needed. NashConv's part of a generator g is `sum_k max(0, 1/N - g_k)`.
/// - Source: Oliehoek et al. (2017), arXiv:1712.00679, for GANGs; the game and its closed forms are ours.
enum UniformGANG {
  static let card = Card(
    id: "uniform-gang", title: "a GAN as a finite game: uniform data on N points, all sets as classifiers",
    formulas: "u_C(k, s) = |s| / N - 1[k in s]; the generator receives -u_C; value 0, the generator is uniform",
    source: "GANGs: Oliehoek et al. (2017), arXiv:1712.00679; the game and its closed forms are ours",
    options: [OptionCard("points", .integer(1...largestCount, default: 4, examples: [3]), "N, the points of the data")])
  /// A larger N has too many sets.
  static let largestCount = 20

  /// The game of N points; sets in the order of binary numbers, point 0 being the highest digit.
  ///
  /// - Throws: `Refusal` unless N is from 1 to 20.
  static func game(points n: Int) throws(Refusal) -> FiniteGame {
    guard (1...largestCount).contains(n) else {
      throw Refusal("a GANG of \(n) points: the number of points must be from 1 to \(largestCount)")
    }
    let rows = (0..<n).map { k in
      (0..<1 << n).map { set in
        Double(set >> (n - 1 - k) & 1) - Double(set.nonzeroBitCount) / Double(n)
      }
    }
    return FiniteGame(zeroSum: PayoffMatrix(rows))
  }
}
