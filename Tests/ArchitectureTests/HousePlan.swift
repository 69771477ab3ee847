// The plan of the house, as a table, and the tests that hold the code to it. The compiler does not: once a target is
// built, any other may import it, whatever Package.swift says. So every import below Sources is read here and compared
// with the arrows and doors of this file. Who needs a new arrow adds it here, and gives the reason in the commit.

/// One target under `Sources` that holds Swift.
struct Room {
  var level: Int
  var name: String
  /// The rooms it may import.
  var arrows: Set<String>

  init(_ level: Int, _ name: String, _ arrows: Set<String> = []) {
    self.level = level
    self.name = name
    self.arrows = arrows
  }
}

/// Which rooms exist, and what each may import.
struct HousePlan {
  var rooms: [Room]
  /// The rooms that may import an outside library, a C target of ours included.
  var doors: [String: Set<String>]
  /// What the toolchain brings.
  var anywhere: Set<String>
  /// What the toolchain brings too, and yet stands behind a door: Package.swift gives it to nobody.
  var undeclared: Set<String> = []

  func room(_ name: String) -> Room? { rooms.first { $0.name == name } }
}

extension HousePlan {
  static let vaguemestre = HousePlan(
    rooms: [
      Room(5, "vaguemestre", ["Console", "Domain", "Engine", "Settings", "TextExtraction"]),

      Room(4, "Console", ["Domain", "Engine", "Resources", "Settings", "Store", "TLS"]),
      // TextExtraction: the appliance owns the pool of confined workers that the readers share. HTTPClient: it owns the
      // client by which tokens are renewed. Cryptography: a secret on its way from Settings to Mailboxes. TLS: the console's
      // certificate is made when the appliance first starts, before anybody opens the console.
      Room(
        4, "Engine",
        [
          "Connectors", "Cryptography", "Domain", "Drafting", "HTTPClient", "Journeys", "Knowledge", "Learning",
          "Mailboxes", "Reading", "Resources",
          "Rules", "Settings", "Store", "TLS", "TextExtraction",
        ]),

      Room(3, "Connectors", ["Domain", "HTTPClient", "Store", "TextExtraction"]),
      Room(3, "Drafting", ["Domain"]),
      Room(3, "Journeys", ["Domain", "Rules"]),
      Room(3, "Knowledge", ["Domain", "HTTPClient", "Store", "TextAnalysis", "TextExtraction"]),
      Room(3, "Learning", ["Classification", "Domain", "Store"]),
      // TLS: whom to trust is one setting for both protocols, and its errors are put into words here. Cryptography: the
      // proof that a code was asked for here (RFC 7636), and secrets that are wiped.
      Room(3, "Mailboxes", ["Cryptography", "Domain", "HTTPClient", "IMAP", "MIME", "SMTP", "TLS"]),
      // Cryptography: the hash of sender and body, by which a mail received twice is known.
      Room(3, "Reading", ["Classification", "Cryptography", "Domain", "MIME", "TextAnalysis", "TextExtraction"]),
      Room(3, "Rules", ["Domain"]),
      Room(3, "Settings", ["Cryptography", "Domain", "Resources"]),

      Room(2, "Classification", ["TextAnalysis"]),
      Room(2, "HTTPClient"),
      Room(2, "IMAP", ["TLS"]),
      Room(2, "MIME", ["Cryptography"]),
      Room(2, "SMTP", ["TLS"]),
      Room(2, "Store", ["Cryptography", "Domain"]),
      Room(2, "TLS", ["Cryptography"]),
      Room(2, "TextExtraction"),

      Room(1, "Cryptography"),
      Room(1, "Domain"),
      Room(1, "Resources"),
      Room(1, "TextAnalysis"),
    ],
    doors: [
      "ArgumentParser": ["vaguemestre"],
      "CArchive": ["TextExtraction"],
      "CConfinement": ["TextExtraction"],
      "CCurl": ["HTTPClient"],
      "CGumbo": ["TextExtraction"],
      "CHeif": ["TextExtraction"],
      "CLeptonica": ["TextExtraction"],
      "CPoppler": ["TextExtraction"],
      // One module of two libraries: libcrypto is Cryptography's, libssl is TLS's.
      "COpenSSL": ["Cryptography", "TLS"],
      "CStemmer": ["TextAnalysis"],
      "CZbar": ["TextExtraction"],
      "FoundationXML": ["TextExtraction"],
      "GRDB": ["Store"],
      "Hummingbird": ["Console"],
      "HummingbirdCore": ["Console"],
      "Logging": ["Engine", "vaguemestre"],
      "Mustache": ["Console", "Drafting"],
      // Console lets Hummingbird speak through our TLS.
      "NIOCore": ["Console", "IMAP", "SMTP", "TLS"],
      "NIOPosix": ["IMAP", "SMTP", "TLS"],
      "NIOTLS": ["Console", "IMAP", "SMTP", "TLS"],
      "Yams": ["Settings"],
    ],
    anywhere: ["Dispatch", "Foundation", "Glibc", "Synchronization"], undeclared: ["FoundationXML"]
  )

  /// The files that may say `unsafe` or `@unchecked` to the compiler: each holds something of a C library that Swift
  /// cannot see through, and gives its reason beside the word.
  static let filesTrustedWithUnsafe: Set<String> = [
    "Sources/Cryptography/SHA256Digest.swift",
    "Sources/Cryptography/WipedBytes.swift",
    "Sources/TLS/TLSContext.swift",
  ]
}
