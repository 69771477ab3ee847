// The executable that the tests of TextExtraction start as a worker: nothing but the entry. Given files, it prints their
// texts, read by a worker of its own, for Benchmarks/extract-text.sh.
import Foundation
import TextExtraction

WorkerEntry.runIfAsked()

let extractor = TextExtractor(executable: CommandLine.arguments[0], workers: 1)
var spent = Duration.zero
for path in CommandLine.arguments.dropFirst() {
  let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
  let outcome = try await extractor.read(FileToRead(bytes))
  spent += outcome.spent
  print(outcome.file.text)
}
await extractor.shutdown()
FileHandle.standardError.write(Data("the worker took \(spent)\n".utf8))
