import Testing

@testable import TextExtraction

@Suite("Archives")
struct ArchiveReaderTests {
  private static let invoices: [ArchiveWriter.Entry] = [
    .init("2026", isFolder: true), .init("2026/facture.txt", "Facture 1"), .init("avoir.txt", "Avoir 2"),
  ]

  private func limits(_ change: (inout ExtractionLimits) -> Void) -> ExtractionLimits {
    var limits = ExtractionLimits()
    change(&limits)
    return limits
  }

  @Test(
    "the files within, folders not among them",
    arguments: [
      (ArchiveWriter.Format.zip, FileKind.zip), (.sevenZip, .sevenZip), (.tar, .tar), (.tarGzip, .gzip),
      (.tarBzip2, .bzip2), (.tarXZ, .xz),
    ])
  func entries(_ format: ArchiveWriter.Format, _ kind: FileKind) {
    let file = read(ArchiveWriter.write(format, Self.invoices))
    #expect(file.kind == kind && file.problems.isEmpty && file.pages.isEmpty)
    let files = file.files.sorted { $0.name < $1.name }
    #expect(
      files == [
        ContainedFile(name: "2026/facture.txt", bytes: Array("Facture 1".utf8)),
        ContainedFile(name: "avoir.txt", bytes: Array("Avoir 2".utf8)),
      ])
  }

  @Test(
    "what is merely compressed keeps its name without the last ending",
    arguments: [
      (ArchiveWriter.Format.gzip, "relevé.csv.gz", "relevé.csv"), (.bzip2, "a.txt.BZ2", "a.txt"),
      (.xz, "../a.txt.xz", "a.txt"), (.gzip, "facture", "facture"), (.gzip, nil, "data"),
    ] as [(ArchiveWriter.Format, String?, String)])
  func compressed(_ format: ArchiveWriter.Format, _ name: String?, _ inner: String) {
    let file = read(ArchiveWriter.write(format, [.init("data", "Bonjour")]), name: name)
    #expect(file.files == [ContainedFile(name: inner, bytes: Array("Bonjour".utf8))])
    #expect(file.problems.isEmpty)
  }

  @Test("names beyond ASCII, in each format", arguments: [ArchiveWriter.Format.zip, .tar])
  func accents(_ format: ArchiveWriter.Format) async throws {
    let file = try await readConfined(ArchiveWriter.write(format, [.init("été/façade.txt", "x")]))
    #expect(file?.files.map(\.name) == ["été/façade.txt"])
  }

  @Test("a 7z of another program, its name in UTF-16 and beyond ASCII")
  func sevenZip() async throws {
    // py7zr 1.0: one entry, stored by LZMA2.
    let file = try await readConfined(Self.sevenZipSample)
    #expect(file?.files == [ContainedFile(name: "été/a.txt", bytes: Array("bonjour".utf8))])
  }

  private static let sevenZipSample: [UInt8] = hex(
    """
    377abcaf271c00041bcbe12265000000000000001400000000000000ab2e62e9010006626f6e6a6f757200e0005800525d00
    00813307ae0fce85ae92f77aee9a352feeb74dc222370a6cc1ea1eca1867c64e0f834b08939cf98bda828766978c89fb57a3
    63a6d7fb7a6f4b2e45e6eeb20d04f45b4007e634baab94987a603ec1f70000000017060b01095a00070b010001212101180c
    590000
    """)

  @Test("names of Windows' console are its code page's")
  func windowsNames() async throws {
    // Stored without the flag that says UTF-8.
    var zip = ArchiveWriter.write(.zip, [.init("e-e.txt", "x")], stored: true)
    for index in zip.indices.dropLast(3) where zip[index...].starts(with: "e-e".utf8) {
      zip[index] = 0x82
      zip[index + 2] = 0x8A
    }
    #expect(read(zip).files.map(\.name) == ["é-è.txt"])
    let confined = try await readConfined(zip)
    #expect(confined?.files.map(\.name) == ["é-è.txt"])
  }

  @Test("a rar of version 4, its entry stored")
  func rar() {
    let rar = storedRAR(name: "facture.txt", contents: Array("Facture 1".utf8))
    #expect(read(rar).files == [ContainedFile(name: "facture.txt", bytes: Array("Facture 1".utf8))])
  }

  @Test(
    "names lead nowhere",
    arguments: [
      ("a/b.txt", "a/b.txt"), ("/etc/passwd", "etc/passwd"), ("../../x", "x"), ("a/../b", "a/b"), ("C:\\a\\b", "a/b"),
      ("./a//b", "a/b"), ("a\u{0}\nb", "ab"), ("", nil), ("..", nil), ("/", nil), ("__MACOSX/._a", nil),
      ("x/.DS_Store", nil), ("Thumbs.db", nil), ("a/._b", nil), ("é.txt", "é.txt"),
      (String(repeating: "a", count: 1_000) + ".pdf", String(repeating: "a", count: 96) + ".pdf"),
    ] as [(String, String?)])
  func paths(_ path: String, _ cleaned: String?) {
    #expect(ArchivePath.cleaned(path) == cleaned)
  }

  @Test("links give nothing", arguments: [ArchiveWriter.Format.zip, .tar])
  func links(_ format: ArchiveWriter.Format) {
    let file = read(ArchiveWriter.write(format, [.init("a", link: "/etc/passwd"), .init("b", "B")]))
    #expect(file.files.map(\.name) == ["b"])
  }

  @Test("what is behind a password is told, the rest is read")
  func encrypted() {
    let file = read(ArchiveWriter.write(.zip, [.init("a.txt", "secret")], password: "x"))
    #expect(file.files.isEmpty && file.problems == [.encrypted])
    let sevenZip = read(hex(Self.encryptedSevenZip))
    #expect(sevenZip.files.isEmpty && sevenZip.problems == [.encrypted])
  }

  /// py7zr 1.0, with the names behind the password too.
  private static let encryptedSevenZip = """
    377abcaf271c0004b515639a80000000000000002800000000000000c610052667f670d2de3002fc5b1fb364dc4d40137c01
    b35d03fa0c57276cbc9100e8c651de82d93a53f5c9676cb408e3564ed14e54273058707def8471abfc4159e533c57d7d3cac
    18a6ba4e08ac7d8f586994754f68728d1151a5f878e92e98bab248636c73d3872efccccadc87ddae0be2e3ad0ab88871c040
    d375c75caa452717ba1817061001097000070b0100012406f1070112530f155b72f4df00a90dbe794f3be757b6640c650000
    """

  @Test("a zip cut off in the middle gives what is whole", arguments: [0.3, 0.5, 0.9])
  func cutOff(_ share: Double) {
    let noise = (0..<4).map { ArchiveWriter.Entry("\($0).bin", TestNoise.bytes(20_000, seed: UInt64($0))) }
    let zip = ArchiveWriter.write(.zip, noise)
    let file = read(Array(zip.prefix(Int(Double(zip.count) * share))))
    #expect(file.problems.contains(.damaged))
    for found in file.files { #expect(noise.contains { $0.name == found.name && $0.bytes == found.bytes }) }
  }

  // MARK: Bombs

  @Test("more entries than are read: the first ones are", arguments: [ArchiveWriter.Format.zip, .tar])
  func manyEntries(_ format: ArchiveWriter.Format) {
    let many = (0..<20_000).map { ArchiveWriter.Entry("\($0)", "x") }
    let file = read(ArchiveWriter.write(format, many))
    #expect(file.files.count == 200 && file.problems == [.expandsTooMuch])
  }

  @Test("a hundred thousand folders are not all looked at")
  func manyFolders() {
    let many = (0..<100_000).map { ArchiveWriter.Entry("\($0)", isFolder: true) }
    let file = read(ArchiveWriter.write(.zip, many + [.init("a", "x")]))
    #expect(file.files.isEmpty && file.problems == [.expandsTooMuch])
  }

  @Test(
    "one letter without end is stopped by its ratio",
    arguments: [ArchiveWriter.Format.zip, .sevenZip, .tarGzip, .tarXZ, .gzip, .bzip2, .xz])
  func letters(_ format: ArchiveWriter.Format) {
    let bomb = ArchiveWriter.write(format, [.init("letters", [UInt8](repeating: 0x41, count: 4 << 20))])
    let file = read(bomb)
    #expect(file.files.isEmpty && file.problems == [.expandsTooMuch])
  }

  @Test("what unpacks to more than all may have together is stopped, and what came before it is given")
  func total() {
    let limits = limits { $0.unpackedBytes = 100_000 }
    let entries = (0..<4).map { ArchiveWriter.Entry("\($0)", TestNoise.bytes(40_000, seed: UInt64($0))) }
    let file = read(ArchiveWriter.write(.zip, entries), limits)
    #expect(file.files.map(\.name) == ["0", "1"] && file.problems == [.expandsTooMuch])
  }

  @Test("an archive within is given as it is")
  func nested() {
    let inner = ArchiveWriter.write(.zip, [.init("zeros", [UInt8](repeating: 0, count: 1 << 20))])
    let file = read(ArchiveWriter.write(.zip, [.init("inner.zip", inner)]))
    #expect(file.files == [ContainedFile(name: "inner.zip", bytes: inner)])
    let twice = ArchiveWriter.write(.gzip, [.init("data", ArchiveWriter.write(.tar, [.init("a", "b")]))])
    #expect(read(twice).files.map(\.name) == ["a"])
  }

  @Test("entries that are the same bytes under many names are one")
  func overlapping() {
    #expect(read(overlappingZip(entries: 150, size: 300_000)).files.count == 1)
  }
}
