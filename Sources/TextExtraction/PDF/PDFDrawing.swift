/// Pages of a PDF as pictures: for the recognition of text, for barcodes, and to see whether anything is on a page.
enum PDFDrawing {
  /// A page for the recognition of text: 300 dpi, less for a page larger than an A3 sheet.
  static func draw(_ page: borrowing PDFPage, _ limits: WorkerLimits) -> Drawing? {
    guard let scale = scale(of: page, resolution: 300, pixels: min(limits.pixels, mostPixels)),
      let png = page.drawn(scale: scale)?.png()
    else { return nil }
    return Drawing(png: png, resolution: Float(scale * pointsPerInch))
  }

  /// A page for the search of barcodes: 150 dpi show the narrowest bars that a scanner at a till can read.
  static func drawForBarcodes(_ page: borrowing PDFPage, _ limits: WorkerLimits) -> GreyPixels? {
    scale(of: page, resolution: 150, pixels: min(limits.pixels, mostPixels)).flatMap { page.drawn(scale: $0) }
  }

  /// Whether a page shows a picture over most of it and has next to no text; or has no text, but is not blank: its
  /// letters are drawn as lines, or say nothing of which letters they are.
  static func needsRecognition(_ page: borrowing PDFPage, inkBytes: Int) -> Bool {
    guard inkBytes < nextToNoText else { return false }
    return pictureShare(of: page) > 0.5 || inkBytes == 0 && !isBlank(page)
  }

  /// What a fax machine or a scanner prints above a page fits in it, in bytes.
  private static let nextToNoText = 100
  private static let pointsPerInch = 72.0
  /// Of an A3 sheet at 300 dpi. Recognition would not get through a larger picture in its time.
  private static let mostPixels = 3_508 * 4_961
  /// Cairo's pictures are at most so wide and so high.
  private static let longestSide = 32_767.0

  /// Pixels a point; nil for a page without an area.
  private static func scale(of page: borrowing PDFPage, resolution: Double, pixels: Int) -> Double? {
    let (width, height) = (page.width, page.height)
    guard width.isFinite, height.isFinite, width > 0, height > 0 else { return nil }
    let fitting = min((Double(pixels) / (width * height)).squareRoot(), longestSide / max(width, height))
    return min(resolution / pointsPerInch, fitting)
  }

  /// The pictures' area, of that of the page. Scanners cut a page into strips, so that all count together.
  private static func pictureShare(of page: borrowing PDFPage) -> Double {
    let (width, height) = (Float(page.width), Float(page.height))
    let area = page.pictures().reduce(Float(0)) { sum, box in
      sum + max(0, min(box.right, width) - max(box.left, 0)) * max(0, min(box.bottom, height) - max(box.top, 0))
    }
    return Double(area / (width * height))
  }

  private static func isBlank(_ page: borrowing PDFPage) -> Bool {
    guard let scale = scale(of: page, resolution: 36, pixels: 1_000_000), let picture = page.drawn(scale: scale) else {
      return true
    }
    return picture.bytes.count { $0 < 160 } * 1_000 < picture.bytes.count
  }
}
