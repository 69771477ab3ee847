import Testing

@testable import TextAnalysis

@Suite struct LanguageGuessTests {
  @Test(arguments: [
    ("Bonjour, je n’ai toujours pas reçu ma commande, pouvez-vous me dire où elle est ?", "fr"),
    ("Facture jointe. Cordialement", "fr"), ("ou est mon colis svp", "fr"),
    ("Hello, where is my order? I have been waiting for two weeks.", "en"), ("Please find attached our invoice.", "en"),
    ("Guten Tag, wann wird meine Bestellung geliefert? Mit freundlichen Grüßen", "de"),
    ("Hola, ¿dónde está mi pedido? Gracias y saludos", "es"), ("Buongiorno, dove è il mio ordine? Grazie", "it"),
    ("Goedendag, waar is mijn bestelling? Met vriendelijke groeten", "nl"),
    ("Olá, onde está o meu pedido? Obrigado", "pt"),
  ])
  func tellsTheLanguage(_ text: String, _ code: String) {
    #expect(LanguageGuess.guess(TokenizedText(text).tokens)?.code == code)
  }

  @Test func choosesOnlyAmongTheGiven() {
    let tokens = TokenizedText("Guten Tag, wo ist die Lampe des Hauses?").tokens
    #expect(LanguageGuess.guess(tokens, among: ["fr", "en"])?.code == "fr")
    #expect(LanguageGuess.guess(tokens, among: ["xx"]) == nil)
  }

  @Test(arguments: ["", "EJSBLZFYO", "45871", "!!!"])
  func tellsNothingOfNothing(_ text: String) {
    #expect(LanguageGuess.guess(TokenizedText(text).tokens) == nil)
  }
}
