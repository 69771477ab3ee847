public import Domain

/// What strikes when mail and records are held against each other.
///
/// Of the message only its sender matters here: whether the records found are the sender's own.
public func findings(
  message: DecisionInput.MessageFacts, understanding: Understanding, lookups: [LookupResult]
) -> [Finding] {
  var findings: [Finding] = []
  if understanding.accepted.contains(.copyOnly) { findings.append(Finding(.copyOnly)) }
  for lookup in lookups where lookup.isUnavailable {
    findings.append(Finding(.lookupUnavailable, ["connector": lookup.connector]))
  }
  for lookup in lookups where lookup.records.isEmpty && !lookup.isUnavailable {
    findings.append(Finding(.unknownNumber, ["kind": lookup.kind.rawValue, "value": lookup.key]))
  }
  if !lookups.contains(where: { $0.kind == .order || $0.kind == .invoice }) { findings.append(Finding(.noNumber)) }

  // The same record may be found by two numbers, its reference and its id.
  var distinct: [Record] = []
  for record in lookups.flatMap(\.records)
  where !distinct.contains(where: { $0.kind == record.kind && $0.fields == record.fields }) {
    distinct.append(record)
    if !record.isOwned(by: message.senderAddress) {
      findings.append(Finding(.recordNotSenders, ["kind": record.kind.rawValue, "key": record.key]))
    }
  }
  for kind in Record.Kind.allCases {
    let count = distinct.count { $0.kind == kind }
    if count > 1 {
      findings.append(Finding(.severalRecords, ["kind": kind.rawValue, "count": String(count)]))
    }
  }
  return findings
}
