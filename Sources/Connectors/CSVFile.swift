internal import Domain
internal import Foundation

/// The records of one CSV file, read again whenever its size or time of change is another.
///
/// An actor, since several mails are looked up at the same time and only one of them should read the file.
actor CSVFile {
  /// A shop of a hundred thousand orders takes some 20 MB; beyond the limit it needs a real connector.
  static let sizeLimit = 64 << 20

  private struct Stamp: Equatable {
    let size: Int
    let changed: Date
  }

  private struct Content {
    let records: [Record]
    /// Positions in `records` by normalised key.
    let index: [String: [Int]]
  }

  let connector: String
  let path: String
  let layout: CSVLayout
  private var stamp: Stamp?
  private var content = Content(records: [], index: [:])

  init(connector: String, path: String, layout: CSVLayout) {
    self.connector = connector
    self.path = path
    self.layout = layout
  }

  /// The records whose reference, number or id this is, spaces and case apart.
  func records(key: String, at now: Instant) throws(ConnectorUnavailable) -> [Record] {
    try refresh(at: now)
    return (content.index[Self.normalised(key)] ?? []).map { content.records[$0] }
  }

  func records(ownedBy address: String, at now: Instant) throws(ConnectorUnavailable) -> [Record] {
    try refresh(at: now)
    return content.records.filter { $0.isOwned(by: address) }
  }

  private func refresh(at now: Instant) throws(ConnectorUnavailable) {
    let found = try currentStamp()
    guard found != stamp else { return }
    guard let data = FileManager.default.contents(atPath: path) else { throw unavailable(.fileUnreadable) }
    content = try read([UInt8](data), at: now)
    stamp = found
  }

  private func currentStamp() throws(ConnectorUnavailable) -> Stamp {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let size = attributes[.size] as? Int, let changed = attributes[.modificationDate] as? Date
    else { throw unavailable(.fileMissing) }
    guard size <= Self.sizeLimit else { throw unavailable(.fileTooLarge(limit: Self.sizeLimit)) }
    return Stamp(size: size, changed: changed)
  }

  private func read(_ bytes: [UInt8], at now: Instant) throws(ConnectorUnavailable) -> Content {
    let rows = CSVText.rows(bytes)
    let header = (rows.first ?? []).map { $0.lowercased() }
    guard header.contains(layout.keyColumn) else { throw unavailable(.columnMissing(layout.keyColumn)) }
    var records: [Record] = []
    var index: [String: [Int]] = [:]
    for row in rows.dropFirst() {
      let cells = Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
      guard let record = layout.record(cells, connector: connector, at: now) else { continue }
      let keys = Set(layout.keyColumns.compactMap { cells[$0] }.filter { !$0.isEmpty }.map(Self.normalised))
      for key in keys { index[key, default: []].append(records.count) }
      records.append(record)
    }
    return Content(records: records, index: index)
  }

  private func unavailable(_ cause: ConnectorUnavailable.Cause) -> ConnectorUnavailable {
    ConnectorUnavailable(connector: connector, path: path, cause: cause)
  }

  private static func normalised(_ key: String) -> String {
    key.filter { !$0.isWhitespace }.uppercased()
  }
}
