/// How large a picture would be on paper, and how it is drawn so that its text has the size on which recognition was
/// trained: letters of 10 points at 300 pixels per inch.
struct Sheet {
  private static let wantedResolution = 300.0
  /// Of an A4 sheet at 300 pixels per inch: more shows no more text and takes longer.
  private static let mostPixels = 2_480.0 * 3_508
  /// Below, a picture is held to be taken of a screen, above of a sheet of paper.
  private static let screenSide = 1_600.0
  /// A longest side below this is drawn larger, twice at most.
  private static let readableSide = 2_400.0

  /// Pixels per inch of the picture as it is stored.
  var resolution: Double
  /// Pixels of the drawing for one pixel of the picture.
  var scale: Double

  private let size: PictureHeader.Size

  init(of size: PictureHeader.Size) {
    self.size = size
    let longest = Double(max(size.width, size.height))
    if let told = size.resolution, (100...1_300).contains(told), (2...24).contains(longest / told) {
      resolution = told
      scale = Self.wantedResolution / told
    } else {
      // Cameras and screens write any number. A sheet fills the picture; a screen has 96 pixels per inch.
      resolution = longest < Self.screenSide ? 96 : longest / 11.69
      scale = min(2, max(1, Self.readableSide / longest))
    }
    scale = min(scale, (Self.mostPixels / Double(size.pixels)).squareRoot())
  }

  /// By how much a JPEG may be unpacked smaller without losing what the drawing shows.
  var reduction: Int { [8, 4, 2].first { scale <= 1 / Double($0) } ?? 1 }

  /// Without text yet, the way up in which it is seen.
  var page: Page {
    let width = Float(Double(size.width) * 72 / resolution)
    let height = Float(Double(size.height) * 72 / resolution)
    return size.isTurned ? Page(width: height, height: width, text: "") : Page(width: width, height: height, text: "")
  }

  /// Icons, buttons and most logos are smaller than the smallest slip of paper that somebody sends.
  static func mayHoldText(_ size: PictureHeader.Size) -> Bool {
    min(size.width, size.height) >= 100 && size.pixels >= 90_000
  }
}
