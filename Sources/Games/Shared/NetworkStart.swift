import Chance
import Scalars

/// How the weights of a network start; biases start at 0.
enum InitialWeights: String, CaseIterable, Sendable {
  /// Uniform with variance 2 / (inputs + outputs). Source: Glorot, Bengio (2010), AISTATS, equation 16.
  case glorot
  /// A random matrix with orthonormal rows or columns. Source: Saxe, McClelland, Ganguli (2014), arXiv:1312.6120.
  case orthogonal
}

extension Network {
  /// Starting parameters from a stream; `address` is the first of its coordinates that this network uses.
  func start(_ kind: InitialWeights, _ stream: RandomStream, address: Int) -> [Double] {
    var (parameters, next): ([Double], Int) = ([], address)
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      let numbers = (0..<inputs * outputs).map { i -> Double in
        let coordinate = UInt64(next + i)
        if kind == .orthogonal { return stream.normal(step: 0, coordinate: coordinate) }
        let bound = (6 / Double(inputs + outputs)).squareRoot()
        return bound * (2 * stream.uniform(step: 0, coordinate: coordinate) - 1)
      }
      next += inputs * outputs
      let weights = kind == .orthogonal ? orthonormalised(numbers, rows: outputs, columns: inputs) : numbers
      parameters += weights + Array(repeating: 0, count: outputs)
    }
    return parameters
  }
}

/// The rows, or where they are more than the columns the columns, made orthonormal by two rounds of Gram and Schmidt.
private func orthonormalised(_ numbers: [Double], rows: Int, columns: Int) -> [Double] {
  let (count, length) = (min(rows, columns), max(rows, columns))
  let index = { (i: Int, j: Int) in rows <= columns ? i * columns + j : j * columns + i }
  var result = numbers
  for i in 0..<count {
    for _ in 0..<2 {
      for before in 0..<i {
        let overlap = (0..<length).reduce(0.0) { $0 + result[index(i, $1)] * result[index(before, $1)] }
        for j in 0..<length { result[index(i, j)] -= overlap * result[index(before, j)] }
      }
    }
    let norm = (0..<length).reduce(0.0) { $0 + result[index(i, $1)] * result[index(i, $1)] }.squareRoot()
    for j in 0..<length { result[index(i, j)] /= norm }
  }
  return result
}
