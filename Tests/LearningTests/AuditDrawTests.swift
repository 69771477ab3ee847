import Domain
import Testing

@testable import Learning

@Suite struct AuditDrawTests {
  private static let messages = (0..<20_000).map(Sample.message)

  @Test(arguments: [(0.0, 0...0), (0.1, 1850...2150), (0.5, 9750...10_250), (1.0, 20_000...20_000)])
  func drawsItsShare(share: Double, count: ClosedRange<Int>) {
    let draw = AuditDraw(seed: 7, share: share)
    #expect(count.contains(Self.messages.count(where: draw.draws)))
  }

  @Test func hangsOnSeedAndMessageOnly() {
    let draw = AuditDraw(seed: 7, share: 0.3)
    let drawn = Self.messages.filter(draw.draws)
    #expect(Self.messages.reversed().filter(draw.draws) == drawn.reversed())
    let other = Self.messages.filter(AuditDraw(seed: 8, share: 0.3).draws)
    // Of two draws of three in ten, nine in a hundred are in both.
    #expect((1650...1950).contains(Set(drawn).intersection(other).count))
    // What a small share draws, a greater one draws too.
    #expect(Set(drawn).isSuperset(of: Self.messages.filter(AuditDraw(seed: 7, share: 0.1).draws)))
  }

  @Test func halvesAreHalvesAndHaveNoPartInTheDraw() {
    let judging = Self.messages.filter { Half(of: $0) == .judging }
    #expect((9750...10_250).contains(judging.count))
    #expect((900...1100).contains(judging.count(where: AuditDraw(seed: 7, share: 0.1).draws)))
    // A message must stay in its half from one version of the program to the next.
    #expect((0..<16).map { Half(of: Sample.message($0)) == .judging ? "j" : "l" }.joined() == "jjljlljljljlljll")
  }
}
