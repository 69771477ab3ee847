import Testing

@testable import TextExtraction

@Suite("Pictures")
struct PictureReaderTests {
  static let quarters = ["quarter.jpg", "quarter.webp", "quarter.gif", "quarter.heic"]

  @Test("size and colours", arguments: quarters)
  func facts(_ name: String) async throws {
    let file = try await fileExtractor.contents(try fixture(name))
    let picture = try #require(file.picture)
    #expect(file.kind.isPicture && file.problems.isEmpty)
    #expect(picture.width == 160 && picture.height == 120)
    #expect(!picture.isFromCamera && picture.takenAt == nil)
    // Red takes a sixth.
    #expect(abs(picture.whiteShare - 5 / 6) < 0.05)
    #expect(picture.colourfulness < 0.1)
    #expect(file.pageCount == 1 && file.pages.count == 1)
  }

  @Test("a picture of many shades is not like a drawing")
  func colours() async throws {
    var canvas = Canvas(width: 256, height: 256)
    for row in 0..<256 { for column in 0..<256 { canvas.bytes[row * 256 + column] = UInt8(row / 2 + column / 2) } }
    let picture = try #require(try await fileExtractor.contents(canvas.png()).picture)
    #expect(picture.whiteShare < 0.05)
    let drawing = try #require(try await fileExtractor.contents(Canvas(width: 256, height: 256).png()).picture)
    #expect(drawing.whiteShare == 1)
    #expect(picture.colourfulness > 10 * drawing.colourfulness)
  }

  @Test("PNG, BMP and TIFF made here")
  func madeHere() async throws {
    let canvas = Canvas(width: 400, height: 300)
    for bytes in [canvas.png(), canvas.bmp(), tiff([canvas])] {
      let file = try await fileExtractor.contents(bytes)
      #expect(file.picture?.width == 400 && file.picture?.height == 300 && file.picture?.whiteShare == 1)
      // A screen has 96 pixels per inch.
      #expect(file.pages == [Page(width: 300, height: 225, text: "", needsRecognition: true)])
    }
  }

  @Test("text is not looked for in icons", arguments: [(99, 2_000, false), (200, 200, false), (300, 300, true)])
  func icons(width: Int, height: Int, needsRecognition: Bool) async throws {
    let file = try await fileExtractor.contents(Canvas(width: width, height: height).png())
    #expect(file.pages.map(\.needsRecognition) == [needsRecognition])
  }

  @Test("the pages of a TIFF, as many as are read")
  func pages() async throws {
    let bytes = tiff([Canvas(width: 100, height: 50), Canvas(width: 30, height: 40), Canvas(width: 10, height: 10)])
    let file = try await fileExtractor.contents(bytes)
    #expect(file.pageCount == 3 && file.pages.count == 3 && file.problems.isEmpty)
    #expect(file.picture?.width == 100)
    let second = try #require(try await fileExtractor.drawing(bytes, page: 2))
    #expect(second.pixels.width == 60 && second.pixels.height == 80)

    var limits = WorkerLimits(patientFileLimits)
    limits.pages = 2
    let cut = PictureReader.read(bytes, .tiff, limits)
    #expect(cut.pageCount == 3 && cut.pages.count == 2 && cut.problems == [.tooManyPages])
  }

  @Test("a transparent picture lies on white")
  func transparent() async throws {
    // Black, and only the first pixel can be seen.
    var rgba = [UInt8](repeating: 0, count: 4 * 120 * 120)
    rgba[3] = 255
    let reds = rgba.withUnsafeBufferPointer { buffer -> [UInt8] in
      guard let base = buffer.baseAddress,
        let picture = LeptonicaPicture(rgba: base, stride: 480, width: 120, height: 120, hasAlpha: true)
      else { return [] }
      return picture.samples(about: 1_000_000).map(\.red)
    }
    #expect(reds.prefix(2) == [0, 255])
  }

  // MARK: What a camera wrote

  @Test("the camera's notes, from each format that has them")
  func notes() async throws {
    let block = exif(orientation: 6)
    let pictures = [
      jpeg(try fixture("quarter.jpg"), withEXIF: block), webP(try fixture("quarter.webp"), withEXIF: block),
      Canvas(width: 160, height: 120).png(extra: [("eXIf", block)]),
    ]
    for bytes in pictures {
      let picture = try #require(try await fileExtractor.contents(bytes).picture)
      #expect(picture.takenAt == "2026-03-01T10:20:30" && picture.isFromCamera)
      #expect(picture.width == 120 && picture.height == 160)
    }
  }

