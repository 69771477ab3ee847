import Glibc

/// A thread of our own that lives exactly as long as its body.
///
/// A worker needs one for two reasons. Waiting for its pipe blocks, which Swift's shared threads must never do; and the
/// kernel ties "die with the parent" to the parent's thread, so that a worker started on a shared thread would be
/// killed whenever that thread retires.
enum DedicatedThread {
  /// - Returns: whether the thread was started.
  static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Body(run: body))
    let outcome = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box.toOpaque())
    guard outcome == 0 else {
      box.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
