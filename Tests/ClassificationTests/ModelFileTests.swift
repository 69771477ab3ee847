import Testing

@testable import Classification

@Suite struct ModelFileTests {
  @Test func isReadAsItWasWritten() throws {
    let classifier = try Sample.classifier()
    let bytes = ModelFile.bytes(of: classifier)
    let read = try ModelFile.classifier(bytes)
    #expect(ModelFile.bytes(of: read) == bytes)
    #expect(read.report == classifier.report)
    for text in ["renew my loan", "", "quite another thing"] {
      #expect(read.classify(FieldedText(text)) == classifier.classify(FieldedText(text)))
    }
  }

  @Test(arguments: [[UInt8](), Array("vgm-classes".utf8), Array("PK\u{3}\u{4} a zip, not a model".utf8)])
  func strangersAreNoModels(_ bytes: [UInt8]) {
    #expect(throws: ModelFileError.notAModel) { try ModelFile.classifier(bytes) }
  }

  @Test func anotherVersionIsNamed() throws {
    var bytes = ModelFile.bytes(of: try Sample.classifier())
    bytes[ModelFile.magic.count] = 9
    #expect(throws: ModelFileError.unknownVersion(9)) { try ModelFile.classifier(bytes) }
  }

  @Test func cutFilesAreDamaged() throws {
    let bytes = ModelFile.bytes(of: try Sample.classifier())
    for length in stride(from: ModelFile.magic.count, to: bytes.count, by: 97) {
      #expect(throws: ModelFileError.damaged) { try ModelFile.classifier(Array(bytes[..<length])) }
    }
    #expect(throws: ModelFileError.damaged) { try ModelFile.classifier(bytes + [0]) }
  }

  @Test func changedBytesAreNoticed() throws {
    let bytes = ModelFile.bytes(of: try Sample.classifier())
    for place in stride(from: ModelFile.magic.count + 4, to: bytes.count, by: 101) {
      var changed = bytes
      changed[place] ^= 0x10
      #expect(throws: ModelFileError.damaged) { try ModelFile.classifier(changed) }
    }
  }

  /// Bytes that carry a right checksum and wrong contents must not bring anything down either.
  @Test func forgedBytesNeverCrash() throws {
    let bytes = ModelFile.bytes(of: try Sample.classifier())
    let head = ModelFile.magic.count + 12
    for place in head..<min(bytes.count - 8, head + 600) {
      var forged = Array(bytes.dropLast(8))
      forged[place] = 0xFF
      var writer = ByteWriter(bytes: forged)
      writer.write(forged.withUnsafeBytes(ModelFile.checksum))
      guard let classifier = try? ModelFile.classifier(writer.bytes) else { continue }
      _ = classifier.classify(FieldedText("renew my card"))
    }
  }
}
