/// A picture in shades of grey, as the readers of barcodes want it.
struct GreyPixels: Sendable, Hashable {
  var width: Int
  var height: Int
  /// Row by row from the upper left, a byte a pixel: 0 is black.
  var bytes: [UInt8]
}
