import Domain
import Foundation
import TestSupport
import Testing
import TextExtraction

@testable import Reading

/// What sort of document a file is.
@Suite struct DocumentTypeTests {
  private static let model: DocumentModel? = {
    let path = "\(TrainedModels.resources)/../.build/models/documents.model"
    return try? DocumentModel(bytes: Array((try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()))
  }()

  private static func documents(_ path: String) throws -> [TrainingDocument] {
    let url = URL(fileURLWithPath: "\(TrainedModels.resources)/Training/documents/\(path)")
    return try TrainingDocument.documents(in: String(decoding: Data(contentsOf: url), as: UTF8.self), named: path)
  }

  private func reader(_ model: DocumentModel? = nil) -> DocumentReader {
    DocumentReader(languages: [.french, .english], model: model, today: TrainingDocument.today)
  }

  private func reading(_ file: ExtractedFile, model: DocumentModel? = nil) -> DocumentReading {
    reader(model).reading(of: file, name: "x", contentHash: ContentHash(hex: ""))
  }

  /// The figures are printed; the bounds stand clearly below what was measured.
  @Test(arguments: [
    // Measured: 112 of 112, 42 of 42, 27 of 29.
    ("heldout/fr.documents", 0.95), ("heldout/en.documents", 0.95), ("heldout/fr-2.documents", 0.85),
  ])
  func heldOutDocumentsAreRead(path: String, least: Double) throws {
    let model: DocumentModel = try #require(Self.model)
    let reader = reader(model)
    let documents = try Self.documents(path)
    let right = documents.count { document in
      reader.reading(of: document.file, name: document.name, contentHash: ContentHash(hex: "")).type == document.type
    }
    print("held out, \(path): type right in \(right) of \(documents.count)")
    #expect(Double(right) >= least * Double(documents.count))
  }

  @Test func whatSaysNothingOfBusinessIsOther() throws {
    let model: DocumentModel = try #require(Self.model)
    var file = ExtractedFile(kind: .plainText)
    file.pages = [
      Page(text: "Le chat dort sur le mur, la pluie tombe depuis ce matin et personne ne passe dans la rue.")
    ]
    #expect(reading(file, model: model).type == .other)
  }

  @Test func dataTellsTheTypeForCertain() {
    for (kind, type) in [
      (ElectronicInvoice.Kind.invoice, DocumentType.invoice), (.creditNote, .creditNote), (.order, .orderForm),
      (.orderConfirmation, .orderConfirmation),
    ] {
      var file = ExtractedFile(kind: .pdf)
      file.electronicInvoice = ElectronicInvoice(kind: kind)
      #expect(reading(file).type == type && reading(file).confidence == 1)
    }
  }

  @Test(arguments: [
    (FileKind.jpeg, "photo", DocumentType.productPhoto), (.png, "screen", .screenshot), (.png, "drawing", .other),
    (.jpeg, "scan", .other),
  ])
  func picturesWithoutTextAreToldByTheirLooks(kind: FileKind, looks: String, type: DocumentType) {
    var picture = PictureFacts(width: looks == "screen" ? 1170 : 2400, height: looks == "screen" ? 2532 : 2400)
    picture.isFromCamera = looks == "photo"
    picture.colourfulness = looks == "photo" ? 0.7 : 0.05
    picture.whiteShare = looks == "scan" ? 0.9 : 0.2
    var file = ExtractedFile(kind: kind)
    file.picture = picture
    #expect(reading(file).type == type)
  }

  @Test func aFileThatWasNotReadHasNoType() {
    var file = ExtractedFile(kind: .pdf)
    file.problems = [.encrypted]
    let reading = reading(file, model: Self.model)
    #expect(reading.type == nil && reading.confidence == 0 && reading.problems == ["encrypted"])
  }

  // MARK: - The training documents

  @Test func everyTypeHasEnoughDocuments() throws {
    for (language, least) in [("fr", 40), ("en", 15)] {
      for type in DocumentType.allCases {
        let documents = try Self.documents("\(language)/\(type.rawValue).documents")
        #expect(documents.count >= least && documents.allSatisfy { $0.type == type }, "\(language) \(type)")
      }
    }
  }

  @Test func aNinthIsHeldOut() throws {
    for language in ["fr", "en"] {
      let held = try Self.documents("heldout/\(language).documents")
      let trained = try DocumentType.allCases.flatMap { try Self.documents("\(language)/\($0.rawValue).documents") }
      #expect(held.count * 9 >= trained.count)
      #expect(Set(held.map(\.type)) == Set(DocumentType.allCases))
      #expect(Set(held.map(\.text)).isDisjoint(with: trained.map(\.text)))
    }
  }

  @Test(arguments: [
    ("type: bill\nname: a\n\nx", "t:1: type is missing"), ("name: a\n\nx", "t:1: type is missing"),
    ("type: invoice\n\nx", "t:1: name is missing"),
    ("name: a\ntype: invoice\n\nx", "t:1: type stands too late, or twice"),
    ("type: invoice\nname: a\npages: 0\n\nx", "t:1: pages or recognised"),
    ("type: invoice\nname: a\npicture: big\n\nx", "t:1: big"),
    ("type: invoice\nname: a\n\n", "t:1: no text below the fields"),
    ("type: invoice\nname: a\ncolour: red\n\nx", "t:1: not a field: colour: red"),
  ])
  func aWrongLineIsNamed(text: String, complaint: String) {
    let error = #expect(throws: TrainingFormatError.self) { try TrainingDocument.documents(in: text, named: "t") }
    #expect(error?.description == complaint)
  }
}
