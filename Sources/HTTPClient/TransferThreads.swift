import Dispatch
import Foundation
import Glibc
import Synchronization

/// The few threads on which transfers block, and the queue of calls they take from. Each thread has a handle of its own,
/// and with it the connections that its next calls use again.
final class TransferThreads: Sendable {
  typealias Outcome = Result<HTTPResponse, HTTPError>

  /// A class, so that whoever cancels finds the same call again.
  private final class Call: Sendable {
    let request: HTTPRequest
    let isCancelled = Atomic(false)

    init(_ request: HTTPRequest) { self.request = request }
  }

  private struct Waiting: Sendable {
    let call: Call
    let answer: CheckedContinuation<Outcome, Never>
  }

  private struct State {
    var queue: ArraySlice<Waiting> = []
    var threads = 0
    var running = 0
    var isStopped = false
  }

  private let settings: TransferSettings
  private let state = Mutex(State())
  /// Counts what a thread may wake up for: a call, or the end.
  private let wake = DispatchSemaphore(value: 0)

  init(_ settings: TransferSettings) { self.settings = settings }

  func perform(_ request: HTTPRequest) async -> Outcome {
    let call = Call(request)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { enqueue(Waiting(call: call, answer: $0)) }
    } onCancel: {
      cancel(call)
    }
  }

  /// Ends the threads once nothing waits.
  func stop() {
    let threads = state.withLock { state in
      state.isStopped = true
      return state.threads
    }
    for _ in 0..<threads { wake.signal() }
  }

  /// How many calls wait for a thread.
  var waiting: Int { state.withLock(\.queue.count) }

  private func enqueue(_ waiting: Waiting) {
    let (isRefused, needsThread) = state.withLock { state in
      // Under the lock, so that `cancel` comes either before this or finds the call in the queue.
      if waiting.call.isCancelled.load(ordering: .relaxed) { return (true, false) }
      state.queue.append(waiting)
      // One more thread as long as fewer are there than have work.
      let needsThread = state.threads < min(settings.limits.calls, state.running + state.queue.count)
      if needsThread { state.threads += 1 }
      return (false, needsThread)
    }
    if isRefused { return waiting.answer.resume(returning: .failure(.cancelled)) }
    wake.signal()
    if needsThread { Thread.detachNewThread { self.serve() } }
  }

  private func cancel(_ call: Call) {
    let waiting = state.withLock { state in
      call.isCancelled.store(true, ordering: .relaxed)
      return state.queue.firstIndex { $0.call === call }.map { state.queue.remove(at: $0) }
    }
    waiting?.answer.resume(returning: .failure(.cancelled))
  }

  /// What a thread does all its life.
  private func serve() {
    // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us; a server that hung up is an error and not the service's end.
    var pipeSignal = sigset_t()
    sigemptyset(&pipeSignal)
    sigaddset(&pipeSignal, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)
    let handle = CurlHandle(settings)
    while true {
      wake.wait()
      let (next, isStopped) = state.withLock { state in
        let first = state.queue.popFirst()
        if first != nil { state.running += 1 }
        return (first, state.isStopped)
      }
      if let next {
        let outcome = Outcome { () throws(HTTPError) in
          try handle.perform(next.call.request) { next.call.isCancelled.load(ordering: .relaxed) }
        }
        state.withLock { $0.running -= 1 }
        next.answer.resume(returning: outcome)
      } else if isStopped {
        return
      }
    }
  }
}
