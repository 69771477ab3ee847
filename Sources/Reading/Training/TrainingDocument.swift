import Domain
import TextExtraction

/// A document written for training, with what it is, as it stands in `Resources/Training/documents`; the format is
/// described in ORIGIN.md there.
public struct TrainingDocument: Sendable {
  /// Where it begins, for a complaint about it.
  var place: String
  var type: DocumentType
  /// Of the file.
  var name: String
  var pageCount: Int
  var isRecognised: Bool
  var picture: PictureFacts?
  /// ZBar's name of the symbology.
  var barcode: String?
  var text: String

  private static let fields = ["type", "name", "pages", "picture", "recognised", "barcode"]

  /// The documents of a file, which a line `=====` separates.
  public static func documents(in text: String, named name: String) throws(TrainingFormatError) -> [TrainingDocument] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    var documents: [TrainingDocument] = []
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: "=====") ?? lines.count
      documents.append(try TrainingDocument(lines[start..<end], place: "\(name):\(start + 1)"))
      start = end + 1
    }
    return documents
  }

  private init(_ lines: ArraySlice<Substring>, place: String) throws(TrainingFormatError) {
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var values: [String: String] = [:]
    var last = -1
    for line in lines[..<end] {
      guard let colon = line.firstIndex(of: ":"), let rank = Self.fields.firstIndex(of: String(line[..<colon])) else {
        throw TrainingFormatError(place: place, flaw: .field(String(line)))
      }
      guard rank > last else { throw TrainingFormatError(place: place, flaw: .order(Self.fields[rank])) }
      last = rank
      values[Self.fields[rank]] = String(line[colon...].dropFirst().drop { $0 == " " })
    }
    guard let type = values["type"].flatMap(DocumentType.init), let name = values["name"] else {
      throw TrainingFormatError(place: place, flaw: .missing(values["name"] == nil ? "name" : "type"))
    }
    guard let pages = Int(values["pages"] ?? "1"), pages > 0, ["yes", nil].contains(values["recognised"]) else {
      throw TrainingFormatError(place: place, flaw: .value("pages or recognised"))
    }
    if let picture = values["picture"] {
      guard let facts = PictureFacts(training: picture) else {
        throw TrainingFormatError(place: place, flaw: .value(picture))
      }
      self.picture = facts
    }
    self.place = place
    (self.type, self.name, pageCount) = (type, name, pages)
    isRecognised = values["recognised"] != nil
    barcode = values["barcode"]
    text = lines[end...].dropFirst().joined(separator: "\n")
    guard text.contains(where: { !$0.isWhitespace }) else { throw TrainingFormatError(place: place, flaw: .noBody) }
  }

  /// The file as it would have been extracted.
  var file: ExtractedFile {
    let kind = name.split(separator: ".").last.flatMap { Self.kinds[$0.lowercased()] } ?? .pdf
    var file = ExtractedFile(kind: kind)
    file.pages = [Page(text: text, isRecognised: isRecognised)]
    file.pageCount = pageCount
    file.picture = picture
    file.barcodes = barcode.map { [Barcode(symbology: $0, text: "", page: 1)] } ?? []
    return file
  }

  private static let kinds: [String: FileKind] = [
    "pdf": .pdf, "jpg": .jpeg, "jpeg": .jpeg, "png": .png, "heic": .heif, "docx": .docx, "xlsx": .xlsx,
  ]
}

extension PictureFacts {
  /// `3024x4032 camera 0.71 0.05`: pixels, whether a camera took it (else `plain`), colours, white.
  fileprivate init?(training text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 4, ["camera", "plain"].contains(parts[1]), let colours = Float(parts[2]),
      let white = Float(parts[3])
    else { return nil }
    let size = parts[0].split(separator: "x").compactMap { Int($0) }
    guard size.count == 2 else { return nil }
    self.init(width: size[0], height: size[1])
    isFromCamera = parts[1] == "camera"
    (colourfulness, whiteShare) = (colours, white)
  }
}
