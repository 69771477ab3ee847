import Testing

@testable import Learning

@Suite struct VolumeSurgeTests {
  @Test(arguments: [
    (29, 0, false), (30, 0, true), (30, 10, true), (30, 11, false), (300, 100, true), (299, 100, false), (0, 0, false),
  ])
  func isFarMoreThanEver(lastHour: Int, busiestHour: Int, isSurge: Bool) {
    #expect(VolumeSurge(least: 30).isSurge(lastHour: lastHour, busiestHour: busiestHour) == isSurge)
  }
}
