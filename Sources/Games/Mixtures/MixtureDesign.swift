import Chance
import Contracts
import Quadrature
import Scalars

/// What the options of `mixture-gan` ask for, checked.
struct MixtureDesign: Sendable {
  let target: GaussianMixture
  let targetShape: GaussianMixture.Shape?
  let objective: GANObjective
  let generatorKind: MixtureGAN.GeneratorKind
  let discriminatorKind: MixtureGAN.DiscriminatorKind
  let learned: ComponentGenerator.Learned
  let components, featureCount: Int
  let hidden: [Int]
  let activation: Activation
  let isNormalised: Bool
  let initialWeights: InitialWeights
  let latentIsUniform: Bool
  let latentDimension: Int
  let nodes, latentNodes, noiseNodes: Int
  let seed: UInt64
  /// Factor of every number of nodes.
  var refine: Int

  var dimension: Int { target.dimension }

  init(_ options: Options) throws(Refusal) {
    let shape = options.choice("target", default: GaussianMixture.Shape.ring)
    if let file = options.matrix("mixture") {
      target = try GaussianMixture(rows: file.rows, source: file.source)
      targetShape = nil
      for name in ["target", "modes"] where options.isGiven(name) {
        throw Refusal("--option \(name) and --option mixture both describe the data; leave one of them out")
      }
    } else {
      let given = options.integer("modes")
      let standard = shape == .line ? 3 : shape == .ring ? 8 : 16
      target = try GaussianMixture(shape, count: given == 0 ? standard : given)
      targetShape = shape
    }
    objective = options.choice("loss", default: .minimax)
    generatorKind = options.choice("generator", default: .components)
    discriminatorKind = options.choice("discriminator", default: .kernel)
    learned = options.choice("learned", default: .means)
    components = options.integer("components") == 0 ? target.count : options.integer("components")
    featureCount = options.integer("features")
    hidden = options.integers("hidden") ?? []
    activation = options.choice("activation", default: .tanh)
    isNormalised = options.choice("spectral", default: Switch.off) == .on
    initialWeights = options.choice("initial", default: .glorot)
    latentIsUniform = options.choice("latent", default: Latent.gaussian) == .uniform
    latentDimension = options.integer("latent_dimension")
    (nodes, latentNodes) = (options.integer("nodes"), options.integer("latent_nodes"))
    (noiseNodes, refine) = (options.integer("noise_nodes"), options.integer("refine"))
    seed = options.seed
    if discriminatorKind == .optimal && (generatorKind != .components || objective != .minimax) {
      throw Refusal(
        "--option discriminator=optimal needs generator=components and loss=minimax, which have an exact density ratio")
    }
    let largest = refine * max(nodes, latentNodes, noiseNodes)
    guard largest <= Rule.largestCount else {
      throw Refusal("--option refine=\(refine): \(largest) nodes a dimension; at most \(Rule.largestCount)")
    }
  }

  /// Choices that only the options know.
  enum Switch: String, CaseIterable { case off, on }
  enum Latent: String, CaseIterable { case gaussian, uniform }

  /// Nodes of a standard normal variable.
  func normalNodes(_ count: Int, dimension: Int) throws(Refusal) -> Nodes {
    do {
      let rule = try Rule.gaussHermite(refine * count)
      return Nodes(tensor: rule.nodes, rule.weights, dimension: dimension)
    } catch { throw Refusal(.numerical, "\(error)") }
  }

  private func latentVariable() throws(Refusal) -> Nodes {
    guard latentIsUniform else { return try normalNodes(latentNodes, dimension: latentDimension) }
    do {
      let rule = try Rule.gaussLegendre(refine * latentNodes, from: -1, to: 1)
      return Nodes(tensor: rule.nodes, rule.weights.map { $0 / 2 }, dimension: latentDimension)
    } catch { throw Refusal(.numerical, "\(error)") }
  }

  /// The generator.
  func generator() throws(Refusal) -> Generator {
    if generatorKind == .components {
      let nodes = try normalNodes(nodes, dimension: dimension)
      return .components(
        ComponentGenerator(count: components, dimension: dimension, learned: learned, nodes: nodes))
    }
    let network = generatorNetwork
    return .network(
      NetworkGenerator(
        network: network, coordinates: network.parameterNames(generatorKind == .affine ? "" : "g_"),
        latent: try latentVariable(), noise: try normalNodes(noiseNodes, dimension: dimension),
        isGaussian: generatorKind == .affine && !latentIsUniform))
  }

  private var generatorNetwork: Network {
    Network(
      input: latentDimension, hidden: generatorKind == .affine ? [] : hidden, output: dimension, activation: activation)
  }

