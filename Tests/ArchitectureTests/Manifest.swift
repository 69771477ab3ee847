/// What Package.swift says of each target under `Sources`, read as text: asking SwiftPM would take its lock.
struct Manifest {
  /// Modules by target.
  var dependencies: [String: Set<String>] = [:]

  private static let declarations = ["room", "target", "executableTarget", "systemLibrary"]

  init(_ text: String) {
    let tokens = Self.tokens(text)
    for (index, token) in tokens.enumerated() {
      guard case .word(let word) = token, Self.declarations.contains(word), tokens[(index + 1)...].first == .mark("(")
      else {
        continue
      }
      let arguments = Self.arguments(tokens[(index + 2)...])
      // No literal first: the body of a function that makes targets.
      guard let name = Self.name(arguments) else { continue }
      dependencies[name] = word == "systemLibrary" ? [] : Self.modules(arguments)
    }
  }

  /// The tokens up to the parenthesis that ends the call.
  private static func arguments(_ tokens: ArraySlice<Token>) -> ArraySlice<Token> {
    var open = 0
    for (index, token) in zip(tokens.indices, tokens) {
      if token == .mark("(") { open += 1 }
      if token == .mark(")") {
        if open == 0 { return tokens[..<index] }
        open -= 1
      }
    }
    return tokens
  }

  /// `"IMAP"` of `("IMAP", …)` and of `(name: "IMAP", …)`.
  private static func name(_ arguments: ArraySlice<Token>) -> String? {
    let value = arguments.starts(with: [.word("name"), .mark(":")]) ? arguments.dropFirst(2) : arguments
    guard case .literal(let name) = value.first else { return nil }
    return name
  }

  /// The names in the first list of the arguments; a product's package is not one.
  private static func modules(_ arguments: ArraySlice<Token>) -> Set<String> {
    guard let start = arguments.firstIndex(of: .mark("[")) else { return [] }
    let list = arguments[start...].prefix { $0 != .mark("]") }
    var modules: Set<String> = []
    var label: String?
    for token in list {
      switch token {
      case .word(let word): label = word
      case .literal(let text) where label != "package": modules.insert(text)
      case .mark(")"): label = nil
      default: break
      }
    }
    return modules
  }
}

extension Manifest {
  enum Token: Equatable {
    case word(String)
    case literal(String)
    case mark(String)

    init(_ word: String) {
      let isWord = word.first.map { $0.isLetter || $0 == "_" || $0 == "@" } ?? false
      self = isWord ? .word(word) : .mark(word)
    }
  }

  /// Enough of Swift for a manifest: line comments, and literals without escapes.
  static func tokens(_ text: String) -> [Token] {
    text.split(separator: "\n").flatMap { line -> [Token] in
      // Every second piece stands between quotes.
      let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
      var tokens: [Token] = []
      for (index, piece) in pieces.enumerated() {
        if index % 2 == 1 {
          tokens.append(.literal(String(piece)))
          continue
        }
        let comment = piece.firstRange(of: "//")
        tokens += words(of: piece[..<(comment?.lowerBound ?? piece.endIndex)]).map(Token.init)
        if comment != nil { break }
      }
      return tokens
    }
  }
}
