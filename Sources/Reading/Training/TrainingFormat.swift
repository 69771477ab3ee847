import Domain

/// A line that is not as the format says.
public struct TrainingFormatError: Error, Equatable, CustomStringConvertible {
  enum Flaw: Equatable {
    case field(String)
    case order(String)
    case missing(String)
    case value(String)
    case entity(String)
    case noBody
  }

  var place: String
  var flaw: Flaw

  public var description: String {
    switch flaw {
    case .field(let line): "\(place): not a field: \(line)"
    case .order(let name): "\(place): \(name) stands too late, or twice"
    case .missing(let name): "\(place): \(name) is missing"
    case .value(let line): "\(place): \(line)"
    case .entity(let line): "\(place): entity: \(line)"
    case .noBody: "\(place): no text below the fields"
    }
  }
}

extension TrainingMail {
  /// The fields in their order; `attachment` and `entity` may repeat.
  private static let fields = [
    "intents", "date", "from", "to", "cc", "subject", "attachment", "entity", "sentiment", "urgent",
  ]

  /// The mails of a file, which a line `=====` separates.
  public static func mails(in text: String, named name: String) throws(TrainingFormatError) -> [TrainingMail] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    var mails: [TrainingMail] = []
    var start = 0
    while start < lines.count {
      let end = lines[start...].firstIndex(of: "=====") ?? lines.count
      mails.append(try TrainingMail(lines[start..<end], place: "\(name):\(start + 1)"))
      start = end + 1
    }
    return mails
  }

  private init(_ lines: ArraySlice<Substring>, place: String) throws(TrainingFormatError) {
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var values: [String: [String]] = [:]
    var last = 0
    for line in lines[..<end] {
      guard let colon = line.firstIndex(of: ":"), let rank = Self.fields.firstIndex(of: String(line[..<colon])) else {
        throw TrainingFormatError(place: place, flaw: .field(String(line)))
      }
      let name = Self.fields[rank]
      let repeats = name == "attachment" || name == "entity"
      guard rank >= last, repeats || values[name] == nil else {
        throw TrainingFormatError(place: place, flaw: .order(name))
      }
      last = rank
      values[name, default: []].append(String(line[colon...].dropFirst().drop { $0 == " " }))
    }
    func value(_ name: String) throws(TrainingFormatError) -> String {
      guard let value = values[name]?.first else { throw TrainingFormatError(place: place, flaw: .missing(name)) }
      return value
    }
    self.place = place
    intents = try value("intents").split(separator: ", ").map(String.init)
    date = try value("date")
    (from, to, cc) = (values["from"]?.first, values["to"]?.first, values["cc"]?.first)
    subject = try value("subject")
    attachments = values["attachment"] ?? []
    entities = []
    for line in values["entity"] ?? [] {
      guard let entity = Annotation(line) else { throw TrainingFormatError(place: place, flaw: .entity(line)) }
      entities.append(entity)
    }
    guard !intents.isEmpty, let sentiment = Sentiment(rawValue: try value("sentiment")),
      let isUrgent = ["yes": true, "no": false][try value("urgent")]
    else { throw TrainingFormatError(place: place, flaw: .value("intents, sentiment or urgent")) }
    (self.sentiment, self.isUrgent) = (sentiment, isUrgent)
    body = lines[end...].dropFirst().joined(separator: "\n")
    guard body.contains(where: { !$0.isWhitespace }) else { throw TrainingFormatError(place: place, flaw: .noBody) }
  }
}

extension TrainingMail.Annotation {
  /// `kind | value | raw | place`, and for a date or an amount ` | role`.
  fileprivate init?(_ line: String) {
    let parts = line.split(separator: " | ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4 || parts.count == 5, !parts[1].isEmpty, !parts[2].isEmpty,
      let kind = Entity.Kind(rawValue: parts[0]), let place = TrainingMail.Place(rawValue: parts[3])
    else { return nil }
    var role: Entity.Role?
    if parts.count == 5 {
      guard kind == .date || kind == .amount, let named = Entity.Role(rawValue: parts[4]) else { return nil }
      role = named
    }
    self.init(kind: kind, value: parts[1], raw: parts[2], place: place, role: role)
  }
}
