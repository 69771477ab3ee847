import Domain
import Foundation
import Testing
import TextExtraction

@testable import Reading

/// A document drawn with letters, and what is to be read in it: the fields, an empty line, the page. Files of such
/// documents stand in `Layouts`, a line `=====` between two.
struct DocumentCase: Sendable, CustomTestStringConvertible {
  let name: String
  let fields: [DocumentFields.Kind: String]
  let text: String

  var testDescription: String { name }

  /// All documents of `Layouts`.
  static let all: [DocumentCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Layouts")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? []
    return names.flatMap { file in
      let text = (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? ""
      return text.components(separatedBy: "=====\n").enumerated().map { DocumentCase("\(file) \($0 + 1)", $1) }
    }
  }()

  private init(_ name: String, _ source: String) {
    self.name = name
    let parts = source.split(separator: "\n\n", maxSplits: 1).map(String.init)
    text = parts.count == 2 ? parts[1] : ""
    var fields: [DocumentFields.Kind: String] = [:]
    for line in parts[0].split(separator: "\n") {
      let pair = line.split(separator: ": ", maxSplits: 1).map(String.init)
      if let kind = DocumentFields.Kind(rawValue: pair[0]) { fields[kind] = pair[1] }
    }
    self.fields = fields
  }

  /// 20 November 2026.
  static let reader = DocumentReader(
    languages: [.french, .english], model: nil, today: Instant(seconds: 1_795_168_800))

  static func fields(_ page: Page) -> DocumentFields { fields([page]) }

  static func fields(_ pages: [Page], _ change: (inout ExtractedFile) -> Void = { _ in }) -> DocumentFields {
    var file = ExtractedFile(kind: .pdf)
    file.pages = pages
    file.pageCount = pages.count
    change(&file)
    return reader.reading(of: file, name: "document.pdf", contentHash: ContentHash(hex: "")).fields
  }

  /// The values of a text, by their kinds.
  static func values(_ text: String, isRecognised: Bool = false) -> [DocumentFields.Kind: String] {
    fields(printed(text, isRecognised: isRecognised)).values.mapValues(\.value)
  }

  /// The page with places, as a PDF tells them: words of a proportional fount, columns where the text has two spaces.
  static func printed(_ text: String, isRecognised: Bool = false) -> Page {
    var bytes = ""
    var words: [Page.Word] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if number > 0 { bytes += "\n" }
      for (place, cell) in line.matches(of: /[^ \t]+(?: [^ \t]+)*/).enumerated() {
        var left = Float(line.distance(from: line.startIndex, to: cell.range.lowerBound)) * 5.2 + 40
        for (index, word) in cell.output.split(separator: " ").enumerated() {
          if place + index > 0 { bytes += " " }
          let start = bytes.utf8.count
          bytes += word
          let right = left + Float(word.count) * 4.3
          let top = Float(number) * 14 + 30
          words.append(
            Page.Word(
              range: start..<bytes.utf8.count, box: Box(left: left, top: top, right: right, bottom: top + 10)))
          left = right + 2.6
        }
      }
    }
    return Page(width: 595, height: 842, text: bytes, words: words, isRecognised: isRecognised)
  }
}