  /// The discriminator; nil where it is optimal.
  func critic() -> Critic? {
    switch discriminatorKind {
    case .optimal: nil
    case .mlp:
      .network(
        NetworkCritic(
          network: discriminatorNetwork, coordinates: discriminatorNetwork.parameterNames("d_"),
          isNormalised: isNormalised))
    case .kernel: .features(features(.kernel))
    case .fourier: .features(features(.fourier))
    case .quadratic: .features(features(.quadratic))
    }
  }

  private var discriminatorNetwork: Network {
    Network(input: dimension, hidden: hidden, output: 1, activation: activation)
  }

  private func features(_ kind: FeatureCritic.Kind) -> FeatureCritic {
    let stream = RandomStream(seed: seed, trajectory: Self.featureTrajectory)
    switch kind {
    case .quadratic:
      let squares = dimension == 1 ? ["w2_11", "w1_1", "w0"] : ["w2_11", "w2_12", "w2_22", "w1_1", "w1_2", "w0"]
      return FeatureCritic(kind: kind, dimension: dimension, places: [], phases: [], coordinates: squares)
    case .fourier:
      let places = (0..<featureCount).map { i in
        (0..<dimension).map { stream.normal(step: 0, coordinate: UInt64(3 * i + $0)) }
      }
      let phases = (0..<featureCount).map {
        2 * Double.pi * stream.uniform(step: 0, coordinate: UInt64(3 * $0 + 2))
      }
      return FeatureCritic(
        kind: kind, dimension: dimension, places: places, phases: phases,
        coordinates: vectorNames("phi", featureCount))
    case .kernel:
      let places = centres()
      return FeatureCritic(
        kind: kind, dimension: dimension, places: places, phases: [], coordinates: vectorNames("phi", places.count))
    }
  }

  /// A regular grid over 1.5 times the extent of the default data, or over 1.5 data units where that is more.
  ///
  /// Centres are structure and do not follow the knobs; in two dimensions their number is rounded up to a square.
  private func centres() -> [[Double]] {
    let size = targetShape.map { MixtureGAN.defaultSize($0) } ?? 1
    let extent = target.unitMeans.flatMap { $0 }.reduce(0.0) { max($0, $1.magnitude) } * size
    let reach = 1.5 * max(extent, 1)
    let side = dimension == 1 ? featureCount : Int(Double(featureCount).squareRoot().rounded(.up))
    let place = { (i: Int) in side == 1 ? 0 : reach * (2 * Double(i) / Double(side - 1) - 1) }
    return dimension == 1
      ? (0..<side).map { [place($0)] } : (0..<side * side).map { [place($0 / side), place($0 % side)] }
  }

  /// Trajectory number of the features: no start uses it.
  private static var featureTrajectory: UInt64 { 1 << 47 }

  /// Starting parameters: components scattered with standard deviation 1/2, networks by their initialisation, an affine map
  /// at half the identity, the discriminator's features at 0.
  func start(trajectory: Int) -> [Double] {
    let stream = RandomStream(seed: seed, trajectory: UInt64(trajectory))
    var start: [Double]
    switch generatorKind {
    case .components:
      start = (0..<components * dimension).map { stream.normal(step: 0, coordinate: UInt64($0)) / 2 }
      if learned != .means { start += Array(repeating: 0.5, count: components) }
      if learned == .weights { start += Array(repeating: 0, count: components) }
    case .affine:
      start = indexPairs(rows: dimension, columns: latentDimension).map { $0.0 == $0.1 ? 0.5 : 0 }
      start += Array(repeating: 0, count: dimension)
    case .mlp: start = generatorNetwork.start(initialWeights, stream, address: 0)
    }
    switch discriminatorKind {
    case .mlp: start += discriminatorNetwork.start(initialWeights, stream, address: 1 << 20)
    case .optimal: break
    default: start += Array(repeating: 0, count: critic()?.coordinates.count ?? 0)
    }
    return start
  }
}

extension Network {
  /// `PREFIXw1_12`: layer 1, unit 1, input 2; `PREFIXb1_1`; without hidden layers `a_12` and `b_1`.
  func parameterNames(_ prefix: String) -> [String] {
    (0..<layerCount).flatMap { l in
      let (units, inputs) = (sizes[l + 1], sizes[l])
      let (weight, bias) = layerCount == 1 && prefix.isEmpty ? ("a", "b") : ("\(prefix)w\(l + 1)", "\(prefix)b\(l + 1)")
      return pairNames(weight, indexPairs(rows: units, columns: inputs), largest: max(units, inputs))
        + vectorNames(bias, units)
    }
  }
}
