public import Domain
public import TextExtraction

/// What reading the attachments of one mail may cost.
public struct AttachmentSettings: Hashable, Sendable {
  /// Of one file, and of its reading.
  public var limits = ExtractionLimits()
  /// Files within files: an invoice in a zip within a forwarded mail is three deep.
  public var nesting = 3
  /// Files read of one mail, those within others included.
  public var files = 100
  /// Bytes read of one mail's files together, unpacked ones included.
  public var totalBytes = 256 << 20
  /// Time for all files of a mail together, waiting for a free worker not counted.
  public var totalTime: Duration = .seconds(180)
  /// Whether text in pictures is recognised.
  public var recognises = true

  public init() {}

  /// Reads the section `attachments` of a settings file in which defaults are filled in.
  public init(reading node: SettingNode?) {
    let usual = AttachmentSettings()
    func number(_ name: String, _ otherwise: Int) -> Int { node?[name]?.integer ?? otherwise }
    limits.inputBytes = node?["megabytes"]?.integer.map { $0 << 20 } ?? usual.limits.inputBytes
    limits.pages = number("pages", usual.limits.pages)
    limits.pixels = node?["megapixels"]?.integer.map { $0 * 1_000_000 } ?? usual.limits.pixels
    limits.entries = number("archive_entries", usual.limits.entries)
    limits.unpackedBytes = node?["unpacked_megabytes"]?.integer.map { $0 << 20 } ?? usual.limits.unpackedBytes
    limits.recognisedPages = number("recognised_pages", usual.limits.recognisedPages)
    limits.recognitionTime = node?["recognition_time"]?.seconds.map { .seconds($0) } ?? usual.limits.recognitionTime
    limits.fileTime = node?["time"]?.seconds.map { .seconds($0) } ?? usual.limits.fileTime
    recognises = node?["recognition"]?.flag ?? usual.recognises
    nesting = number("nesting", usual.nesting)
    files = number("files", usual.files)
    totalBytes = node?["total_megabytes"]?.integer.map { $0 << 20 } ?? usual.totalBytes
    totalTime = node?["total_time"]?.seconds.map { .seconds($0) } ?? usual.totalTime
  }

  /// The section `attachments` of the settings file.
  public static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "attachments", .section(sizes + times + recognition),
      Localized(
        fr:
          "Ce que la lecture des pièces jointes peut coûter. Ce qui dépasse une limite n’est pas lu, ou pas en entier ; "
          + "le mail suit son chemin et la raison est indiquée.",
        en: "What reading attachments may cost. What is beyond a limit is not read, or not whole; the mail goes on and "
          + "the reason is told."))
  ]

  private static let sizes = [
    SettingDeclaration(
      "megabytes", .integer(1...200), default: "32",
      Localized(fr: "Taille d’un fichier, en mégaoctets.", en: "Size of one file, in megabytes.")),
    SettingDeclaration(
      "total_megabytes", .integer(1...2_000), default: "256",
      Localized(
        fr: "Taille de tous les fichiers d’un mail, une fois les archives ouvertes, en mégaoctets.",
        en: "Size of all files of a mail, once archives are opened, in megabytes.")),
    SettingDeclaration(
      "unpacked_megabytes", .integer(1...1_000), default: "128",
      Localized(
        fr: "Taille du contenu d’une archive ou d’un document bureautique, en mégaoctets.",
        en: "Size of what is in an archive or an office document, in megabytes.")),
    SettingDeclaration(
      "pages", .integer(1...10_000), default: "100",
      Localized(
        fr: "Pages lues d’un document ; ce sont les premières.", en: "Pages read of a document: the first ones.")),
    SettingDeclaration(
      "megapixels", .integer(1...500), default: "80",
      Localized(fr: "Taille d’une image, en mégapixels.", en: "Size of a picture, in megapixels.")),
    SettingDeclaration(
      "archive_entries", .integer(1...10_000), default: "200",
      Localized(fr: "Fichiers lus d’une archive.", en: "Files read of an archive.")),
    SettingDeclaration(
      "files", .integer(1...10_000), default: "100",
      Localized(
        fr: "Fichiers lus d’un mail, ceux des archives compris.",
        en: "Files read of a mail, those of archives included.")),
    SettingDeclaration(
      "nesting", .integer(0...10), default: "3",
      Localized(
        fr: "Archives et mails joints ouverts les uns dans les autres.",
        en: "Archives and attached mails opened within one another.")),
  ]

  private static let times = [
    SettingDeclaration(
      "time", .duration(1...600), default: "20s",
      Localized(
        fr: "Temps de lecture d’un fichier, sans la reconnaissance de texte.",
        en: "Time for reading a file, without text recognition.")),
    SettingDeclaration(
      "total_time", .duration(1...3_600), default: "3m",
      Localized(
        fr: "Temps de lecture de tous les fichiers d’un mail. Les autres mails n’attendent pas.",
        en: "Time for reading all files of a mail. Other mails do not wait.")),
  ]

  private static let recognition = [
    SettingDeclaration(
      "recognition", .flag, default: "true",
      Localized(
        fr:
          "Reconnaître le texte des documents scannés et des images (paquets « tesseract-ocr » et « tesseract-ocr-fra »).",
        en: "Recognise text in scans and pictures (packages “tesseract-ocr” and “tesseract-ocr-fra”).")),
    SettingDeclaration(
      "recognised_pages", .integer(1...1_000), default: "10",
      Localized(
        fr: "Pages d’un fichier dont le texte est reconnu ; chacune prend quelques secondes.",
        en: "Pages of a file on which text is recognised; each takes some seconds.")),
    SettingDeclaration(
      "recognition_time", .duration(1...600), default: "30s",
      Localized(fr: "Temps de reconnaissance d’une page.", en: "Time for recognising a page.")),
  ]
}
