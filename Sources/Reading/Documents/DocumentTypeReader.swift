import Classification
import Domain
import TextAnalysis
import TextExtraction

/// Tells what sort of document a file is: by its data where it carries some, by how a picture looks where it has no text,
/// else by what a model has learned of texts.
struct DocumentTypeReader: Sendable {
  let model: DocumentModel?

  /// Letters below which a picture has no text worth reading: a brand on a box, what a recogniser sees in a hedge.
  private static let fewLetters = 12

  /// What was read in a file, as far as its type is told by it.
  struct Source {
    let file: ExtractedFile
    let name: String
    let letters: Int
    let entities: [Entity]
    let fields: DocumentFields
  }

  /// The type and its probability; nil where nothing could be read.
  func type(of source: Source) -> (type: DocumentType, confidence: Double)? {
    if let invoice = source.file.electronicInvoice { return (Self.type(of: invoice.kind), 1) }
    if source.letters < Self.fewLetters {
      if let picture = source.file.picture { return Self.type(of: picture, source.file.kind) }
      return nil
    }
    return model?.type(of: Self.text(of: source))
  }

  private static func type(of kind: ElectronicInvoice.Kind) -> DocumentType {
    switch kind {
    case .invoice: .invoice
    case .creditNote: .creditNote
    case .order: .orderForm
    case .orderConfirmation: .orderConfirmation
    }
  }

  private static func type(of picture: PictureFacts, _ kind: FileKind) -> (DocumentType, Double) {
    if isPhoto(picture) { return (.productPhoto, picture.isFromCamera ? 0.85 : 0.7) }
    if isScreen(picture), kind == .png || kind == .webp { return (.screenshot, 0.65) }
    return (.other, 0.6)
  }

  private static func isPhoto(_ picture: PictureFacts) -> Bool {
    picture.colourfulness > 0.35 && picture.whiteShare < 0.6 || picture.isFromCamera && picture.whiteShare < 0.4
  }

  /// Few colours, and the shape of a screen: a telephone's is about twice as high as wide, a desk's three fifths.
  private static func isScreen(_ picture: PictureFacts) -> Bool {
    let ratio = Double(max(picture.width, picture.height)) / Double(max(1, min(picture.width, picture.height)))
    return !picture.isFromCamera && picture.colourfulness < 0.25 && ratio > 1.5 && ratio < 2.4
      && min(picture.width, picture.height) >= 320
  }

  // MARK: - What the model reads

  /// The words of the text and of the name, and what else is known of the file.
  static func text(of source: Source) -> FieldedText {
    let name = source.name.split(separator: "/").last.map(String.init) ?? ""
    return FieldedText(
      [
        FieldedText.Field("name", Self.words(ofName: name)),
        FieldedText.Field("head", String(decoding: source.file.text.utf8.prefix(Self.headBytes), as: UTF8.self)),
        FieldedText.Field("text", Self.ends(source.file)),
      ], cues: cues(of: source))
  }

  /// The beginning and the end say what a document is; of a long one no more is read.
  private static func ends(_ file: ExtractedFile) -> String {
    let text = file.text
    if text.utf8.count <= 2 * endBytes { return text }
    return String(decoding: text.utf8.prefix(endBytes), as: UTF8.self) + "\n"
      + String(decoding: text.utf8.suffix(endBytes), as: UTF8.self)
  }

  /// A title stands in the first lines.
  private static let headBytes = 500
  private static let endBytes = 6_000

  /// `FA-2026-0012.pdf` → `FA`, `BonLivraison_12.pdf` → `Bon Livraison`.
  private static func words(ofName name: String) -> String {
    var words = ""
    var wasSmall = false
    for sign in name.prefix(120) where !sign.isNumber {
      if sign.isUppercase, wasSmall { words += " " }
      words.append(sign.isLetter ? sign : " ")
      wasSmall = sign.isLowercase
    }
    return words
  }

  private static func cues(of source: Source) -> [String] {
    let file = source.file
    var cues: [String] = []
    func add(_ cue: String, if holds: Bool) { if holds { cues.append(cue) } }
    add("is a picture", if: file.kind.isPicture)
    add("is recognised", if: file.pages.contains(where: \.isRecognised))
    cues.append(file.pageCount <= 1 ? "one page" : file.pageCount <= 3 ? "few pages" : "many pages")
    cues.append(source.letters < 150 ? "few letters" : source.letters < 3_000 ? "a page of letters" : "many letters")
    if let picture = file.picture {
      add("a photo", if: isPhoto(picture))
      add("from a camera", if: picture.isFromCamera)
      add("a screen", if: isScreen(picture))
      add("white", if: picture.whiteShare > 0.5)
    }
    add("barcode", if: file.barcodes.contains { $0.symbology != "QR-Code" })
    add("square code", if: file.barcodes.contains { $0.symbology == "QR-Code" })
    let kinds = Set(source.entities.map(\.kind))
    add("an account", if: kinds.contains(.iban))
    add("a company number", if: !kinds.isDisjoint(with: [.siret, .siren, .vatNumber]))
    add("a parcel", if: kinds.contains(.trackingNumber))
    let amounts = source.entities.count { $0.kind == .amount }
    cues.append(amounts == 0 ? "no amount" : amounts < 4 ? "few amounts" : "many amounts")
    add("many dates", if: source.entities.count { $0.kind == .date } > 5)
    add("sums add up", if: source.fields.addsUp == true)
    add("a total", if: source.fields[.total].map { $0.confidence > 0.5 } ?? false)
    add("a negative total", if: source.fields[.total]?.value.hasPrefix("-") ?? false)
    add("a due date", if: source.fields[.dueDate] != nil)
    add("an order number", if: source.fields[.orderNumber] != nil)
    return cues
  }
}
