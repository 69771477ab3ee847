// Fuzzing of IMAP throws spoiled server lines at the response parser, in slices cut anywhere, and fails on the first that
// takes too long or breaks what must hold. A crash or a hang ends the process. Every dialogue is a function of the run's
// seed and its number, so that `--seed S --show N` writes it out again.

import ArgumentParser
import Glibc
import IMAP
import TestSupport

@main
struct FuzzIMAP: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz-imap", abstract: "Reads mutated lines of mail servers with the IMAP parser.",
    discussion:
      "Ends with 0 when all were read, with 1 when one took too long or broke a promise, by a signal on a crash.")

  @Option(help: "How many lines to read, at least.")
  var count: UInt64 = 1_000_000

  @Option(help: "What the mutations are drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Write the dialogue of this number to standard output, and read nothing.")
  var show: UInt64?

  /// Seconds after which a dialogue counts as a hang.
  private static let hang: UInt32 = 10
  /// Seconds that a dialogue may take, of less than 100 KB, in a debug build too.
  private static let longestReading = 1.0
  /// Bound on resident memory, in KB.
  private static let mostMemory = 200 * 1024

  func run() throws {
    if let show {
      let dialogue = SpoiledDialogue(number: show, seed: seed)
      print(String(decoding: dialogue.bytes, as: UTF8.self))
      return
    }
    var totals = Reading()
    var dialogues: UInt64 = 0
    let begin = ResourceUse.processorTime()
    while totals.lines < count {
      var dialogue = SpoiledDialogue(number: dialogues, seed: seed)
      alarm(Self.hang)
      let before = ResourceUse.processorTime()
      let reading = Reading(&dialogue)
      let time = ResourceUse.processorTime() - before
      if let failure = reading.failure { try fail("dialogue \(dialogues): \(failure)") }
      if time > Self.longestReading {
        try fail("dialogue \(dialogues) took \(time) s for \(dialogue.bytes.count) octets")
      }
      totals.add(reading)
      dialogues += 1
      if dialogues % 10_000 == 0, ResourceUse.peakMemory() > Self.mostMemory {
        try fail("\(ResourceUse.peakMemory()) KB")
      }
    }
    alarm(0)
    print(
      """
      \(totals.lines) lines in \(dialogues) dialogues, \(totals.octets / 1024) KB
      \(totals.responses) responses, \(totals.unparsable) of them unparsable, \(totals.bodies) bodies, \
      \(totals.broken) dialogues with lost framing
      \(Int(ResourceUse.processorTime() - begin)) s of processor, mutations included; peak memory \(ResourceUse.peakMemory()) KB
      """)
  }

  private func fail(_ reason: String) throws {
    let line = "fuzz-imap: seed \(seed), \(reason)\n"
    _ = Glibc.write(STDERR_FILENO, line, line.utf8.count)
    throw ExitCode(1)
  }
}
