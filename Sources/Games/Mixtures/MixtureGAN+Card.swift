import Contracts
import Scalars

extension MixtureGAN {
  static let card = Card(
    id: "mixture-gan",
    title: "GAN on a mixture of Gaussians: components, affine map or network against five discriminators",
    formulas: """
      x ~ sum_k w_k N(m_k, C_k), x' from the generator, both plus noise e
      L_D = E r(D(x)) + E f(D(x')) + r1/2 E |grad D(x)|^2 + r2/2 E |grad D(x')|^2
            + gp/4 (E (|grad D(x)| - gp_target)^2 + E (|grad D(x')| - gp_target)^2) + decay/2 |D|^2
      L_G = E g(D(x')) [- E r(D(x)) for minimax and wasserstein]; relativistic: softplus of D(x) - D(x') on pairs
      discriminator=optimal: L_G = 2 JS - log 4, one player
      """,
    source: "arXiv:1406.2661, equations 1 and 4; penalties: arXiv:1801.04406, arXiv:1704.00028",
    options: [
      .choice(
        "target", default: GaussianMixture.Shape.ring, "the modes: on a line (1-D), a ring or a square grid (2-D)"),
      OptionCard(
        "modes", .integer(0...64, default: 0, examples: [4]),
        "number of modes; 0 = 3 on a line, 8 on a ring, 16 on a grid"),
      OptionCard(
        "mixture", .matrix(example: [[0.7, -1, 0.5, 0.3, 0.1, 0.2], [0.3, 1, 0, 0.2, -0.05, 0.4]]),
        "CSV file of modes instead: weight,mean,variance or weight,mean_1,mean_2,cov_11,cov_12,cov_22 a row"),
      .choice("generator", default: GeneratorKind.components, "what makes the points"),
      OptionCard(
        "components", .integer(0...64, default: 0, examples: [0]), "components of the generator; 0 = as many as modes"),
      .choice(
        "learned", default: ComponentGenerator.Learned.means,
        "of the components: means; scales = means and standard deviations; weights = all"),
      .choice(
        "latent", default: MixtureDesign.Latent.gaussian, "law of the latent variable: N(0, I) or uniform on [-1, 1]^d"),
      OptionCard(
        "latent_dimension", .integer(1...2, default: 2, examples: [1, 2]), "dimension of the latent variable"),
      .choice("discriminator", default: DiscriminatorKind.kernel, "what judges the points"),
      OptionCard(
        "features", .integer(1...1024, default: 25, examples: [4]),
        "kernel centres (on a grid) or random Fourier features (from the seed)"),
      OptionCard(
        "hidden", .integers(default: [16, 16], examples: [[4, 4]]), "hidden units of the networks, one number a layer"),
      .choice("activation", default: Activation.tanh, "nonlinearity of the networks"),
      .choice("spectral", default: MixtureDesign.Switch.off, "spectral normalisation of a discriminator network"),
      .choice("initial", default: InitialWeights.glorot, "how networks start, from the seed"),
      .choice("loss", default: GANObjective.minimax, "the GAN objective"),
      OptionCard(
        "nodes", .integer(1...40, default: 5, examples: [2]), "Gauss-Hermite nodes a dimension for each Gaussian"),
      OptionCard(
        "latent_nodes", .integer(1...80, default: 16, examples: [3]), "nodes for each dimension of the latent variable"),
      OptionCard(
        "noise_nodes", .integer(1...40, default: 3, examples: [2]),
        "nodes a dimension for the noise on a network's points"),
      OptionCard("refine", .integer(1...8, default: 1, examples: [1]), "factor of all numbers of nodes"),
    ])

  /// Radius of a ring, distance of neighbours elsewhere.
  static func defaultSize(_ shape: GaussianMixture.Shape) -> Double { shape == .grid ? 1 : 2 }

  init(options: Options) throws(Refusal) { try self.init(MixtureDesign(options)) }

  init(_ design: MixtureDesign) throws(Refusal) {
    self.design = design
    (objective, target) = (design.objective, design.target)
    targetNodes = try design.normalNodes(design.nodes, dimension: design.dimension)
    (generator, critic) = (try design.generator(), design.critic())
    players =
      [Player("generator", generator.coordinates)]
      + (critic.map { [Player("discriminator", $0.coordinates)] } ?? [])
    start = design.start(trajectory: 0)
    (knobs, places) = Self.knobs(of: design)
  }

  private static func knobs(of design: MixtureDesign) -> ([Knob], KnobPlaces) {
    var (knobs, places): ([Knob], KnobPlaces) = ([], KnobPlaces())
    func add(_ knob: Knob) -> Int {
      knobs.append(knob)
      return knobs.count - 1
    }
    if let shape = design.targetShape {
      let (name, meaning) =
        shape == .ring ? ("radius", "radius of the ring of modes") : ("spacing", "distance of neighbouring modes")
      places.size = add(Knob(name, defaultSize(shape), .positive, "\(meaning), data units"))
      places.std = add(Knob("std", 0.1, .positive, "standard deviation of each mode, data units"))
    }
    if design.generatorKind == .components && design.learned == .means {
      places.scale = add(Knob("scale", 0.1, .positive, "standard deviation of each component, data units"))
    }
    places.noise = add(
      Knob("noise", 0, .nonnegative, "standard deviation of instance noise on real and fake points, data units"))
    // An optimal discriminator has neither gradients to penalise nor parameters.
    guard design.discriminatorKind != .optimal else { return (knobs, places) }
    let r1 = add(Knob("r1", 0, .nonnegative, "R1 weight: r1/2 E |grad D|^2 over the data, data units^2"))
    let r2 = add(Knob("r2", 0, .nonnegative, "R2 weight: the same over the generator's points, data units^2"))
    let gp = add(
      Knob(
        "gp", 0, .nonnegative, "gradient penalty weight: gp/2 E (|grad D| - gp_target)^2 over both halves, data units^2"
      ))
    let target = add(
      Knob("gp_target", 1, .nonnegative, "gradient norm at which the gradient penalty vanishes, 1/data unit"))
    places.penalty = PenaltyPlaces(r1: r1, r2: r2, gp: gp, target: target)
    places.decay = add(
      Knob(
        "decay", 0, .nonnegative,
        "weight of |D|^2 / 2 in the discriminator's loss: parameters, or RKHS norm of a kernel"))
    if [.kernel, .fourier].contains(design.discriminatorKind) {
      places.bandwidth = add(Knob("bandwidth", 1, .positive, "length scale of the features, data units"))
    }
    return (knobs, places)
  }
}

/// Where each knob stands; nil where the game has none of the name.
struct KnobPlaces: Sendable {
  var size, std, scale, bandwidth, decay: Int?
  var penalty: PenaltyPlaces?
  var noise = 0
}

/// Where the knobs of the gradient penalties stand.
struct PenaltyPlaces: Sendable {
  let r1, r2, gp, target: Int
}
