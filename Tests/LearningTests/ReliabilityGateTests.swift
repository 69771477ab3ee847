import Domain
import Testing

@testable import Learning

@Suite struct ReliabilityGateTests {
  /// How many more right ones open it is what `beta.ppf` says when tried one by one.
  @Test(arguments: [
    ("", 0, 0, false, 59), ("r" * 59, 59, 59, true, 0), ("r" * 58, 58, 58, false, 1),
    ("w", 1, 0, false, 92), ("r" * 9 + "w", 10, 9, false, 83), ("w" + "r" * 92, 93, 92, true, 0),
    ("r" * 57 + "w" * 3, 60, 57, false, 93), ("w" + "r" * 91, 92, 91, false, 1),
  ])
  func opensAtTheTarget(verdicts: String, audited: Int, right: Int, isOpen: Bool, more: Int) {
    let found = ReliabilityGate().reliability(Sample.audits(verdicts), of: Sample.versions)
    #expect(found.audited == audited && found.right == right)
    #expect(found.isOpen == isOpen)
    #expect(found.isOpen == (found.lowerBound >= 0.95))
    #expect(found.rightToOpen == more)
  }

  @Test(arguments: [(0.8, 14), (0.9, 29), (0.95, 59), (0.99, 299)])
  func theTargetIsASetting(target: Double, needed: Int) {
    let gate = ReliabilityGate(target: target)
    #expect(gate.reliability([], of: Sample.versions).rightToOpen == needed)
    #expect(!gate.reliability(Sample.audits("r" * (needed - 1)), of: Sample.versions).isOpen)
    #expect(gate.reliability(Sample.audits("r" * needed), of: Sample.versions).isOpen)
  }

  @Test func certaintyIsNeverShown() {
    let found = ReliabilityGate(target: 1).reliability(Sample.audits("r" * 500), of: Sample.versions)
    #expect(!found.isOpen && found.rightToOpen == nil)
  }

  /// A wrong one at the edge closes it, and right ones open it again; a thousand right ones do not hide a bad week.
  @Test(arguments: [
    ("r" * 59, true, false, 0), ("r" * 59 + "w", false, false, 33), ("r" * 59 + "w" + "r" * 33, true, false, 0),
    ("r" * 1000 + "w" * 6, true, false, 0), ("r" * 1000 + "w" * 7, false, true, 54),
    ("r" * 1000 + "w" * 7 + "r" * 53, false, true, 1), ("r" * 1000 + "w" * 7 + "r" * 54, true, false, 0),
  ])
  func closesByItself(verdicts: String, isOpen: Bool, hasFallen: Bool, more: Int) {
    let found = ReliabilityGate().reliability(Sample.audits(verdicts), of: Sample.versions)
    #expect(found.isOpen == isOpen)
    #expect(found.hasFallen == hasFallen)
    #expect(found.rightToOpen == more)
  }

  @Test(arguments: [
    AnswerVersions(model: ContentHash(hex: "a2"), threshold: 0.8, rules: ContentHash(hex: "b2")),
    AnswerVersions(model: ContentHash(hex: "a1"), threshold: 0.7, rules: ContentHash(hex: "b2")),
    AnswerVersions(model: ContentHash(hex: "a1"), threshold: 0.8, rules: ContentHash(hex: "b3")),
  ])
  func aNewVersionBeginsAnew(version: AnswerVersions) {
    let audits = Sample.audits("r" * 100) + Sample.audits("rw", of: version)
    let found = ReliabilityGate().reliability(audits, of: version)
    #expect(found.audited == 2 && found.right == 1 && !found.isOpen)
    #expect(ReliabilityGate().reliability(audits, of: Sample.versions).isOpen)
  }
}
