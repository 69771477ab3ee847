public import Classification
public import Domain

/// Why nothing could be learned, sorted or measured, and what to do about it.
public enum LearningProblem: Error, Hashable, Sendable {
  /// A file, and the system's reason.
  case unreadable(String, String)
  case unwritable(String, String)
  /// Where a model should be written stands a file that is none.
  case occupied(String)
  case notExamples(String, ExampleFileError)
  case unlearnable(String, TrainingError)
  case notAModel(String, ModelFileError)

  public var text: Localized {
    switch self {
    case .unreadable(let path, let reason):
      Localized(
        fr: "« \(path) » ne peut être lu (\(reason)) : vérifiez le chemin et les droits.",
        en: "“\(path)” cannot be read (\(reason)): check the path and its permissions.")
    case .unwritable(let path, let reason):
      Localized(
        fr: "« \(path) » ne peut être écrit (\(reason)) : vérifiez que le dossier existe et que vous pouvez y écrire.",
        en: "“\(path)” cannot be written (\(reason)): check that its folder exists and that you may write there.")
    case .occupied(let path):
      Localized(
        fr: "« \(path) » existe et n’est pas un modèle : il n’a pas été remplacé. Donnez un autre nom.",
        en: "“\(path)” exists and is not a model: it was not replaced. Give another name.")
    case .notExamples(let path, let error): error.text(path)
    case .unlearnable(let path, let error): error.text(path)
    case .notAModel(let path, let error): error.text(path)
    }
  }
}

extension ExampleFileError {
  fileprivate func text(_ path: String) -> Localized {
    let form = Localized(
      fr: "Chaque ligne est « étiquette TABULATION texte », ou un objet JSON avec « label » et « text », en UTF-8.",
      en: "Each line is “label TAB text”, or a JSON object with “label” and “text”, in UTF-8.")
    let (line, what) = place
    return Localized(
      fr: "« \(path) », ligne \(line) : \(what.fr). \(form.fr)", en: "“\(path)”, line \(line): \(what.en). \(form.en)")
  }

  private var place: (line: Int, what: Localized) {
    switch self {
    case .noTab(let line): (line, Localized(fr: "aucune tabulation", en: "no tab"))
    case .noLabel(let line): (line, Localized(fr: "aucune étiquette", en: "no label"))
    case .unprintableLabel(let line):
      (
        line,
        Localized(fr: "l’étiquette contient des caractères de commande", en: "the label holds control characters")
      )
    case .notJSON(let line): (line, Localized(fr: "ce n’est pas un objet JSON entier", en: "not a whole JSON object"))
    case .noText(let line): (line, Localized(fr: "aucun texte", en: "no text"))
    }
  }
}

extension TrainingError {
  fileprivate func text(_ path: String) -> Localized {
    switch self {
    case .noExamples:
      Localized(
        fr: "« \(path) » ne contient aucun exemple. Écrivez-y des lignes « étiquette TABULATION texte ».",
        en: "“\(path)” holds no example. Write lines “label TAB text” into it.")
    case .emptyLabel(let example):
      Localized(
        fr: "« \(path) » : l’exemple \(example) n’a pas d’étiquette. Donnez-lui en une.",
        en: "“\(path)”: example \(example) has no label. Give it one.")
    case .oneLabel(let label):
      Localized(
        fr: "« \(path) » : tous les exemples ont l’étiquette « \(label) ». Ajoutez des exemples d’une autre.",
        en: "“\(path)”: all examples have the label “\(label)”. Add examples of another.")
    case .tooManyLabels(let count):
      Localized(
        fr: "« \(path) » a \(count) étiquettes, c’est trop. L’étiquette est-elle bien avant le texte ?",
        en: "“\(path)” has \(count) labels, which is too many. Does the label stand before the text?")
    case .tooManyFields(let count):
      Localized(
        fr: "« \(path) » a \(count) champs, c’est trop. Gardez les mêmes noms d’une ligne à l’autre.",
        en: "“\(path)” has \(count) fields, which is too many. Keep the same names from line to line.")
    case .nothingToRead:
      Localized(
        fr: "« \(path) » : aucun exemple ne contient de mot. Vérifiez que le texte suit l’étiquette.",
        en: "“\(path)”: no example holds a word. Check that the text follows the label.")
    }
  }
}

extension ModelFileError {
  fileprivate func text(_ path: String) -> Localized {
    switch self {
    case .notAModel:
      Localized(
        fr: "« \(path) » n’est pas un modèle. Donnez un fichier écrit par « vaguemestre train ».",
        en: "“\(path)” is not a model. Give a file written by “vaguemestre train”.")
    case .unknownVersion(let version):
      Localized(
        fr: "« \(path) » est d’une autre version de vaguemestre (format \(version)). Refaites-le : « train ».",
        en: "“\(path)” is of another version of vaguemestre (format \(version)). Make it again: “train”.")
    case .damaged:
      Localized(
        fr: "« \(path) » est abîmé. Refaites-le (« vaguemestre train ») ou reprenez le précédent, « \(path).1 ».",
        en: "“\(path)” is damaged. Make it again (“vaguemestre train”) or take the one before it, “\(path).1”.")
    }
  }
}
