/// What one step costs, in evaluations of xi, in products with J, and in matrices and solves where the rule needs them.
public struct Cost: Sendable {
  /// Evaluations of xi; one player's block counts as its share.
  public let fields: Double
  /// Products with J, its transpose or one of their blocks, and with the Hessian of a loss.
  public let products: Double
  /// Full matrices of first derivatives that are formed and solved with, each at the price of one product a column.
  public let matrices: Double
  /// What the count leaves open, such as iterations until convergence.
  public let remark: String?

  /// A cost.
  public init(fields: Double, products: Double = 0, matrices: Double = 0, remark: String? = nil) {
    (self.fields, self.products, self.matrices, self.remark) = (fields, products, matrices, remark)
  }

  /// So many times this cost.
  public func times(_ factor: Double) -> Cost {
    Cost(fields: factor * fields, products: factor * products, matrices: factor * matrices, remark: remark)
  }

  /// Products in a game with so many coordinates, columns of matrices included.
  public func products(coordinates: Int) -> Double { products + matrices * Double(coordinates) }

  /// Evaluations of xi that the step amounts to in a game with so many coordinates: a product carries a derivative along
  /// and counts for two and a half (Griewank and Walther, Evaluating Derivatives, 2008, Section 3.2); solves are not counted.
  public func evaluations(coordinates: Int) -> Double {
    fields + 2.5 * products(coordinates: coordinates)
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
    if matrices > 0 {
      parts.append(counted(matrices, "matrix of J formed and solved", "matrices of J formed and solved"))
    }
    return parts.joined(separator: ", ") + (remark.map { ", \($0)" } ?? "")
  }
}
