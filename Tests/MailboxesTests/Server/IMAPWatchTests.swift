import Domain
import Testing

@testable import Mailboxes

/// When a connection that should tell of new mail is believed, and when it is found out.
@Suite struct IMAPWatchTests {
  private static func at(_ seconds: Int64) -> Instant { Instant(seconds: 1_000_000 + seconds) }

  enum Step: Sendable {
    case connected(Int64)
    case news(Int64)
    case poll(Int64, foundMail: Bool)
    case down(Int64)
  }

  struct Course: Sendable {
    let steps: [Step]
    let state: ConnectionHealth.State
    /// Whether the last step gave a silent connection away.
    let isFoundOut: Bool
  }

  @Test(arguments: [
    Course(steps: [], state: .closed, isFoundOut: false),
    Course(steps: [.connected(0)], state: .connected, isFoundOut: false),
    Course(steps: [.connected(0), .down(5)], state: .down, isFoundOut: false),
    // Told a moment before the poll found it.
    Course(
      steps: [.connected(0), .news(100), .poll(101, foundMail: true), .poll(131, foundMail: false)], state: .connected,
      isFoundOut: false),
    // Told a moment after.
    Course(
      steps: [.connected(0), .poll(100, foundMail: true), .news(101), .poll(131, foundMail: false)], state: .connected,
      isFoundOut: false),
    // Not told at all: the next poll knows.
    Course(
      steps: [.connected(0), .poll(100, foundMail: true), .poll(130, foundMail: false)], state: .silent,
      isFoundOut: true),
    // Still time to tell.
    Course(
      steps: [.connected(0), .poll(100, foundMail: true), .poll(115, foundMail: false)], state: .connected,
      isFoundOut: false),
    // News of long ago is no news of this mail.
    Course(
      steps: [.connected(0), .news(10), .poll(100, foundMail: true), .poll(130, foundMail: false)], state: .silent,
      isFoundOut: true),
    // A connection made anew is believed when it tells of something, not before.
    Course(
      steps: [.connected(0), .poll(100, foundMail: true), .poll(130, foundMail: false), .connected(135)],
      state: .silent, isFoundOut: false),
    Course(
      steps: [.connected(0), .poll(100, foundMail: true), .poll(130, foundMail: false), .connected(135), .news(140)],
      state: .connected, isFoundOut: false),
    // Given up because it is silent, and down for that reason alone.
    Course(
      steps: [.connected(0), .poll(100, foundMail: true), .poll(130, foundMail: false), .down(131), .connected(136)],
      state: .silent, isFoundOut: false),
    // Nobody was there to tell.
    Course(steps: [.poll(100, foundMail: true), .poll(130, foundMail: false)], state: .closed, isFoundOut: false),
  ])
  func silenceIsFoundOut(course: Course) {
    var watch = IMAPWatch(at: Self.at(0))
    var isFoundOut = false
    for step in course.steps {
      isFoundOut = false
      switch step {
      case .connected(let time): watch.noteConnected(at: Self.at(time))
      case .news(let time): watch.noteNews(at: Self.at(time))
      case .poll(let time, let foundMail): isFoundOut = watch.notePoll(foundMail: foundMail, at: Self.at(time))
      case .down(let time): watch.noteDown(Localized(fr: "coupée", en: "cut"), at: Self.at(time))
      }
    }
    #expect(watch.health.state == course.state)
    #expect(isFoundOut == course.isFoundOut)
  }

  @Test func aStateIsToldSinceItBegan() {
    var watch = IMAPWatch(at: Self.at(0))
    watch.noteConnected(at: Self.at(5))
    watch.noteNews(at: Self.at(50))
    #expect(watch.health.since == Self.at(5))
    watch.noteDown(Localized(fr: "coupée", en: "cut"), at: Self.at(60))
    watch.noteDown(Localized(fr: "refusée", en: "refused"), at: Self.at(70))
    #expect(watch.health.since == Self.at(60))
    #expect(watch.health.problem?.en == "refused")
  }
}
