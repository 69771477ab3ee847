import Glibc
import NIOCore
import NIOPosix

/// Why a connection cannot be made or has ended.
public enum StreamError: Error, Hashable, Sendable {
  /// No address is known for the host's name.
  case unknownHost
  /// No address of the host took the connection; the system's words.
  case unreachable(String)
  case timedOut
  /// The other side closed, or the connection was cut.
  case closed
  case tls(TLSError)
  /// Anything else, in the system's words.
  case failed(String)

  init(_ error: any Error) {
    switch error {
    case let error as StreamError: self = error
    case let error as TLSError: self = .tls(error)
    case is ChannelError, is CancellationError: self = .closed
    case let error as IOError: self = [EPIPE, ECONNRESET].contains(error.errnoCode) ? .closed : .failed(error.words)
    default: self = .failed(String(describing: error))
    }
  }

  init(connecting error: any Error) {
    switch error {
    case let error as NIOConnectionError:
      if let failure = error.connectionErrors.first {
        self = StreamError(connecting: failure.error)
      } else {
        self = .unknownHost
      }
    case ChannelError.connectTimeout: self = .timedOut
    case let error as IOError: self = .unreachable(error.words)
    default: self = StreamError(error)
    }
  }
}

extension IOError {
  fileprivate var words: String { String(cString: strerror(errnoCode)) }
}
