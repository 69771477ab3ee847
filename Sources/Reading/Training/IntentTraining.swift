public import Classification
public import Domain

extension IntentModel {
  /// Learns the intents of a profile from mails written for training.
  ///
  /// Equal mails in an equal order, with an equal lexicon, make equal models to the last byte. That our mailbox is only in
  /// copy is told by the addresses and not learned: of such a mail only what else it is about teaches something.
  public static func train(
    _ mails: some Sequence<TrainingMail>, lexicon: IntentLexicon, languages: [Language] = [.french, .english],
    progress: (Trainer.Step) -> Void = { _ in }
  ) throws(TrainingError) -> IntentModel {
    let reader = UnderstandingReader(lexicon: lexicon, model: nil, ourAddresses: [], languages: languages)
    let examples = mails.compactMap { mail -> Example? in
      let labels = mail.intents.filter { $0 != Intent.copyOnly.id }
      return labels.isEmpty ? nil : Example(reader.text(of: mail.message), labels: labels)
    }
    return IntentModel(try Trainer(languages: languages.map(\.code)).train(examples, progress: progress))
  }
}

extension TrainingMail {
  /// The mail as the appliance would have read it.
  var message: Message {
    let trimmed = QuotedTextTrim().trim(body)
    let earlier = [trimmed.forwardedText, trimmed.quotedText].filter { !$0.isEmpty }
    let parts = date.split(separator: "-").compactMap { Int($0) }
    let day = parts.count == 3 ? CalendarDay(year: parts[0], month: parts[1], day: parts[2]) : nil
    let sentAt = Instant(seconds: Int64(day?.number ?? 0) * 86_400 + 10 * 3_600)
    let participants = [(Participant.Role.from, from), (.to, to), (.cc, cc)].flatMap { role, list in
      (list ?? "").split(separator: ",").map {
        Participant(role: role, value: $0.filter { $0 != " " }.lowercased(), name: nil)
      }
    }
    return Message(
      id: Identifier(at: sentAt, random: (0, 0)), mailbox: MailboxName("training"), contentHash: ContentHash(hex: ""),
      bodyHash: ContentHash(hex: ""), messageID: nil, inReplyTo: [], references: [], participants: participants,
      subject: subject, sentAt: sentAt, zone: 0, receivedAt: sentAt, text: body, newText: trimmed.newText,
      quotedText: earlier.joined(separator: "\n\n"),
      attachments: attachments.map {
        Attachment(path: "", name: $0, mediaType: "", size: 0, contentHash: ContentHash(hex: ""), isInline: false)
      }, automatic: nil)
  }
}
