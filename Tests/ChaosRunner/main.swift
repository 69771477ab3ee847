// The appliance as the chaos test runs it: the same engine as the service, which kills itself with SIGKILL at a given
// step, so that nothing is flushed, closed or tidied.
//
// Usage: chaos-runner FOLDER HOURS [STEP COUNT DELAY]: looks once into the mailboxes of FOLDER/vaguemestre.yaml, works
// off what can be worked off, and exits with 0. Its clock is HOURS ahead, so that what was put off is due. At the
// COUNT-th event of the kind STEP, or so many milliseconds after it, it kills itself.

import Dispatch
import Domain
import Engine
import Foundation
import Synchronization
import TextExtraction

WorkerEntry.runIfAsked()

let arguments = CommandLine.arguments
let folder = arguments[1]
let ahead = Int64(arguments[2]) ?? 0
let step = arguments.count > 5 ? arguments[3] : nil
let delay = arguments.count > 5 ? UInt32(arguments[5]) ?? 0 : 0
let remaining = Mutex(arguments.count > 5 ? Int(arguments[4]) ?? 1 : 0)
/// The messages whose answer is with the carrier.
let sending = Mutex<Set<Identifier<Message>>>([])

/// The kind of an event as the test names it.
func kind(_ event: EngineEvent) -> String {
  switch event {
  case .arrived: return "arrived"
  case .reached(_, let state): return state.rawValue
  case .actionBegan: return "action_began"
  case .actionTookEffect(let id, _):
    // The server has taken the answer, and the journal does not know it yet.
    return sending.withLock { $0.remove(id) } == nil ? "action_took_effect" : "answer_taken"
  case .actionEnded: return "action_ended"
  case .answer(let id, let state):
    if state == .sending { sending.withLock { _ = $0.insert(id) } }
    return "answer_\(state.rawValue)"
  default: return "other"
  }
}

/// Never returns in time for anything to follow, unless there is a delay: then the engine goes on meanwhile.
@Sendable func die() {
  guard delay > 0 else {
    kill(getpid(), SIGKILL)
    return
  }
  Thread.detachNewThread {
    usleep(delay * 1000)
    kill(getpid(), SIGKILL)
  }
}

Task {
  do {
    let world = World(now: { World.real.now().adding(seconds: ahead * 3600) }, random: World.real.random)
    let installation = try Installation()
    let configuration = try Configuration.load(
      folder + "/vaguemestre.yaml", resources: installation.resources, world: world)
    let extractor = installation.extractor(workers: 1)
    let appliance = try await Appliance(configuration, extractor: extractor, world: world) { event in
      guard kind(event) == step else { return }
      let isLast = remaining.withLock { count in
        count -= 1
        return count == 0
      }
      if isLast { die() }
    }
    try await appliance.supposeAudited()
    try await appliance.round()
    await extractor.shutdown()
    exit(0)
  } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
  }
}
dispatchMain()
