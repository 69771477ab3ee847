import Domain
import Mailboxes
import Synchronization
import TestSupport

/// Where a test's refresh token lies, with a note of everything that was saved.
final class TokenVault: Sendable {
  struct Full: Error {}

  private struct State {
    var token: String?
    var saved: [String] = []
    var loads = 0
    var isFull = false
  }

  private let state: Mutex<State>

  init(_ token: String?) { state = Mutex(State(token: token)) }

  var token: String? { state.withLock(\.token) }
  var saved: [String] { state.withLock(\.saved) }
  var loads: Int { state.withLock(\.loads) }

  /// From now on saving fails, or no longer does.
  func set(isFull: Bool) { state.withLock { $0.isFull = isFull } }

  func put(_ token: String) { state.withLock { $0.token = token } }

  @Sendable func load() -> [UInt8]? {
    state.withLock { state in
      state.loads += 1
      return state.token.map { Array($0.utf8) }
    }
  }

  @Sendable func save(_ token: [UInt8]) throws {
    try state.withLock { state in
      if state.isFull { throw Full() }
      state.token = String(decoding: token, as: UTF8.self)
      state.saved.append(String(decoding: token, as: UTF8.self))
    }
  }
}

/// The lines of a section as the settings file would give them.
func section(_ values: [(String, String)]) -> SettingNode {
  SettingNode(
    .map(
      values.enumerated().map { index, value in
        let place = SettingPlace(file: "v.yaml", line: index + 2, column: 5)
        return .init(key: value.0, place: place, node: SettingNode(.scalar(value.1), place: place))
      }), place: SettingPlace(file: "v.yaml", line: 1, column: 1))
}

extension OAuthSettings {
  /// Tokens from a scripted server.
  static func custom(at url: String, flow: Flow = .authorizationCode) throws -> OAuthSettings {
    try OAuthSettings(
      reading: section([
        ("provider", "custom"), ("client_id", "app 1"), ("client_secret", "${X}"), ("flow", flow.rawValue),
        ("token_url", url + "/token"), ("authorization_url", url + "/authorize"), ("scopes", "mail"),
      ]))
  }
}

/// A grant as a provider words it.
func grant(_ access: String, refresh: String? = nil, seconds: Int? = 3600) -> ScriptedHTTPServer.Answer {
  let fields =
    [#""token_type":"Bearer","access_token":"\#(access)""#] + (refresh.map { [#""refresh_token":"\#($0)""#] } ?? [])
    + (seconds.map { [#""expires_in":\#($0)"#] } ?? [])
  return .json(200, "{" + fields.joined(separator: ",") + "}")
}
