/// Finds the person that a mail without a signature names: in the field of a form (« Nom : Julie Ferret »), or in the
/// sentence in which people say who they are (« je m’appelle Ingrid Baumann », « commande au nom de Jordan Pichon »).
enum NamedPerson {
  static func find(in lines: some Collection<SignatureLine>) -> String? {
    lines.lazy.compactMap(labelled).first ?? lines.lazy.compactMap(announced).first
  }

  private static func labelled(_ line: SignatureLine) -> String? {
    guard let colon = line.text.firstIndex(of: ":"), labels.contains(String(line.text[..<colon]).folded) else {
      return nil
    }
    return SignatureLine.lines(String(line.text[colon...].dropFirst())).first?.segments.first?.person
  }

  private static let labels: Set<String> = [
    "nom", "nom et prenom", "prenom et nom", "prenom nom", "nom prenom", "votre nom", "mon nom", "nom du client",
    "nom du consommateur", "nom complet", "client", "cliente", "name", "full name", "your name", "customer",
    "customer name", "my name",
  ]

  private static func announced(_ line: SignatureLine) -> String? {
    let folded = line.words.map(\.folded)
    for (index, word) in folded.enumerated().dropLast() {
      let pair = index > 0 ? folded[index - 1] + " " + word : word
      guard announcements.contains(pair) || word == "m appelle" || index < mostGreeting && isGreeting(pair, word),
        line.words[index].last.map({ $0.isLetter || $0 == ":" }) ?? false
      else { continue }
      var end = index + 1
      while end < line.words.count, end - index <= 4 {
        end += 1
        if line.words[end - 1].last.map({ ",.;:!?)".contains($0) }) ?? false { break }
      }
      let words = line.words[(index + 1)..<end]
      let count = words.prefix { NameWord($0.trimmed(of: ",.;:!?)")).isPartOfPerson }.count
      for length in stride(from: count, to: 0, by: -1) {
        guard let name = NameSegment(words.prefix(length).joined(separator: " ")), let person = name.person else {
          continue
        }
        // « c’est Couverture Le Bihan »
        return name.words.contains(where: \.namesTrade) ? nil : person
      }
    }
    return nil
  }

  private static let announcements: Set<String> = [
    "nom de", "mon nom", "name is", "name of", "nom est", "payee nom", "nom",
  ]

  /// « Bonjour, c’est Magali de chez Mag Ménage » says so at once.
  private static let mostGreeting = 5

  private static func isGreeting(_ pair: String, _ word: String) -> Bool {
    ["c est", "ici", "it s", "i m"].contains(word) || ["je suis", "this is", "it is", "i am"].contains(pair)
  }
}
