import COpenSSL
import Foundation
import NIOCore

@testable import TLS

/// The certificates of these tests are made around now, as libssl asks the system's clock.
func currentSeconds() -> Int64 { Int64(Date().timeIntervalSince1970) }

/// Both sides of a connection, without a network.
struct ConnectionPair {
  let client: TLSConnection
  let server: TLSConnection

  init(client: TLSContext, host: String, server: TLSContext) throws(TLSError) {
    self.client = try TLSConnection(client, .client(host: host))
    self.server = try TLSConnection(server, .server)
  }

  /// Shakes hands; throws what either side throws, the client first.
  func agree() throws(TLSError) {
    var isComplete = false
    while !isComplete {
      let isClientDone = try client.handshake()
      if let bytes = client.takeOutgoing(ByteBufferAllocator()) { try server.feed(bytes) }
      isComplete = try server.handshake() && isClientDone
      if let bytes = server.takeOutgoing(ByteBufferAllocator()) { try client.feed(bytes) }
    }
  }
}

/// What a client that trusts so agrees on with a server of that identity.
func agree(
  on identity: TestIdentity, _ trust: TLSTrust, _ host: String, isServerCareless: Bool = false
) throws(TLSError) -> TLSSession {
  let server: TLSContext
  if isServerCareless {
    server = try .careless(identity)
  } else {
    server = try .server(certificateFile: identity.certificateFile, keyFile: identity.keyFile)
  }
  let pair = try ConnectionPair(client: .client(trust: trust), host: host, server: server)
  try pair.agree()
  return pair.client.session
}

extension TLSContext {
  /// A server that shows whatever certificate it has.
  static func careless(_ identity: TestIdentity) throws(TLSError) -> TLSContext {
    let context = TLSContext(shared: try SharedContext(TLS_server_method(), []))
    SSL_CTX_set_security_level(context.shared.pointer, 0)
    try context.shared.present(certificateFile: identity.certificateFile, keyFile: identity.keyFile)
    return context
  }

  /// Offers protocols by ALPN, as a browser does; written as RFC 7301 §3.1 has them.
  func offering(_ protocols: [String]) -> TLSContext {
    let list = protocols.flatMap { [UInt8($0.utf8.count)] + $0.utf8 }
    _ = SSL_CTX_set_alpn_protos(shared.pointer, list, UInt32(list.count))
    return self
  }
}
