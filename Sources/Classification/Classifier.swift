import Foundation

/// Sorts texts into the classes it has learned. `Trainer` makes it, `ModelFile` keeps it.
public struct Classifier: Sendable {
  typealias Lanes = LinearTrainer.Lanes
  typealias PackedLanes = SIMD16<Int8>

  /// In alphabetical order.
  public let labels: [String]
  /// The names of the fields it reads; with one alone it reads any.
  public let fields: [String]
  /// ISO 639-1 codes of the languages whose stems it uses.
  public let languages: [String]
  /// How it was chosen, and how well it did.
  public let report: TrainingReport
  let calibration: Calibration
  let novelty: Novelty
  let vocabulary: Vocabulary
  /// What is known of each feature of the vocabulary.
  let features: [KnownFeature]
  /// The rarity of what was never met.
  let rarest: Float
  /// For each feature the weights of sixteen classes after sixteen, in 127ths of the feature's greatest.
  let weights: [PackedLanes]
  let constants: [Lanes]

  /// The answer to one text.
  public struct Answer: Hashable, Sendable {
    /// Every label and its probability; the most probable first. Together with `noneProbability` they make 1.
    public let ranked: [LabelProbability]
    /// How probable it is that no label is right, because the text resembles nothing that was learned.
    public let noneProbability: Float

    /// « None of these ».
    public var isNovel: Bool { noneProbability > 0.5 }

    public var best: LabelProbability { ranked[0] }
  }

  public struct LabelProbability: Hashable, Sendable {
    public let label: String
    public let probability: Float
    /// How probable it is that the label is right whatever the others are, as a text may have several.
    public let evidence: Float
  }

  public func classify(_ text: FieldedText) -> Answer {
    let reading = read(text, with: reader)
    let none = novelty.probability(reading, calibration)
    let shares = calibration.shares(reading.scores).map { $0 * (1 - none) }
    let order = shares.indices.sorted { (shares[$1], $0) < (shares[$0], $1) }
    return Answer(
      ranked: order.map {
        LabelProbability(
          label: labels[$0], probability: shares[$0], evidence: calibration.evidence(reading.scores[$0]))
      }, noneProbability: none)
  }

  /// The best answer to each of many texts, shared out among threads.
  public func best(_ texts: [FieldedText]) -> [LabelProbability] {
    let share = 64
    let parts = inParallel((texts.count + share - 1) / share) { part in
      let reader = reader
      return texts[part * share..<min(texts.count, (part + 1) * share)].map { best($0, with: reader) }
    }
    return parts.flatMap(\.self)
  }

  private func best(_ text: FieldedText, with reader: FeatureReader) -> LabelProbability {
    let reading = read(text, with: reader)
    let shares = calibration.shares(reading.scores)
    // Of equals the first, as in the ranking.
    let best = shares.indices.reduce(0) { shares[$1] > shares[$0] ? $1 : $0 }
    return LabelProbability(
      label: labels[best], probability: shares[best] * (1 - novelty.probability(reading, calibration)),
      evidence: calibration.evidence(reading.scores[best]))
  }

  var reader: FeatureReader { FeatureReader(languages: languages, fields: fields) }

  func read(_ text: FieldedText, with reader: FeatureReader) -> Reading {
    let weighed = weigh(CountedFeature.count(reader.read(text)))
    var scores: [Float] = []
    scores.reserveCapacity(constants.count * Lanes.scalarCount)
    let factors = zip(weighed.columns, weighed.values).map { $1 * features[$0].unit }
    for block in constants.indices {
      let sum = sum(of: block, weighed.columns.span, factors.span)
      for lane in 0..<Lanes.scalarCount { scores.append(sum[lane]) }
    }
    scores.removeLast(scores.count - labels.count)
    return Reading(scores: scores, known: weighed.known)
  }

  /// The scores of sixteen classes.
  private func sum(of block: Int, _ columns: Span<Int>, _ factors: Span<Float>) -> Lanes {
    let blocks = constants.count
    let weights = weights.span
    var sum = constants[block]
    for index in columns.indices { sum += Self.unpacked(weights[columns[index] * blocks + block]) * factors[index] }
    return sum
  }

  /// Written out, as the library's own conversion is a call that the sums would have to be put aside for.
  @inline(__always)
  private static func unpacked(_ packed: PackedLanes) -> Lanes {
    var lanes = Lanes.zero
    for lane in 0..<Lanes.scalarCount { lanes[lane] = Float(packed[lane]) }
    return lanes
  }

