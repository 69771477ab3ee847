// The appliance as the chaos test runs it: the same engine as the service, which kills itself with SIGKILL at a given
// step, so that nothing is flushed, closed or tidied.
//
// Usage: chaos-runner FOLDER [STEP COUNT]: works off the mailboxes of FOLDER/vaguemestre.yaml and exits with 0 when every
// mail has come to its end; at the COUNT-th event of the kind STEP it kills itself.

import Dispatch
import Domain
import Engine
import Foundation
import Synchronization
import TextExtraction

WorkerEntry.runIfAsked()

let arguments = CommandLine.arguments
let folder = arguments[1]
let step = arguments.count > 3 ? arguments[2] : nil
let remaining = Mutex(arguments.count > 3 ? Int(arguments[3]) ?? 1 : 0)

/// The kind of an event as the test names it.
func kind(_ event: EngineEvent) -> String {
  switch event {
  case .arrived: "arrived"
  case .reached(_, let state): state.rawValue
  case .actionBegan: "action_began"
  case .actionTookEffect: "action_took_effect"
  case .actionEnded: "action_ended"
  case .answer(_, let state): "answer_\(state.rawValue)"
  default: "other"
  }
}

Task {
  do {
    let installation = try Installation()
    let configuration = try Configuration.load(
      folder + "/vaguemestre.yaml", resources: installation.resources, world: .real)
    let extractor = installation.extractor(workers: 1)
    let appliance = try await Appliance(configuration, extractor: extractor, world: .real) { event in
      guard kind(event) == step else { return }
      let isLast = remaining.withLock { count in
        count -= 1
        return count == 0
      }
      if isLast { kill(getpid(), SIGKILL) }
    }
    try await appliance.round()
    await extractor.shutdown()
    exit(0)
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
  }
}
dispatchMain()