  @Test(
    "dates as cameras write them",
    arguments: [
      ("2026:03:01 10:20:30", "2026-03-01T10:20:30"), ("2026-03-01 10:20:30", nil), ("    :  :     :  :  ", nil),
      ("0000:00:00 00:00:00", nil), ("2026:13:01 10:20:30", nil), ("2026:03:01 10:20:3", nil),
    ])
  func dates(written: String, date: String?) {
    #expect(EXIF(exif(orientation: 1, takenAt: written)[...])?.takenAt == date)
  }

  @Test("an EXIF block that points anywhere is read as far as it can be", arguments: 0..<64)
  func hostileEXIF(_ seed: Int) {
    var mutation = Mutation(seed: UInt64(seed))
    for _ in 0..<100 { _ = EXIF(mutation.of(exif(orientation: 3))[...]) }
    // A directory that follows itself.
    let circle = Array("II*\0".utf8) + littleEndian(8, 4) + littleEndian(0, 2)
    #expect(TIFFStructure(circle[...])?.directories(limit: 50).isEmpty == true)
    let ring = Array("II*\0".utf8) + littleEndian(8, 4) + littleEndian(1, 2) + littleEndian(0, 12) + littleEndian(8, 4)
    #expect(TIFFStructure(ring[...])?.directories(limit: 50).count == 50)
  }

  /// Where the dark corner of 80 × 40 in 160 × 120 is seen: left or right, above or below; and whether the picture stands.
  struct View: Sendable {
    var orientation: Int
    var isLeft: Bool
    var isAbove: Bool
  }

  static let views = [
    View(orientation: 1, isLeft: true, isAbove: true), View(orientation: 2, isLeft: false, isAbove: true),
    View(orientation: 3, isLeft: false, isAbove: false), View(orientation: 4, isLeft: true, isAbove: false),
    View(orientation: 5, isLeft: true, isAbove: true), View(orientation: 6, isLeft: false, isAbove: true),
    View(orientation: 7, isLeft: false, isAbove: false), View(orientation: 8, isLeft: true, isAbove: false),
  ]

  @Test("a picture is drawn the way up in which it is seen, twice as large", arguments: views)
  func upright(_ view: View) async throws {
    var canvas = Canvas(width: 160, height: 120, shade: 230)
    canvas.fill(columns: 0..<80, rows: 0..<40)
    let pictures = [
      jpeg(try fixture("quarter.jpg"), withEXIF: exif(orientation: view.orientation)),
      tiff([canvas], orientation: view.orientation),
    ]
    for bytes in pictures {
      let (pixels, resolution) = try #require(try await fileExtractor.drawing(bytes))
      let isTurned = view.orientation > 4
      #expect(pixels.width == (isTurned ? 240 : 320) && pixels.height == (isTurned ? 320 : 240))
      #expect(resolution == 192)
      let column = view.isLeft ? 20 : pixels.width - 20
      let row = view.isAbove ? 20 : pixels.height - 20
      let others = [(pixels.width - column, row), (column, pixels.height - row)]
      #expect(pixels.bytes[row * pixels.width + column] < 130)
      #expect(others.allSatisfy { pixels.bytes[$1 * pixels.width + $0] > 200 })
    }
  }

  @Test("drawn so that letters are as large as on paper at 300 pixels per inch")
  func scales() {
    func sheet(_ width: Int, _ height: Int, _ resolution: Double? = nil, isTurned: Bool = false) -> Sheet {
      Sheet(of: PictureHeader.Size(width: width, height: height, resolution: resolution, isTurned: isTurned))
    }
    // A screenshot, a telephone's screen, a telephone's photograph, scans that tell their resolution, one that lies.
    #expect(sheet(800, 600).scale == 2)
    #expect(sheet(1_080, 2_400).scale == 1)
    #expect(abs(sheet(4_032, 3_024).scale * 4_032 - 3_406) < 2)
    #expect(sheet(1_240, 1_754, 150).scale == 2)
    #expect(sheet(4_960, 7_016, 600).scale == 0.5 && sheet(4_960, 7_016, 600).reduction == 2)
    #expect(sheet(4_032, 3_024, 72).scale == sheet(4_032, 3_024).scale)
    // An A4 sheet stays one.
    let page = sheet(2_480, 3_508, 300, isTurned: true).page
    #expect(abs(page.width - 842) < 1 && abs(page.height - 595) < 1)
  }
}
