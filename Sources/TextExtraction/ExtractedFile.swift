/// A file to be read, as a stranger sent it.
public struct FileToRead: Sendable, Hashable {
  public var bytes: [UInt8]
  /// As the sender named it; a hint only.
  public var name: String?
  /// As the mail declared it; a hint only.
  public var mediaType: String?

  public init(_ bytes: [UInt8], name: String? = nil, mediaType: String? = nil) {
    self.bytes = bytes
    self.name = name
    self.mediaType = mediaType
  }
}

/// What the confined worker read in one file.
public struct ExtractedFile: Sendable, Hashable, Codable {
  public var kind: FileKind
  /// What was read, in order: pages of a PDF or a TIFF, sheets of a workbook; one of anything else that has text.
  public var pages: [Page] = []
  /// Of the file, also those that were not read.
  public var pageCount = 0
  /// What was filled into the fields of a PDF form.
  public var formFields: [FormField] = []
  public var barcodes: [Barcode] = []
  /// Of a file that is a picture.
  public var picture: PictureFacts?
  /// The invoice or order that the file carries as data: XML within a PDF, or the file itself.
  public var electronicInvoice: ElectronicInvoice?
  /// The files within: an archive's entries, what is attached to a PDF.
  public var files: [ContainedFile] = []
  /// What hindered the reading; what is above was read nevertheless.
  public var problems: [FileProblem] = []

  public init(kind: FileKind) { self.kind = kind }

  /// Whether some page is a picture of text that was not recognised.
  public var needsRecognition: Bool { pages.contains(where: \.needsRecognition) }

  /// The text of all pages, an empty line between two.
  public var text: String { pages.map(\.text).joined(separator: "\n\n") }
}

/// A rectangle on a page, in points (1/72 inch) from its upper left corner.
public struct Box: Sendable, Hashable, Codable {
  public var left: Float
  public var top: Float
  public var right: Float
  public var bottom: Float

  public init(left: Float, top: Float, right: Float, bottom: Float) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }
}

/// A page's text and where its words stand.
public struct Page: Sendable, Hashable, Codable {
  /// A word of the text. Where a page has words, every word of its text is among them, in the order of the text.
  public struct Word: Sendable, Hashable, Codable {
    /// In the page's text, in bytes of UTF-8.
    public var range: Range<Int>
    public var box: Box

    public init(range: Range<Int>, box: Box) {
      self.range = range
      self.box = box
    }
  }

  /// In points; 0 where a format has no pages of paper.
  public var width: Float
  public var height: Float
  /// In reading order: lines separated by `\n`, the cells of a table's row by a tab where the format knows cells.
  public var text: String
  /// Empty where the format tells no places.
  public var words: [Word]
  /// Whether the text was recognised in a picture, and so may hold misread letters.
  public var isRecognised: Bool
  /// Whether the page shows a picture, most likely of text, and has next to no text of its own.
  public var needsRecognition: Bool

  public init(
    width: Float = 0, height: Float = 0, text: String, words: [Word] = [], isRecognised: Bool = false,
    needsRecognition: Bool = false
  ) {
    self.width = width
    self.height = height
    self.text = text
    self.words = words
    self.isRecognised = isRecognised
    self.needsRecognition = needsRecognition
  }
}

/// A field of a PDF form and what was filled in.
public struct FormField: Sendable, Hashable, Codable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}

/// A barcode or QR code.
public struct Barcode: Sendable, Hashable, Codable {
  /// ZBar's name of the symbology: `CODE-128`, `EAN-13`, `QR-Code`.
  public var symbology: String
  public var text: String
  /// From 1.
  public var page: Int

  public init(symbology: String, text: String, page: Int) {
    self.symbology = symbology
    self.text = text
    self.page = page
  }
}

/// What a picture is like, beside the text in it.
public struct PictureFacts: Sendable, Hashable, Codable {
  /// In pixels, the way up in which it is shown.
  public var width: Int
  public var height: Int
  /// When it was taken (EXIF DateTimeOriginal, `2026-03-01T10:20:30`, without zone); nil where the picture does not say.
  public var takenAt: String?
  /// Whether a camera took it, by its EXIF make or model.
  public var isFromCamera = false
  /// Different colours, of 32 shades of red, green and blue each, among some four thousand pixels on a grid, per pixel
  /// looked at: a few hundredths at most for a sheet, be it scanned or photographed, a drawing or a screenshot; a tenth
  /// and more for a photograph of things.
  public var colourfulness: Float = 0
  /// Share of these pixels that are nearly white: most of a screenshot of text or a scanned sheet, hardly any of what a
  /// camera took, where paper is grey.
  public var whiteShare: Float = 0

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A file within a file.
public struct ContainedFile: Sendable, Hashable, Codable {
  /// Its path within the archive, or the name under which it is attached.
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Why a file was read in part or not at all.
public enum FileProblem: String, Sendable, Hashable, Codable, CaseIterable {
  /// A password is needed.
  case encrypted
  /// The file is not what its first bytes promise, or ends too early.
  case damaged
  /// No reader for this kind.
  case unsupported
  /// Larger than `ExtractionLimits.inputBytes`.
  case tooLarge
  /// More pages than `ExtractionLimits.pages`; the first ones were read.
  case tooManyPages
  /// More pixels than `ExtractionLimits.pixels`.
  case tooManyPixels
  /// More entries, more bytes, or a higher ratio than an archive may have; the first entries were read.
  case expandsTooMuch
  /// Files within files within files, deeper than `ExtractionLimits.nesting`.
  case nestedTooDeep
  /// The text was cut at `ExtractionLimits.textBytes`.
  case textCut
  /// A picture of text, and no OCR is installed, or it was not wanted.
  case needsRecognition
  /// Text recognition failed or took too long.
  case recognitionFailed
  /// A program that reads this old format is not installed.
  case needsTool
  /// The mail has more files, or more bytes in them, than are read of one.
  case beyondBudget
  /// Reading took longer than `ExtractionLimits.time`.
  case tookTooLong
  /// The worker died of it: too much memory, a crash.
  case unreadable
}
