import Domain

struct EntityFinder: Sendable {
  let writtenAt: Instant
  let zone: Int

  func entities(subject: String, newText: String, quotedText: String) -> [Entity] { [] }
}
