public import Scalars

/// The numbers of a run: knobs of the game, step sizes per player, knobs of the procedure.
public struct Settings: Sendable {
  /// In the order of the game's card.
  public let gameKnobs: [Double]
  /// One per player.
  public let stepSizes: [Double]
  /// In the order of the procedure's card, one value per player each.
  public let procedureKnobs: [[Double]]
  /// Which of them are step sizes because nothing was set.
  private let followers: [[Bool]]
  /// Every name with its value, as `--set` would take them.
  public let resolved: [(name: String, value: Double)]

  /// Resolves assignments, later ones winning.
  ///
  /// `eta` (default 0.1) is the step of player 1, the others use `tau` (default 1) times eta; `eta_1`, `eta_2`, ... set one
  /// player's step. Other per-player knobs follow the same pattern without tau. `game.` and `procedure.` say whose knob is
  /// meant where both have the name.
  /// - Throws: `Refusal` for an unknown or ambiguous name or a value out of its domain, and where the procedure needs
  ///   something that the game lacks.
  public init(
    _ assignments: [(name: String, value: Double)], game: CompiledGame, procedure: CompiledProcedure
  ) throws(Refusal) {
    try procedure.check(game)
    let players = game.players.count
    let own = [Knob("eta", 0.1, .positive, "", isPerPlayer: true), Knob("tau", 1, .positive, "")] + procedure.knobs
    let procedureNames = own.flatMap { knob in
      [knob.name] + (knob.isPerPlayer ? (1...players).map { "\(knob.name)_\($0)" } : [])
    }
    var (ofGame, ofProcedure): ([String: Double], [String: Double]) = ([:], [:])
    for (spelling, value) in assignments {
      let (owner, name) = split(spelling)
      let (inGame, inProcedure) = (
        owner != "procedure" && game.knobs.contains { $0.name == name },
        owner != "game" && procedureNames.contains(name)
      )
      switch (inGame, inProcedure) {
      case (true, true):
        throw Refusal(
          "--set \(name)=\(value): both the game and the procedure have \(name); write game.\(name) or procedure.\(name)"
        )
      case (true, false): ofGame[name] = value
      case (false, true): ofProcedure[name] = value
      case (false, false):
        throw .unknown("knob", name, known: procedureNames + game.knobs.map(\.name))
      }
    }
    gameKnobs = try game.knobValues(ofGame)
    let perPlayer = try own.map { (knob) throws(Refusal) in
      try (1...players).map { (player) throws(Refusal) in
        let single = "\(knob.name)_\(player)"
        let value = knob.isPerPlayer ? ofProcedure[single] ?? ofProcedure[knob.name] : ofProcedure[knob.name]
        try knob.check(value ?? knob.defaultValue, as: ofProcedure[single] == nil ? knob.name : single)
        return value ?? knob.defaultValue
      }
    }
    stepSizes = (0..<players).map {
      ofProcedure["eta_\($0 + 1)"] ?? ($0 == 0 ? perPlayer[0][0] : perPlayer[1][0] * perPlayer[0][$0])
    }
    for (player, step) in stepSizes.enumerated() {
      guard step.isFinite, step > 0 else {
        throw Refusal(
          "--set eta, tau: the step of player \(player + 1) is tau * eta = \(step); it must be finite and > 0")
      }
    }
    let steps = stepSizes
    followers = procedure.knobs.map { knob in
      (1...players).map { knob.followsEta && ofProcedure[knob.name] == nil && ofProcedure["\(knob.name)_\($0)"] == nil }
    }
    procedureKnobs = zip(perPlayer[2...], followers).map { values, follows in
      values.indices.map { follows[$0] ? steps[$0] : values[$0] }
    }
    resolved = Self.names(game, own, perPlayer, ofProcedure, gameKnobs, stepSizes)
  }

  private static func names(
    _ game: CompiledGame, _ own: [Knob], _ perPlayer: [[Double]], _ given: [String: Double], _ gameKnobs: [Double],
    _ stepSizes: [Double]
  ) -> [(name: String, value: Double)] {
    var names: [(name: String, value: Double)] = []
    let players = game.players.count
    let hasOwnSteps = (1...players).contains { given["eta_\($0)"] != nil }
    func add(_ knob: Knob, _ suffix: String, _ value: Double) {
      // Where the game has the name too, it says whose knob is meant.
      let isShared = game.knobs.contains { $0.name == knob.name + suffix }
      names.append(((isShared ? "procedure." : "") + knob.name + suffix, value))
    }
    for (knob, values) in zip(own, perPlayer) where !(hasOwnSteps && knob.name == "tau") {
      if knob.followsEta {
        // What follows the step size goes on doing so when the run is repeated with another.
        let set = (1...players).filter { given[knob.name] != nil || given["\(knob.name)_\($0)"] != nil }
        if set.count < players || Set(values).count > 1 {
          for player in set { add(knob, "_\(player)", values[player - 1]) }
          continue
        }
      }
      let isSplit = knob.isPerPlayer && Set(values).count > 1
      if knob.name == "eta" && hasOwnSteps {
        for (player, step) in stepSizes.enumerated() { add(knob, "_\(player + 1)", step) }
      } else if isSplit {
        for (player, value) in values.enumerated() { add(knob, "_\(player + 1)", value) }
      } else {
        add(knob, "", values[0])
      }
    }
    for (knob, value) in zip(game.knobs, gameKnobs) {
      let isShared = own.contains { $0.name == knob.name }
      names.append((isShared ? "game.\(knob.name)" : knob.name, value))
    }
    return names
  }

  /// The step knobs spread over the coordinates, as constants of the scalar; `scale` multiplies every step size and what
  /// follows it.
  public func stepKnobs<S: Scalar>(for game: CompiledGame, scale: Double = 1, in arena: Arena) -> StepKnobs<S> {
    let n = game.coordinates.count
    let count = procedureKnobs.count
    let values = Point<S>(count: (1 + 2 * count) * n, in: arena)
    for (player, block) in game.blocks.enumerated() {
      for i in block {
        values[i] = S(exact: scale * stepSizes[player])
        for (k, knob) in procedureKnobs.enumerated() {
          values[(k + 1) * n + i] = S(exact: followers[k][player] ? scale * knob[player] : knob[player])
          values[(k + 1 + count) * n + i] = followers[k][player] ? 1 : 0
        }
      }
    }
    return StepKnobs(values, dimension: n)
  }
}

extension CompiledGame {
  /// The knobs in the order of the card, at their defaults where nothing is assigned.
  ///
  /// - Throws: `Refusal` for a value out of its domain.
  public func knobValues(_ assigned: [String: Double]) throws(Refusal) -> [Double] {
    let values = try knobs.map { (knob) throws(Refusal) in
      let value = assigned[knob.name] ?? knob.defaultValue
      try knob.check(value)
      return value
    }
    do { try validateKnobs(values) } catch { throw error as? Refusal ?? Refusal("\(error)") }
    return values
  }
}

private func split(_ spelling: String) -> (owner: String?, name: String) {
  for owner in ["game", "procedure"] where spelling.hasPrefix("\(owner).") {
    return (owner, String(spelling.dropFirst(owner.count + 1)))
  }
  return (nil, spelling)
}
