import Foundation
import Synchronization

/// A value that several threads change, and that a thread can wait for.
final class Watched<Value: Sendable>: Sendable {
  private let value: Mutex<Value>
  private let changed = NSCondition()

  init(_ value: Value) { self.value = Mutex(value) }

  /// The one way to the value, so that whoever waits hears of every change.
  @discardableResult
  func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    changed.lock()
    defer {
      changed.broadcast()
      changed.unlock()
    }
    return value.withLock { body(&$0) }
  }

  /// Blocks until it is true of the value; false when that did not come in time.
  @discardableResult
  func wait(until limit: Date? = nil, _ isTrue: (Value) -> Bool) -> Bool {
    changed.lock()
    defer { changed.unlock() }
    while !value.withLock({ isTrue($0) }) {
      // Not `distantFuture`, which the system's clock cannot hold.
      guard let limit else {
        changed.wait()
        continue
      }
      guard changed.wait(until: limit) else { return false }
    }
    return true
  }
}
