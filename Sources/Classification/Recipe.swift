/// One way to come from weighted features to weights of classes. Cross-validation chooses among them.
public struct Recipe: Hashable, Sendable {
  public enum Method: UInt8, Sendable {
    case multinomialNaiveBayes
    case complementNaiveBayes
    /// Squared hinge loss, one class against the rest, features scaled by their naive Bayes log-count ratios.
    case linear
  }

  public let method: Method
  /// What a mistake costs a linear model.
  public let cost: Float
  /// By which power of their log-count ratios the features are scaled; 0 leaves them as they are.
  public let ratioPower: Float

  /// What is compared at first. The first of them wins where the others are not clearly better.
  static let first = [
    Recipe(method: .linear, cost: 1.5, ratioPower: 0),
    Recipe(method: .linear, cost: 1.5, ratioPower: 0.75),
    Recipe(method: .multinomialNaiveBayes, cost: 1.5, ratioPower: 0),
    Recipe(method: .complementNaiveBayes, cost: 1.5, ratioPower: 0),
  ]

  /// What is worth trying when this recipe is the best so far. Long and few texts want more of the ratios.
  var neighbours: [Recipe] {
    guard method == .linear else { return [] }
    let stronger = Recipe(method: .linear, cost: cost, ratioPower: 1.5)
    return ratioPower == 0.75 ? [stronger] : []
  }
}
