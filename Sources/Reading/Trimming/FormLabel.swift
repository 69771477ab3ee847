/// Knows the labels that a web site's contact form writes before what its visitor filled in: "Nom : …", "E-mail : …",
/// "Message : …". No mail program writes them over a quote.
enum FormLabel {
  /// Whether such a label stands in a block of lines or right above or below it.
  static func touches(_ block: Range<Int>, in lines: [TextLine]) -> Bool {
    let isSpaced = block.contains { lines[$0].isBlank }
    return block.contains { isOne(lines[$0]) }
      || [-1, 1].contains { side in
        var neighbour = side < 0 ? block.lowerBound - 1 : block.upperBound
        // Where each label is a paragraph, a blank line parts none from the next.
        if isSpaced, lines.indices.contains(neighbour), lines[neighbour].isBlank { neighbour += side }
        return lines.indices.contains(neighbour) && isOne(lines[neighbour])
      }
  }

  private static func isOne(_ line: TextLine) -> Bool {
    HeaderBlock.labelName(of: line.folded).map(names.contains) ?? false
  }

  private static let names = Set(
    [
      "nom", "prénom", "nom complet", "nom et prénom", "nom prénom", "votre nom", "votre prénom", "name", "your name",
      "first name", "last name", "full name", "civilité", "société", "entreprise", "company", "client", "n° client",
      "e-mail", "email", "mail", "courriel", "adresse e-mail", "adresse email", "adresse mail", "adresse électronique",
      "votre e-mail", "votre email", "votre adresse e-mail", "your email", "email address", "téléphone", "tél", "tél.",
      "tel", "portable", "mobile", "n° de téléphone", "numéro de téléphone", "votre téléphone", "phone", "telephone",
      "adresse", "adresse postale", "adresse ip", "address", "code postal", "ville", "pays", "commande",
      "n° commande", "n° de commande", "numéro de commande", "référence", "référence commande", "order", "order number",
      "message", "votre message", "your message", "commentaire", "commentaires", "demande", "votre demande",
      "type de demande", "service", "motif", "page", "url", "site",
    ].map(Folding.fold))
}
