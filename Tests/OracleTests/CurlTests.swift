import Analysis
import Contracts
import Testing

/// The fields of crossing the curl on the one-dimensional LQ-GAN at (w2, a) = (3, 2), sigma = 1, as the theory page prints them.
@Suite struct CurlTests {
  @Test(arguments: [
    ("cc", "no", [48.0, 12]), ("eg", "no", [48, -60]), ("con", "no", [7.8, -3.6]), ("cc", "yes", [6, 1.5]),
    ("eg", "yes", [6, -7.5]),
  ])
  func printedFields(_ field: String, _ rescaled: String, _ expected: [Double]) throws {
    let subject = try Subject(
      "lqg-wgan", ["part": .word("covariance")], [("eta", 1), ("weight", 0.1)], procedure: "crossing-the-curl",
      ["field": .word(field), "rescaled": .word(rescaled)])
    let next = subject.map.step([3, 2])
    for (i, start) in [3.0, 2].enumerated() { #expect(close(start - next[i], expected[i], 1e-13), "\(next)") }
  }
}
