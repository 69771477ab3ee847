/// Reads a picture within the worker: how large it is, what it is like, and the barcodes in it. Text is recognised
/// elsewhere, on the drawing that `draw` makes.
enum PictureReader {
  /// Pages of a TIFF that are unpacked for barcodes; the others are when they are drawn.
  private static let unpackedPages = 10

  static func read(_ bytes: [UInt8], _ kind: FileKind, _ limits: WorkerLimits) -> ExtractedFile {
    var file = ExtractedFile(kind: kind)
    let found: Void? = withHeader(bytes, kind, limits) { header, unpack in
      fill(&file, header, limits, unpack)
    }
    if found == nil { file.problems.append(.damaged) }
    return file
  }

  /// One page, from 1, the way up in which it is seen, made anew in shades of grey.
  static func draw(_ bytes: [UInt8], _ kind: FileKind, page: Int, _ limits: WorkerLimits) -> Drawing? {
    let drawing: Drawing?? = withHeader(bytes, kind, limits) { header, unpack in
      guard header.sizes.indices.contains(page - 1), header.sizes[page - 1].pixels <= limits.pixels else { return nil }
      let size = header.sizes[page - 1]
      let sheet = Sheet(of: size)
      guard var picture = unpack(page - 1, sheet.reduction) else { return nil }
      picture.makeGrey()
      let unpackedShare = (Double(picture.width * picture.height) / Double(size.pixels)).squareRoot()
      picture.scale(by: sheet.scale / unpackedShare)
      // Leptonica itself turns the pages of a TIFF, each its way.
      if kind != .tiff { picture.makeUpright(from: header.exif.orientation) }
      let resolution = sheet.resolution * sheet.scale
      return picture.png(resolution: resolution).map { Drawing(png: $0, resolution: Float(resolution)) }
    }
    return drawing ?? nil
  }

  /// Unpacks a page, counted from 0, a JPEG that many times smaller.
  private typealias Unpack = (_ page: Int, _ reduction: Int) -> LeptonicaPicture?

  /// Nil when the header cannot be read.
  private static func withHeader<Result>(
    _ bytes: [UInt8], _ kind: FileKind, _ limits: WorkerLimits, _ body: (PictureHeader, Unpack) -> Result
  ) -> Result? {
    guard kind == .heif else {
      guard let header = PictureHeader(kind, bytes, pages: limits.pages) else { return nil }
      return body(header) { LeptonicaPicture(kind, header.bytes, page: $0, reduction: $1) }
    }
    return bytes.withUnsafeBufferPointer { buffer in
      guard let picture = HeifPicture(buffer), picture.size.pixels > 0 else { return nil }
      return body(PictureHeader(picture.size, picture.exif)) { _, _ in picture.unpacked() }
    }
  }

  private static func fill(
    _ file: inout ExtractedFile, _ header: PictureHeader, _ limits: WorkerLimits, _ unpack: Unpack
  ) {
    file.pageCount = header.pageCount
    if header.pageCount > header.sizes.count { file.problems.append(.tooManyPages) }
    var facts = PictureFacts(header)
    defer { file.picture = facts }
    for (index, size) in header.sizes.enumerated() {
      guard size.pixels <= limits.pixels else {
        file.problems.append(.tooManyPixels)
        return
      }
      var page = Sheet(of: size).page
      page.needsRecognition = Sheet.mayHoldText(size)
      if index < unpackedPages {
        guard var picture = unpack(index, 1) else {
          file.problems.append(.damaged)
          return
        }
        if picture.isDamaged { file.problems.append(.damaged) }
        let samples = picture.samples(about: PictureFacts.sampleCount)
        if index == 0 { facts.look(at: samples) }
        picture.makeGrey()
        if let pixels = picture.greyPixels() {
          file.barcodes += BarcodeReader.codes(in: pixels, page: index + 1)
        }
      }
      file.pages.append(page)
    }
  }
}

extension PictureFacts {
  /// Pixels looked at.
  static let sampleCount = 4_096

  init(_ header: PictureHeader) {
    let size = header.sizes.first ?? PictureHeader.Size(width: 0, height: 0)
    self.init(width: size.isTurned ? size.height : size.width, height: size.isTurned ? size.width : size.height)
    takenAt = header.exif.takenAt
    isFromCamera = header.exif.namesCamera
  }

  mutating func look(at samples: [(red: UInt8, green: UInt8, blue: UInt8)]) {
    guard !samples.isEmpty else { return }
    let colours = Set(samples.map { Int($0.red >> 3) << 10 | Int($0.green >> 3) << 5 | Int($0.blue >> 3) })
    let white = samples.count { min($0.red, $0.green, $0.blue) >= 225 }
    colourfulness = Float(colours.count) / Float(samples.count)
    whiteShare = Float(white) / Float(samples.count)
  }
}
