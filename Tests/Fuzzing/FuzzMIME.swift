// Fuzzing throws spoiled messages at the MIME parser: from a few seed messages it makes as many mutated ones as asked,
// reads each one wholly (every field, leaf, text and digest, then an answer to it), and fails on the first that takes
// too long or breaks what must hold. A crash or a hang ends the process. Every mutated message is a function of the
// run's seed and its number, so that `--seed S --show N` writes it out again.

import ArgumentParser
import Glibc
import TestSupport

@main
struct FuzzMIME: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz-mime", abstract: "Reads mutated messages with the whole MIME parser.",
    discussion: """
      Ends with 0 when all were read, with 1 when one took more than a second of processor or broke a promise, by a \
      signal on a crash or a hang; run again with --last to learn at which message.
      """)

  @Option(help: "How many messages to read.")
  var count: UInt64 = 200_000

  @Option(help: "What the mutations are drawn from.")
  var seed: UInt64 = 1

  @Option(help: "Number of the first message.")
  var from: UInt64 = 0

  @Option(help: "Keep the number of the message being read in this file.")
  var last: String?

  @Option(help: "Write the mutated message of this number to standard output, and read nothing.")
  var show: UInt64?

  @Option(help: "Write the seed messages into this folder, and read nothing.")
  var seedsInto: String?

  /// Seconds of processor that one message may take, in a debug build on a busy machine too.
  private static let longestReading = 1.0
  /// Seconds after which a message counts as a hang.
  private static let hang: UInt32 = 60
  /// Bound on resident memory, in KB.
  private static let mostMemory = 300 * 1024

  func run() throws {
    let seeds = SeedMessages.all
    if let seedsInto {
      for (index, bytes) in seeds.enumerated() { try write(bytes, to: "\(seedsInto)/seed-\(index).eml") }
    } else if let show {
      try write(Mutator.message(show, seed: seed, seeds: seeds), to: "/dev/stdout")
    } else {
      try read(seeds)
    }
  }

  private func read(_ seeds: [[UInt8]]) throws {
    let descriptor = try last.map(opened) ?? -1
    var totals = Totals()
    let begin = ResourceUse.processorTime()
    for number in from..<from + count {
      if descriptor >= 0 { mark(number, in: descriptor) }
      let bytes = Mutator.message(number, seed: seed, seeds: seeds)
      alarm(Self.hang)
      let before = ResourceUse.processorTime()
      let reading = WholeReading(bytes)
      let time = ResourceUse.processorTime() - before
      alarm(0)
      totals.add(reading, size: bytes.count, time: time, number: number)
      if let failure = reading.failures.first { try fail("message \(number): \(failure)") }
      if time > Self.longestReading { try fail("message \(number) took \(time) s for \(bytes.count) octets") }
      if number % 1000 == 0, ResourceUse.peakMemory() > Self.mostMemory {
        try fail("\(ResourceUse.peakMemory()) KB at \(number)")
      }
    }
    print(totals.report(seconds: ResourceUse.processorTime() - begin, peak: ResourceUse.peakMemory()))
  }

  private func fail(_ reason: String) throws {
    let line = "fuzz-mime: seed \(seed), \(reason)\n"
    _ = Glibc.write(STDERR_FILENO, line, line.utf8.count)
    throw ExitCode(1)
  }

  // MARK: - The system

  private func opened(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw ValidationError("cannot write \(path): \(String(cString: strerror(errno)))") }
    return descriptor
  }

  private func mark(_ number: UInt64, in descriptor: Int32) {
    let text = "\(number)\n"
    _ = pwrite(descriptor, text, text.utf8.count, 0)
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = try opened(path)
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw ValidationError("cannot write \(path): \(String(cString: strerror(errno)))") }
      written += count
    }
  }
}

/// What a run adds up.
private struct Totals {
  private var messages = 0
  private var octets = 0
  private var leaves = 0
  private var decoded = 0
  private var fingerprint: UInt64 = 0
  private var slowest = (number: UInt64(0), time: 0.0, size: 0)

  mutating func add(_ reading: WholeReading, size: Int, time: Double, number: UInt64) {
    messages += 1
    octets += size
    leaves += reading.leaves
    decoded += reading.decodedSize
    fingerprint = (fingerprint &* 31) ^ reading.fingerprint
    if time > slowest.time { slowest = (number, time, size) }
  }

  func report(seconds: Double, peak: Int) -> String {
    """
    \(messages) messages, \(octets / 1024) KB, \(leaves) leaves, \(decoded / 1024) KB decoded
    \(Int(seconds * 10) / 10) s of processor, mutations included; peak memory \(peak) KB
    slowest: message \(slowest.number), \(Int(slowest.time * 1000)) ms for \(slowest.size) octets
    fingerprint \(String(fingerprint, radix: 16))
    """
  }
}