  /// The features that the model knows, with how much each counts in this text, as `Weighting` and `Fit` reckon it for
  /// the rows of training.
  func weigh(_ counted: [CountedFeature]) -> (columns: [Int], values: [Float], known: Float) {
    var columns: [Int] = []
    var values: [Float] = []
    columns.reserveCapacity(counted.count)
    values.reserveCapacity(counted.count)
    var lengths = [Float](repeating: 0, count: FeatureKind.allCases.count)
    var knowledge = Knowledge()
    for feature in counted {
      let frequency = Weighting.frequency(feature.count)
      guard let number = vocabulary.number(of: feature.hash) else {
        knowledge.add(feature.kind, frequency, rarity: 0, rarest: rarest)
        continue
      }
      let rarity = features[number].rarity
      knowledge.add(feature.kind, frequency, rarity: rarity, rarest: rarest)
      columns.append(number)
      values.append(frequency * rarity)
      lengths[Int(features[number].kind)] += frequency * rarity * frequency * rarity
    }
    for (index, kind) in FeatureKind.allCases.enumerated() where lengths[index] > 0 {
      lengths[index] = kind.length / lengths[index].squareRoot()
    }
    Fit.scale(&values, values.indices) { entry in
      let feature = features[columns[entry]]
      return lengths[Int(feature.kind)] * feature.scale
    }
    return (columns, values, knowledge.share)
  }
}

/// What a classifier knows of one feature, side by side in memory, where it is fetched at once.
struct KnownFeature: BitwiseCopyable, Sendable {
  let rarity: Float
  /// What its weighted value is multiplied by.
  let scale: Float
  /// What its packed weights are multiplied by.
  let unit: Float
  let kind: UInt32
}

/// What the weights make of a text.
struct Reading: Sendable {
  /// For each label.
  let scores: [Float]
  /// Which share of what the text says was ever met in learning, 0…1.
  let known: Float
}

/// Sums up how much of a text's words was met in learning, rare words counting more.
struct Knowledge {
  private var known: Float = 0
  private var unknown: Float = 0

  mutating func add(_ kind: FeatureKind, _ frequency: Float, rarity: Float, rarest: Float) {
    guard kind == .words else { return }
    if rarity > 0 { known += frequency * rarity } else { unknown += frequency * rarest }
  }

  var share: Float { known > 0 ? known / (known + unknown) : 0 }
}

extension Classifier {
  /// No label is given more than this before anything is read.
  private static let mostExpected: Float = 0.5

  init(_ texts: TrainingTexts, fit: Fit, calibration: Calibration, novelty: Novelty, report: TrainingReport) {
    labels = texts.labels
    fields = texts.fields
    languages = texts.languages
    vocabulary = texts.vocabulary
    rarest = fit.weighting.rarest
    self.calibration = calibration
    self.novelty = novelty
    self.report = report
    var weights: [PackedLanes] = []
    var features: [KnownFeature] = []
    weights.reserveCapacity(texts.kinds.count * fit.blocks.count)
    features.reserveCapacity(texts.kinds.count)
    for column in texts.kinds.indices {
      let greatest = fit.blocks.reduce(Float(0)) { max($0, pointwiseMax($1[column], -$1[column]).max()) }
      let unit = greatest > 0 ? greatest / 127 : 1
      for block in fit.blocks { weights.append(PackedLanes((block[column] / unit).rounded(.toNearestOrEven))) }
      features.append(
        KnownFeature(
          rarity: fit.weighting.rarity[column], scale: fit.scale[column], unit: unit,
          kind: UInt32(texts.kinds[column].rawValue)))
    }
    self.weights = weights
    self.features = features
    constants = Self.capped(fit.blocks.map { $0[texts.kinds.count] }, labels: texts.labels.count, calibration)
  }

  /// Lowers the constant of a class so frequent that it would take every text that says nothing.
  private static func capped(_ constants: [Lanes], labels: Int, _ calibration: Calibration) -> [Lanes] {
    var constants = constants
    let flat = (0..<labels).map { constants[$0 / Lanes.scalarCount][$0 % Lanes.scalarCount] }
    let shares = calibration.shares(flat)
    guard let top = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[top] > mostExpected else {
      return constants
    }
    let rest = max(1 - shares[top], 1e-6)
    // Where its share becomes `mostExpected` of the whole.
    let excess = log(shares[top] / rest) - log(mostExpected / (1 - mostExpected))
    constants[top / Lanes.scalarCount][top % Lanes.scalarCount] -= excess / calibration.sharpness
    return constants
  }
}
