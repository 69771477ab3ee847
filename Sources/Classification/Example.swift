// Classification sorts short texts into classes that it has learned from examples, and says how sure it is. It knows
// nothing of mail: a text is one or several named fields, a class is a name. A text becomes features (words, pieces of
// words, pairs of words), features have weights for each class, and the sums of the weights are turned into
// probabilities that were checked on examples the weights had not seen. `Trainer` makes a `Classifier` of examples.

/// A text as its named fields, such as a subject and a body. A plain text is one field.
public struct FieldedText: Hashable, Sendable {
  public struct Field: Hashable, Sendable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  public var fields: [Field]
  /// Names of what is known of the text beyond its words: that a number was recognised in it, that a file is attached.
  /// Each that occurs counts like a word, wherever the text itself is read.
  public var cues: [String]

  public init(_ fields: [Field], cues: [String] = []) {
    self.fields = fields
    self.cues = cues
  }

  /// The field of a plain text. Every model reads it, whatever its own fields are.
  static let plain = "text"
  /// Of a longer field only the beginning is read, in bytes.
  public static let longestField = 100_000

  /// A plain text.
  public init(_ text: String) {
    self.init([Field(Self.plain, text)])
  }
}

/// A text with the labels that a person gave it.
public struct Example: Hashable, Sendable {
  public var text: FieldedText
  /// The first is the main one, of which the text is an example and by which a single answer is judged; of the others is
  /// learned how far a text may be about them too.
  public var labels: [String]

  public init(_ text: FieldedText, labels: [String]) {
    self.text = text
    self.labels = labels
  }
}
