import Foundation

/// Examples as lines: `label TAB text`, or JSON Lines, each line by itself.
///
/// A JSON line is an object with `label` or `labels` (the main one first), and either `text` or any other members whose
/// values are strings, which are its fields: `{"label":"refund","subject":"Hello","body":"…"}`. Empty lines are skipped.
public enum ExampleFile {
  public static func examples(_ bytes: [UInt8]) throws(ExampleFileError) -> [Example] {
    var examples: [Example] = []
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if let first = lines.first, first.starts(with: [0xEF, 0xBB, 0xBF]) { lines[0] = first.dropFirst(3) }
    for (index, line) in lines.enumerated() {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      examples.append(try example(line, number: index + 1))
    }
    return examples
  }

  private static func example(_ line: ArraySlice<UInt8>, number: Int) throws(ExampleFileError) -> Example {
    if line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") { return try jsonExample(line, number: number) }
    guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { throw .noTab(line: number) }
    let label = String(decoding: line[..<tab], as: UTF8.self).trimmingCharacters(in: .whitespaces)
    try check([label], number: number)
    return Example(FieldedText(String(decoding: line[(tab + 1)...], as: UTF8.self)), labels: [label])
  }

  private static func jsonExample(_ line: ArraySlice<UInt8>, number: Int) throws(ExampleFileError) -> Example {
    guard let object = (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any] else {
      throw .notJSON(line: number)
    }
    let labels = object["labels"] as? [String] ?? (object["label"] as? String).map { [$0] } ?? []
    try check(labels, number: number)
    guard let text = text(object) else { throw .noText(line: number) }
    return Example(text, labels: labels)
  }

  /// A label is printed on a line and between tabs.
  private static func check(_ labels: [String], number: Int) throws(ExampleFileError) {
    guard !labels.isEmpty, labels.allSatisfy({ !$0.isEmpty }) else { throw .noLabel(line: number) }
    let isPrintable = labels.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    guard isPrintable else { throw .unprintableLabel(line: number) }
  }

  /// A text without its label, as a line: the members of a JSON object as above, or the line itself, whatever it holds.
  public static func text(_ line: ArraySlice<UInt8>) -> FieldedText {
    if line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"),
      let object = (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any],
      let text = text(object)
    {
      return text
    }
    return FieldedText(String(decoding: line, as: UTF8.self))
  }

  private static func text(_ object: [String: Any]) -> FieldedText? {
    if let text = object["text"] as? String { return FieldedText(text) }
    let fields = object.keys.sorted().filter { $0 != "label" && $0 != "labels" }.compactMap { name in
      (object[name] as? String).map { FieldedText.Field(name, $0) }
    }
    return fields.isEmpty ? nil : FieldedText(fields)
  }
}

/// What is wrong with a line of examples, counted from 1.
public enum ExampleFileError: Error, Hashable, Sendable {
  case noTab(line: Int)
  case noLabel(line: Int)
  /// Control characters: the file is no UTF-8 text, perhaps.
  case unprintableLabel(line: Int)
  case notJSON(line: Int)
  case noText(line: Int)
}
