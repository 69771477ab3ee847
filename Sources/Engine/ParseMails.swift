public import Reading
public import TextExtraction

/// The work of `vaguemestre parse`: mails read and told, nothing else done with them.
public enum ParseMails {
  /// What could not be read, as `path: reason`.
  public typealias Problem = (String) -> Void

  /// Calls `line` with one line of JSON a mail.
  public static func report(
    _ path: String, extractor: TextExtractor, problem: Problem, line: (String) -> Void
  ) async throws {
    func unreadable(_ file: MailFiles.Unreadable) { problem("\(file.path): \(file.reason)") }
    try await MailFiles.forEach(path, unreadable: unreadable) { mail in
      let shown = await DisplayedText.read(mail.message, extractor: extractor)
      line(ParseReport(file: mail.file, mail: mail.message, shown: shown).json)
    }
  }

  /// Counts what the mails hold.
  public static func summary(_ path: String, problem: Problem) async throws -> ParseSummary {
    var summary = ParseSummary()
    func unreadable(_ file: MailFiles.Unreadable) { problem("\(file.path): \(file.reason)") }
    try await MailFiles.forEach(path, unreadable: unreadable) { mail in
      summary.count(mail.message)
    }
    return summary
  }
}
