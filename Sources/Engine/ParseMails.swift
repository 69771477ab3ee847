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
    try await MailFiles.forEach(path, unreadable: { problem("\($0.path): \($0.reason)") }) { mail in
      let shown = await DisplayedText.read(mail.message, extractor: extractor)
      line(ParseReport(file: mail.file, mail: mail.message, shown: shown).json)
    }
  }

  /// Counts what the mails hold.
  public static func summary(_ path: String, problem: Problem) async throws -> ParseSummary {
    var summary = ParseSummary()
    try await MailFiles.forEach(path, unreadable: { problem("\($0.path): \($0.reason)") }) { mail in
      summary.count(mail.message)
    }
    return summary
  }
}
