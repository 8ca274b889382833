/// `x` alone, otherwise `x_1, x_2, ...`.
func indexedNames(_ name: String, _ count: Int) -> [String] { count == 1 ? [name] : vectorNames(name, count) }

/// `x_1, x_2, ...`, also for one.
func vectorNames(_ name: String, _ count: Int) -> [String] { (1...count).map { "\(name)_\($0)" } }

/// `name_12` for zero-based index pairs, or `name_1_12` where the larger of the two ranges has two digits.
func pairNames(_ name: String, _ pairs: [(Int, Int)], largest n: Int) -> [String] {
  pairs.map { "\(name)_\($0.0 + 1)\(n < 10 ? "" : "_")\($0.1 + 1)" }
}

/// The index pairs of a matrix, row by row.
func indexPairs(rows: Int, columns: Int) -> [(Int, Int)] {
  (0..<rows).flatMap { i in (0..<columns).map { (i, $0) } }
}

/// The index pairs on and above the diagonal, row by row.
func upperPairs(_ n: Int) -> [(Int, Int)] { indexPairs(rows: n, columns: n).filter { $0.0 <= $0.1 } }

/// The index pairs on and below the diagonal, row by row.
func lowerPairs(_ n: Int) -> [(Int, Int)] { indexPairs(rows: n, columns: n).filter { $0.0 >= $0.1 } }
