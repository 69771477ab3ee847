public import Reading
public import TextExtraction

/// The work of `vaguemestre parse`: mails read and told, nothing else done with them.
public enum ParseMails {
  /// What could not be read, or not to its end, as `path: reason`.
  public typealias Problem = (String) -> Void
  /// What was read with less care than usual, as `path: reason`.
  public typealias Remark = (String) -> Void

  /// Calls `line` with one line of JSON a mail.
  public static func report(
    _ path: String, extractor: TextExtractor, problem: @escaping Problem, remark: @escaping Remark,
    line: @escaping (String) -> Void
  ) async throws {
    func unreadable(_ file: MailFiles.Unreadable) { problem("\(file.path): \(file.reason)") }
    try await MailFiles.forEach(path, unreadable: unreadable) { mail in
      let shown = await DisplayedText.read(mail.message, extractor: extractor)
      if !shown.isFaithful { remark("\(mail.file ?? "-"): its HTML could not be read whole; the words were saved") }
      line(ParseReport(file: mail.file, mail: mail.message, shown: shown).json)
    }
  }

  /// Counts what the mails hold.
  public static func summary(_ path: String, problem: @escaping Problem) async throws -> ParseSummary {
    var summary = ParseSummary()
    func unreadable(_ file: MailFiles.Unreadable) { problem("\(file.path): \(file.reason)") }
    try await MailFiles.forEach(path, unreadable: unreadable) { mail in
      summary.count(mail.message)
    }
    return summary
  }
}
