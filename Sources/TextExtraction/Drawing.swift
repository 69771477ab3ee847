/// A page as a picture, on which text can be recognised. The worker that reads a stranger's file makes it anew, so that
/// the program which recognises text is given nothing that a stranger wrote.
public struct Drawing: Sendable, Hashable {
  /// In shades of grey.
  public var png: [UInt8]
  /// Pixels per inch, by which places on the page are told in points.
  public var resolution: Float

  public init(png: [UInt8], resolution: Float) {
    self.png = png
    self.resolution = resolution
  }

  func write(to frame: inout FrameWriter) {
    frame.append(resolution)
    frame.append(raw: png)
  }

  init?(reading frame: inout FrameReader) {
    guard let resolution = frame.float(), let png = frame.raw() else { return nil }
    self.init(png: png, resolution: resolution)
  }
}
