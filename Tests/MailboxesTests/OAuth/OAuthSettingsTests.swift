import Domain
import TestSupport
import Testing

@testable import Mailboxes

/// The section `oauth`: what it stands for, and what is refused.
@Suite struct OAuthSettingsTests {
  private func problem(_ values: [(String, String)]) -> String? {
    do throws(SettingProblem) {
      _ = try OAuthSettings(reading: section(values))
      return nil
    } catch {
      return error.line(.english)
    }
  }

  @Test(
    arguments: [
      (
        [("provider", "microsoft"), ("tenant", "t-1.fr"), ("client_id", "a")],
        "https://login.microsoftonline.com/t-1.fr/oauth2/v2.0/token",
        [
          "https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send", "offline_access",
        ]
      ),
      (
        [
          ("provider", "microsoft"), ("tenant", "t"), ("client_id", "a"), ("client_secret", "${S}"),
          ("flow", "client_credentials"),
        ], "https://login.microsoftonline.com/t/oauth2/v2.0/token", ["https://outlook.office365.com/.default"]
      ),
      (
        [("provider", "google"), ("client_id", "a"), ("flow", "authorization_code")],
        "https://oauth2.googleapis.com/token", ["https://mail.google.com/"]
      ),
      (
        [
          ("provider", "custom"), ("client_id", "a"), ("client_secret", "${S}"), ("flow", "client_credentials"),
          ("token_url", "http://[::1]:8080/t"),
        ], "http://[::1]:8080/t", []
      ),
    ] as [([(String, String)], String, [String])])
  func presets(values: [(String, String)], tokenURL: String, scopes: [String]) throws {
    let settings = try OAuthSettings(reading: section(values))
    #expect(settings.provider.tokenURL == tokenURL)
    #expect(settings.provider.scopes == scopes)
    #expect(settings.clientSecret?.scalar == values.first { $0.0 == "client_secret" }?.1)
  }

  @Test(
    arguments: [
      ([("client_id", "a")], "v.yaml:1:1: “provider” is missing"),
      (
        [("provider", "gogle"), ("client_id", "a")],
        "v.yaml:2:5: “gogle” is not a possible choice; did you mean “google”"
      ),
      ([("provider", "google")], "v.yaml:1:1: “client_id” is missing"),
      ([("provider", "microsoft"), ("client_id", "a")], "v.yaml:1:1: “tenant” is missing"),
      ([("provider", "microsoft"), ("client_id", "a"), ("tenant", "x/../y")], "v.yaml:4:5: “x/../y” does not fit"),
      ([("provider", "google"), ("client_id", "a"), ("tenant", "x")], "v.yaml:4:5: “tenant” means nothing with"),
      ([("provider", "google"), ("client_id", "a"), ("scopes", "x")], "v.yaml:4:5: “scopes” means nothing with"),
      (
        [("provider", "google"), ("client_id", "a"), ("flow", "client_credentials")], "v.yaml:1:1: Google does not know"
      ),
      ([("provider", "google"), ("client_id", "a"), ("flow", "x")], "v.yaml:4:5: “x” is not a possible choice"),
      (
        [("provider", "microsoft"), ("client_id", "a"), ("tenant", "t"), ("flow", "client_credentials")],
        "v.yaml:1:1: “client_secret” is missing"
      ),
      ([("provider", "custom"), ("client_id", "a")], "v.yaml:1:1: “token_url” is missing"),
      (
        [("provider", "custom"), ("client_id", "a"), ("token_url", "https://x.fr/t")],
        "v.yaml:1:1: “authorization_url” is missing"
      ),
    ] as [([(String, String)], String)])
  func problems(values: [(String, String)], line: String) {
    #expect(problem(values)?.hasPrefix(line) == true, "\(problem(values) ?? "no problem")")
  }

  @Test(arguments: [
    ("https://login.example.fr/token", true), ("https://login.example.fr:8443/token?x=y", true),
    ("http://localhost/token", true), ("http://127.0.0.1:9/token", true), ("http://login.example.fr/token", false),
    ("http://127.0.0.1.example.fr/token", false), ("http://localhost@example.fr/", false),
    ("https://me:word@example.fr/", false), ("https:///token", false), ("login.example.fr", false),
    ("ftp://localhost/", false), ("https://example.fr/#x", false), ("", false),
  ])
  func addresses(url: String, isTaken: Bool) {
    let values = [
      ("provider", "custom"), ("client_id", "a"), ("authorization_url", "https://x.fr"), ("token_url", url),
    ]
    #expect((problem(values) == nil) == isTaken)
  }

  @Test func declarationsNameWhatIsRead() throws {
    guard case .section(let settings) = OAuthSettings.declaration.kind else {
      Issue.record("no section")
      return
    }
    #expect(
      settings.map(\.name) == [
        "provider", "tenant", "client_id", "client_secret", "flow", "token_url", "authorization_url", "scopes",
      ])
    #expect(settings.filter(\.isRequired).map(\.name) == ["provider", "client_id"])
  }
}
