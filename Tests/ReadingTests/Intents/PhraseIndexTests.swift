import Testing
import TextAnalysis

@testable import Reading

@Suite struct PhraseIndexTests {
  @Test(arguments: [
    (["colis"], "Mon colis ?", ["colis"]), (["mon colis", "colis"], "mon colis", ["mon colis"]),
    (["colis"], "colissimo", []), (["colis*"], "colissimo", ["colissimo"]), (["pas recu"], "Pas reçu", ["Pas reçu"]),
    (["pas reçu"], "PAS. RECU", []), (["pas reçu"], "pas, reçu", ["pas, reçu"]),
    (["livr* demain"], "livraison demain", ["livraison demain"]),
    (["a b", "b c"], "a b c", ["a b", "b c"]), (["a b c", "b"], "a b c", ["a b c"]), ([""], "a", []),
    (["l article"], "l’article", ["l’article"]), (["est ce"], "est-ce", ["est-ce"]), (["a"], "a a", ["a", "a"]),
    (["an*", "annul*"], "annuler", ["annuler", "annuler"]), (["1 2 3 4 5 6 7 8 9"], "1 2 3 4 5 6 7 8 9", []),
  ])
  func finds(_ phrases: [String], _ text: String, _ found: [String]) {
    let tokenized = TokenizedText(text)
    let matches = PhraseIndex(phrases).matches(in: tokenized.tokens)
    #expect(
      matches.map { match in
        let tokens = tokenized.tokens[match.tokens]
        return tokenized.text(tokens.first!.range.lowerBound..<tokens.last!.range.upperBound)
      } == found)
  }
}
