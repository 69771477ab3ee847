import MIME
import TextExtraction

/// A file that is a mail, or what Outlook wraps files in: both are unpacked by MIME, in Swift, and need no worker.
struct AttachedMail {
  private let mail: InternetMessage
  private let kind: FileKind

  /// Nil for every other file.
  init?(_ file: FileToRead) {
    kind = FileKind(of: file)
    switch kind {
    case .message: mail = InternetMessage(parsing: file.bytes)
    case .tnef:
      let header = "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: binary\r\n\r\n"
      mail = InternetMessage(parsing: Array(header.utf8) + file.bytes)
    default: return nil
    }
  }

  /// Its subject and text as one page, and the files that are attached to it.
  func contents(extractor: TextExtractor) async -> ExtractedFile {
    var contents = ExtractedFile(kind: kind)
    let text = [mail.subject, await DisplayedText.read(mail, extractor: extractor).text].filter { !$0.isEmpty }
    if !text.isEmpty {
      contents.pages = [Page(text: text.joined(separator: "\n\n"))]
      contents.pageCount = 1
    }
    contents.files = AttachedParts.of(mail).filter { kind == .message || $0.path != mail.root.path }.map {
      ContainedFile(name: $0.attachedName ?? "", bytes: $0.decoded())
    }
    return contents
  }
}
