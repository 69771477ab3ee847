import Domain
import Drafting
import Testing

@Suite struct ShippedRepliesTests {
  @Test(arguments: ShippedReplies.profiles, [Language.french, .english])
  func everyTemplateRenders(_ profile: String, _ language: Language) throws {
    let replies = try ShippedReplies(profile)
    #expect(!replies.library.names.isEmpty)
    for name in replies.library.names {
      guard case .draft(let draft) = replies.library.render(name, Facts(language: language).context) else {
        Issue.record("\(name).\(language) does not render")
        continue
      }
      #expect(draft.template == name)
      #expect(draft.language == language)
      #expect(!draft.text.contains("{{") && !draft.text.contains("}}"), "\(name).\(language)")
      #expect(!draft.text.contains("  "), "\(name).\(language)")
      #expect(!draft.text.contains("\n\n\n"), "\(name).\(language)")
      #expect(draft.text.contains("Lampes du Port"))
      #expect(draft.text.contains(language == .english ? "reply “adviser”" : "répondez simplement « conseiller »"))
    }
  }

  /// For every value that a template names outside a section: without it, no reply.
  @Test(arguments: ShippedReplies.profiles) func everyTemplateRefusesEachMissingValue(_ profile: String) throws {
    let replies = try ShippedReplies(profile)
    var tried = 0
    for (file, text) in replies.files {
      let parts = file.split(separator: ".").map(String.init)
      let isFrame = parts[0] == "frame"
      let template = isFrame ? try #require(replies.library.names.first) : TemplateName(parts[0])
      for name in Self.variables(text) where name != "body" {
        let context = Facts(language: Language(parts[1])).without(name).context
        #expect(replies.library.render(template, context) == .missing(field: name), "\(file) without \(name)")
        tried += 1
      }
    }
    #expect(tried > 20)
  }

  /// French and English say the same things.
  @Test(arguments: ShippedReplies.profiles) func bothLanguagesNameTheSameValues(_ profile: String) throws {
    let files = try ShippedReplies(profile).files
    for (file, text) in files where file.hasSuffix(".fr.mustache") {
      let other = file.replacing(".fr.", with: ".en.")
      #expect(Set(Self.variables(text)) == Set(Self.variables(files[other] ?? "")), "\(file)")
    }
    #expect(files.count.isMultiple(of: 2))
  }

  /// The typography of French: a no-break space is a matter of taste in plain text, the apostrophe is not.
  @Test(arguments: ShippedReplies.profiles) func typographyIsFrench(_ profile: String) throws {
    for (file, text) in try ShippedReplies(profile).files {
      #expect(!text.contains("'") && !text.contains("\""), "\(file)")
    }
  }

  @Test func aWholeReply() throws {
    let library = try ShippedReplies("ecommerce").library
    #expect(
      library.render(TemplateName("tracking-shipped"), Facts().context)
        == .draft(
          Draft(
            template: TemplateName("tracking-shipped"), language: .french,
            text: """
              Bonjour Claire Martin,

              Votre commande EJSBLZFYO a été expédiée le 13 novembre 2026 par ColiPort, sous le numéro de suivi CP600456102FR.

              Vous pouvez suivre votre colis à cette adresse :
              https://suivi.coliport.example/colis?a=1&n=CP600456102FR

              Le suivi du transporteur peut mettre un jour ou deux à se mettre à jour.

              Bien cordialement,

              Le service client
              Lampes du Port

              Cette réponse vous a été adressée automatiquement. Si elle ne répond pas à votre question, répondez simplement « conseiller » à ce message : une personne reprendra votre demande.

              """)))
  }

  @Test func aListOfInvoices() throws {
    let library = try ShippedReplies("suppliers").library
    let booked = Record.invoice.with([
      "invoice_number": .text("FA-2026-0455"), "state": .text("booked"), "due_date": .date("2026-11-26"),
      "paid_at": nil, "payment_reference": nil,
    ])
    let facts = Facts(records: [.invoice, booked], findings: [])
    let rendering = library.render(TemplateName("several-invoices"), facts.context)
    guard case .draft(let draft) = rendering else { throw RenderingFailed(rendering) }
    #expect(
      draft.text.contains(
        """
        Voici l’état de vos factures dans nos livres :

        - FA-2026-0418 du 14 septembre 2026, 2\u{202F}208,00\u{A0}€ TTC : réglée le 29 octobre 2026, référence VIR-2026-1029
        - FA-2026-0455 du 14 septembre 2026, 2\u{202F}208,00\u{A0}€ TTC : comptabilisée, non réglée, échéance le 26 novembre 2026

        Bien cordialement,
        """))
    // A value that one of the invoices lacks is missing for all.
    let incomplete = Facts(records: [.invoice, booked.with(["due_date": nil])], findings: [])
    #expect(
      library.render(TemplateName("several-invoices"), incomplete.context) == .missing(field: "due_date"))
  }

  struct RenderingFailed: Error {
    let rendering: ReplyLibrary.Rendering
    init(_ rendering: ReplyLibrary.Rendering) { self.rendering = rendering }
  }

  /// The names of the variables that stand outside sections.
  private static func variables(_ text: String) -> [String] {
    var depth = 0
    var names: [String] = []
    for piece in text.split(separator: "{{").dropFirst(text.hasPrefix("{{") ? 0 : 1) {
      let tag = piece.prefix { $0 != "}" }
      switch tag.first {
      case "#", "^": depth += 1
      case "/": depth -= 1
      default: if depth == 0 { names.append(String(tag)) }
      }
    }
    return names
  }
}
