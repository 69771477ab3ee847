import IMAP
import TLS
import Testing

struct IMAPErrorTests {
  @Test(
    arguments: [
      (.stream(.timedOut), "timedOut"),
      (.bye(text: "adieu jean@x.org"), "BYE"),
      (.refused(command: "CREATE", .no, code: .alreadyExists, text: "jean@x.org"), "CREATE refused: NO ALREADYEXISTS"),
      (.refused(command: "CREATE", .bad, code: nil, text: "jean@x.org"), "CREATE refused: BAD"),
      (
        .refused(command: "COPY", .no, code: .other(name: "jean@x.org", text: "jean@x.org"), text: ""),
        "COPY refused: NO"
      ),
      (.authenticationFailed(code: .unavailable, text: "jean@x.org"), "AUTHENTICATE refused: NO UNAVAILABLE"),
      (.notOffered(.idle), "IDLE not offered"),
      (.protocolViolation("no greeting"), "protocol violation: no greeting"),
      (.tooLarge, "too large an answer"),
      (.unsendable(command: "APPEND"), "APPEND cannot be written"),
      (.unprotected, "credentials would travel unprotected"),
      (.busy, "busy"),
    ] as [(IMAPError, String)])
  func descriptionHoldsNoneOfTheServersWords(error: IMAPError, description: String) {
    #expect("\(error)" == description)
    #expect(String(reflecting: error) == description)
  }
}
