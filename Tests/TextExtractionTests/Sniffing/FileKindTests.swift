import Testing

@testable import TextExtraction

@Suite("What a file is")
struct FileKindTests {
  struct Look: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: FileToRead
    let kind: FileKind

    init(_ description: String, _ bytes: [UInt8], name: String? = nil, type: String? = nil, _ kind: FileKind) {
      testDescription = description
      file = FileToRead(bytes, name: name, mediaType: type)
      self.kind = kind
    }

    init(_ text: String, name: String? = nil, type: String? = nil, _ kind: FileKind) {
      self.init(text, Array(text.utf8), name: name, type: type, kind)
    }
  }

  private func check(_ look: Look) {
    #expect(FileKind(of: look.file) == look.kind)
  }

  private static func bytes(_ hex: String, then text: String = "", zeros: Int = 0) -> [UInt8] {
    hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } + Array(text.utf8)
      + [UInt8](repeating: 0, count: zeros)
  }

  private static func ftyp(_ brand: String) -> [UInt8] {
    bytes("00 00 00 18", then: "ftyp\(brand)") + bytes("00 00 00 00")
  }

  @Test(
    "by its signature",
    arguments: [
      Look("PDF", Array("%PDF-1.7\n1 0 obj".utf8), .pdf),
      Look("PDF after a header", Array("POST /x HTTP/1.1\r\n\r\n%PDF-1.4\n1 0 obj <<>>".utf8), .pdf),
      Look("PDF after 1,000 zeros", bytes("", zeros: 1_000) + Array("%PDF-1.4\n1 0 obj".utf8), .pdf),
      Look("PDF after 1,100 zeros", bytes("", zeros: 1_100) + Array("%PDF-1.4\n1 0 obj".utf8), .unknown),
      Look("PDF is spoken of", Array("Un fichier commence par %PDF-1.4 et c'est tout.".utf8), .plainText),
      Look("a PDF named .txt", Array("%PDF-1.7".utf8), name: "a.txt", type: "text/plain", .pdf),
      Look("JPEG", bytes("FF D8 FF E0 00 10", then: "JFIF"), .jpeg),
      Look("PNG", bytes("89 50 4E 47 0D 0A 1A 0A"), .png),
      Look("TIFF, Intel", bytes("49 49 2A 00 08"), .tiff),
      Look("TIFF, Motorola", bytes("4D 4D 00 2A 00"), .tiff),
      Look("WebP", bytes("52 49 46 46 00 00 00 00", then: "WEBPVP8 "), .webp),
      Look("a sound", bytes("52 49 46 46 00 00 00 00", then: "WAVEfmt "), .unknown),
      Look("HEIC", ftyp("heic"), .heif), Look("HEIX", ftyp("heix"), .heif), Look("MIF1", ftyp("mif1"), .heif),
      Look("HEVC", ftyp("hevc"), .heif), Look("AVIF", ftyp("avif"), .heif),
      Look("a film", ftyp("isom"), .unknown),
      Look("GIF 87", bytes("", then: "GIF87a"), .gif), Look("GIF 89", bytes("", then: "GIF89a"), .gif),
      Look("BMP", bytes("42 4D 46 00 00 00 00 00 00 00 36 00 00 00 28 00 00 00", zeros: 40), .bmp),
      Look("BM is how a text begins", Array("BM et compagnie, suite de notre commande.".utf8), .plainText),
      Look("7z", bytes("37 7A BC AF 27 1C 00 04"), .sevenZip),
      Look("gzip", bytes("1F 8B 08 00", zeros: 10), .gzip),
      Look("bzip2", bytes("42 5A 68 39 31 41 59 26 53 59"), .bzip2),
      Look("bzip2 of nothing", ArchiveWriter.write(.bzip2, [.init("a", "")]), .bzip2),
      Look("xz", bytes("FD 37 7A 58 5A 00 00"), .xz),
      Look("rar 4", bytes("52 61 72 21 1A 07 00"), .rar), Look("rar 5", bytes("52 61 72 21 1A 07 01 00"), .rar),
      Look("TNEF", bytes("78 9F 3E 22 01 00"), name: "winmail.dat", .tnef),
      Look("RTF", Array("{\\rtf1\\ansi Bonjour}".utf8), name: "a.doc", .rtf),
      Look("tar", ArchiveWriter.write(.tar, [.init("%PDF-1.4", "1 0 obj")]), .tar),
      Look("tar of 1979", oldTar(), .tar),
      Look("nothing", [], name: "facture.pdf", .unknown),
      Look("a program", bytes("7F 45 4C 46 02 01 01 00", zeros: 100), .unknown),
    ])
  func signatures(_ look: Look) { check(look) }

  /// As tar wrote them before the letters « ustar ».
  private static func oldTar() -> [UInt8] {
    var tar = ArchiveWriter.write(.tar, [.init("a", "b")])
    for index in 257..<512 { tar[index] = 0 }
    for index in 148..<156 { tar[index] = 0x20 }
    let sum = tar[..<512].reduce(0) { $0 + Int($1) }
    let octal = String(sum, radix: 8)
    tar.replaceSubrange(148..<155, with: Array((String(repeating: "0", count: 6 - octal.count) + octal + "\0").utf8))
    return tar
  }

  private static func zip(_ names: String..., stored: Bool = false) -> [UInt8] {
    ArchiveWriter.write(.zip, names.map { .init($0, "x") }, stored: stored)
  }

  private static func openDocument(_ type: String) -> [UInt8] {
    ArchiveWriter.write(.zip, [.init("mimetype", type), .init("content.xml", "<a/>")], stored: true)
  }

  @Test(
    "what is in a zip",
    arguments: [
      Look("Word", zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"), .docx),
      Look("Word by Microsoft 365", zip("[Content_Types].xml", "word/document2.xml"), .docx),
      Look("Excel", zip("[Content_Types].xml", "docProps/app.xml", "xl/workbook.xml"), .xlsx),
      Look("Excel by .NET of old", zip("[Content_Types].xml", "xl\\workbook.xml"), .xlsx),
      Look("PowerPoint", zip("ppt/presentation.xml", "[Content_Types].xml"), .pptx),
      Look(
        "Word, cut off", Array(zip("[Content_Types].xml", "word/document.xml", "x", stored: true).prefix(160)), .docx),
      Look("text", openDocument("application/vnd.oasis.opendocument.text"), .odt),
      Look("template of a text", openDocument("application/vnd.oasis.opendocument.text-template"), .odt),
      Look("sheets", openDocument("application/vnd.oasis.opendocument.spreadsheet"), .ods),
      Look("drawing", openDocument("application/vnd.oasis.opendocument.graphics"), .zip),
      Look("book", openDocument("application/epub+zip"), .zip),
      Look("invoices", zip("a.pdf", "b.pdf"), name: "a.docx", .zip),
      Look("a folder named word", zip("word/document.pdf"), .zip),
      Look("empty", ArchiveWriter.write(.zip, []), .zip),
      Look("only a header", bytes("50 4B 03 04"), .zip),
    ])
  func zips(_ look: Look) { check(look) }

  @Test(
    "what is in a compound file",
    arguments: [
      Look("Word", compoundFile(streams: ["1Table", "WordDocument"]), .doc),
      Look("Excel 97", compoundFile(streams: ["a", "b", "c", "d", "e", "f", "g", "Workbook"]), .xls),
      Look("Excel 5", compoundFile(streams: ["Book"]), .xls),
      Look("Outlook", compoundFile(streams: ["__properties_version1.0"]), name: "a.msg", .unknown),
      Look("behind a password", compoundFile(streams: ["EncryptionInfo", "EncryptedPackage"]), name: "a.xlsx", .xlsx),
      Look("behind a password, unnamed", compoundFile(streams: ["EncryptedPackage"]), .unknown),
      Look("cut off", Array(compoundFile(streams: ["WordDocument"]).prefix(100)), .unknown),
    ])
  func compoundFiles(_ look: Look) { check(look) }

  @Test(
    "what sort of text it is",
    arguments: [
      Look("<!DOCTYPE html><html>", .html), Look("\u{FEFF}\n <!-- a --><HTML><body>", .html),
      Look("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C\"><html>", .html),
      Look("<table><tr><td>1</td></tr></table>", .html), Look("<o>x</o>", name: "a.htm", .html),
      Look("<?xml version=\"1.0\"?><Invoice/>", .xml), Look("<Invoice xmlns=\"urn:x\"></Invoice>", .xml),
      Look("<facture><n>1</n></facture>", name: "a.xml", .xml), Look("<facture><n>1</n></facture>", .plainText),
      Look("<paul@ex.fr> m'a écrit", .plainText), Look("<", .plainText),
      Look("<?xml version=\"1.0\"?><a/>", utf16LittleEndian("<?xml version=\"1.0\"?><a/>"), .xml),
      Look("Received: from a by b\r\nFrom: a@ex.fr\r\nSubject: x\r\n\r\nBonjour", .message),
      Look("From: a@ex.fr\nMIME-Version: 1.0\nSubject: x\n y\n\nBonjour", .message),
      Look("From a@ex.fr Mon Mar  2\nFrom: a@ex.fr\nMIME-Version: 1.0\nDate: x\n\nBonjour", .message),
      Look("Subject: x\n\nBonjour", name: "a.eml", .message), Look("Subject: x\n\nB", type: "message/rfc822", .message),
      Look("From: a\nTo: b\nSubject: c\nDate: d\n\nBonjour", name: "note.txt", .plainText),
      Look("Subject: x\n\nBonjour", .plainText), Look("Bonjour : oui\n\nNon", name: "a.eml", .plainText),
      Look("a;b;c\n1;2;3\n4;5;6\n", .csv), Look("a;b;c\n1;2;3\n", .plainText), Look("a\tb\n1\t2\n3\t4", .csv),
      Look("a;b\n1;\"2;3\"\n", name: "x.csv", .csv), Look("a", type: "text/csv", .csv),
      Look("a,b,c,d\n1,2,3,4\n5,6,7,8", .csv), Look("a, b, c, d\n1, 2, 3, 4\n5, 6, 7, 8", .plainText),
      Look("a;b;c\n1;2\n4;5;6\n", .plainText),
      Look("Bonjour,\nVoici.\nMerci,\n", .plainText), Look("é", .plainText),
      Look("Latin 1", bytes("43 61 66 E9 20 E0 20 6C 65"), .plainText),
      Look("UTF-16", utf16LittleEndian("Bonjour"), .plainText),
      Look("control bytes", bytes("42 00 43 01"), name: "a.txt", .unknown),
      Look("noise", bytes("FE 9C E1 90 A0"), .unknown),
    ])
  func texts(_ look: Look) { check(look) }

  @Test("a media type for each kind, none twice")
  func mediaTypes() {
    #expect(Set(FileKind.allCases.map(\.mediaType)).count == FileKind.allCases.count)
    #expect(FileKind.allCases.allSatisfy { $0.mediaType.contains("/") })
  }
}
