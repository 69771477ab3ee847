import Domain
import TextAnalysis

/// How a message sounds: its sentiment and its urgency, from short word lists and from shouting.
///
/// Reproaches outweigh civilities, for nearly every angry mail ends with « merci d’avance »: thanks alone are neutral.
struct Tone: Sendable {
  private static let negative: [(String, Int)] = [
    ("inadmissible", 3), ("inacceptable", 3), ("scandaleux", 3), ("scandale", 3), ("honteux", 3), ("lamentable", 3),
    ("furieu*", 3), ("en colere", 3), ("arnaque", 3), ("arnaqu*", 3), ("escroc*", 3), ("voleur*", 3),
    ("vous foutez", 3),
    ("se moque du monde", 3), ("moquez de moi", 3), ("moquez de nous", 3), ("foutage de gueule", 3), ("ras le bol", 3),
    ("excede*", 2), ("exasper*", 2), ("inadmissibles", 3), ("tres mecontent*", 3), ("mecontent*", 2), ("tres decu*", 2),
    ("decu*", 2), ("deception", 2), ("deplorable*", 3), ("catastroph*", 2), ("nul", 1), ("nulle", 1),
    ("incompetent*", 3),
    ("plus jamais", 2), ("jamais vu ca", 2), ("perdu patience", 3), ("patience a des limites", 3),
    ("a bout de patience", 3),
    ("service client inexistant", 3), ("pas serieux", 2), ("manque de serieux", 3), ("aucun serieux", 3),
    ("plainte", 2), ("porter plainte", 3), ("avocat", 2), ("tribunal", 3), ("signal conso", 2), ("dgccrf", 2),
    ("repression des fraudes", 3), ("mise en demeure", 2), ("voie judiciaire", 3), ("huissier", 2), ("contentieux", 2),
    ("avis negatif", 2), ("mauvais avis", 2), ("pas content*", 2), ("pas contente", 2), ("pas satisfait*", 2),
    ("insatisf*", 2), ("intolerable", 3), ("anormal", 1), ("pas normal", 1), ("j en ai assez", 3), ("j en ai marre", 3),
    ("sans reponse de votre part", 1), ("malgre mes relances", 2), ("malgre nos relances", 2), ("enieme", 2),
    ("unacceptable", 3), ("disgrace*", 3), ("ridiculous", 3), ("outrag*", 3), ("scam", 3), ("furious", 3), ("angry", 3),
    ("terrible", 2), ("awful", 2), ("appalling", 3), ("worst", 2), ("disappoint*", 2), ("unhappy", 2), ("fed up", 3),
    ("lawyer", 2), ("legal action", 3), ("small claims", 3), ("never again", 2), ("not happy", 2), ("not satisfied", 2),
    ("chargeback", 2), ("sick of", 2),
  ]
  private static let positive: [(String, Int)] = [
    ("tres content*", 2), ("ravi*", 2), ("parfait", 1), ("parfaite", 1), ("excellent*", 2), ("super", 1),
    ("genial*", 2),
    ("tres satisfait*", 2), ("satisfait*", 1), ("magnifique*", 2), ("felicit*", 2), ("bravo", 2), ("enchante*", 2),
    ("merci beaucoup", 1), ("mille mercis", 2), ("un grand merci", 2), ("je vous remercie vivement", 2),
    ("merci pour votre reactivite", 2), ("merci pour votre rapidite", 2), ("bon travail", 2), ("adore*", 2),
    ("pas trop mal", 1), ("delighted", 2), ("very happy", 2), ("great", 1), ("excellent service", 2), ("wonderful", 2),
    ("perfect", 1), ("love it", 2), ("thank you so much", 2), ("many thanks", 1), ("very pleased", 2),
  ]
  private static let urgent = [
    "urgent", "urgente", "urgence", "en urgence", "tres urgent", "au plus vite", "le plus vite possible",
    "le plus rapidement possible", "dans les plus brefs delais", "sans delai", "immediatement", "des aujourd hui",
    "aujourd hui meme", "des demain", "avant demain", "avant ce soir", "d ici demain", "d ici ce soir", "sous 24h",
    "sous 24 h", "sous 24 heures", "sous 48h", "sous 48 h", "sous 48 heures", "sous huitaine", "dans la journee",
    "avant la fin de la journee", "avant la fin de semaine", "d ici la fin de la semaine", "mise en demeure",
    "derniere relance", "dernier rappel", "dernier avis", "avant poursuites", "pour demain", "pour ce week end",
    "suspendre vos livraisons", "suspension des livraisons", "blocage de votre compte", "asap", "as soon as possible",
    "urgently", "immediately", "right away", "by tomorrow", "by tonight", "today at the latest", "within 24 hours",
    "within 48 hours", "final notice", "final reminder", "last reminder", "final demand",
  ]
  private static let notUrgent = [
    "pas urgent", "rien d urgent", "pas d urgence", "sans urgence", "no rush", "not urgent",
  ]

  private let feelings = PhraseIndex(negative.map(\.0) + positive.map(\.0))
  private let urgencies = PhraseIndex(urgent + notUrgent)

  func sentiment(subject: TokenizedText, body: TokenizedText) -> Sentiment {
    var reproach = Self.isShouting(body.source) ? 2 : 0
    var praise = 0
    for match in feelings.matches(in: subject.tokens) + feelings.matches(in: body.tokens) {
      if match.phrase < Self.negative.count {
        reproach += Self.negative[match.phrase].1
      } else {
        praise += Self.positive[match.phrase - Self.negative.count].1
      }
    }
    if reproach >= 2, reproach > praise { return .negative }
    return praise >= 2 && reproach == 0 ? .positive : .neutral
  }

  func isUrgent(subject: TokenizedText, body: TokenizedText) -> Bool {
    (urgencies.matches(in: subject.tokens) + urgencies.matches(in: body.tokens)).contains {
      $0.phrase < Self.urgent.count
    }
  }

  /// A text of some length that is mostly capitals, or a row of exclamation marks.
  private static func isShouting(_ bytes: [UInt8]) -> Bool {
    var capitals = 0
    var smalls = 0
    var row = 0
    var longestRow = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): capitals += 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"): smalls += 1
      default: break
      }
      row = byte == UInt8(ascii: "!") ? row + 1 : byte == 0x20 ? row : 0
      longestRow = max(longestRow, row)
    }
    return longestRow >= 3 || (capitals >= 30 && capitals > 2 * smalls)
  }
}
