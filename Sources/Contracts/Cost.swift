/// What one step costs, in evaluations of xi, in products with J, and in matrices and solves where the rule needs them.
public struct Cost: Sendable {
  /// Evaluations of xi; one player's block counts as its share.
  public let fields: Double
  /// Products with J or one of its blocks, and with the Hessian of a loss.
  public let products: Double
  /// Products with J without its own blocks: one for each player, as each sees the others move.
  public let crosses: Double
  /// Products with the transpose of J: one product in zero-sum games, otherwise one for each player.
  public let transposes: Double
  /// Full matrices of first derivatives that are formed and solved with.
  public let matrices: Double
  /// What the count leaves open, such as iterations until convergence.
  public let remark: String?

  /// A cost.
  public init(
    fields: Double, products: Double = 0, crosses: Double = 0, transposes: Double = 0, matrices: Double = 0,
    remark: String? = nil
  ) {
    (self.fields, self.products, self.crosses, self.transposes) = (fields, products, crosses, transposes)
    (self.matrices, self.remark) = (matrices, remark)
  }

  /// So many times this cost.
  public func times(_ factor: Double) -> Cost {
    Cost(
      fields: factor * fields, products: factor * products, crosses: factor * crosses,
      transposes: factor * transposes, matrices: factor * matrices, remark: remark)
  }

  /// Products in a game, with one for each column of a matrix.
  public func products(in game: CompiledGame) -> Double {
    let players = Double(game.players.count)
    return products + crosses * players + transposes * (game.isZeroSum ? 1 : players)
      + matrices * Double(game.coordinates.count)
  }

  /// Evaluations of xi that the step amounts to in a game.
  ///
  /// A product carries a derivative along and counts for two and a half (Griewank and Walther, Evaluating Derivatives, 2008,
  /// Section 3.2). A solve counts one a column: it takes `2 n^3 / 3` operations, so where xi takes fewer than
  /// `2 n^2 / 3` a step costs more than this.
  public func evaluations(in game: CompiledGame) -> Double {
    fields + 2.5 * products(in: game) + matrices * Double(game.coordinates.count)
  }

  /// The cost in words.
  public var description: String {
    func counted(_ number: Double, _ one: String, _ many: String) -> String {
      let text = number == number.rounded() ? "\(Int(number))" : "\(number)"
      return "\(text) \(number == 1 ? one : many)"
    }
    var parts = [counted(fields, "evaluation of xi", "evaluations of xi")]
    if products > 0 {
      parts.append(counted(products, "product with J or a Hessian", "products with J or Hessians"))
    }
    if crosses > 0 {
      parts.append(counted(crosses, "product with J without own blocks", "products with J without own blocks"))
    }
    if transposes > 0 {
      parts.append(counted(transposes, "product with a transpose", "products with transposes"))
    }
    if matrices > 0 {
      parts.append(counted(matrices, "matrix of J formed and solved", "matrices of J formed and solved"))
    }
    return parts.joined(separator: ", ") + (remark.map { ", \($0)" } ?? "")
  }
}
