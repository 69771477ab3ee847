import CZbar

/// Finds barcodes and QR codes: the door to ZBar.
enum BarcodeReader {
  private static let mostCodes = 50
  /// In bytes of UTF-8; the fullest QR code has 2,953.
  private static let longestText = 4_096

  /// By ZBar's names. Its other symbologies are seldom on a parcel or an invoice, and are seen where there is no code.
  private static let symbologies = [
    ZBAR_CODE128, ZBAR_CODE39, ZBAR_EAN13, ZBAR_EAN8, ZBAR_UPCA, ZBAR_I25, ZBAR_QRCODE,
  ]
  /// Fewer digits are read out of any grid of lines.
  private static let fewestCharacters: [(zbar_symbol_type_t, Int32)] = [(ZBAR_I25, 8), (ZBAR_CODE39, 5)]

  /// - Parameter page: from 1, on which the codes are said to be.
  static func codes(in pixels: GreyPixels, page: Int) -> [Barcode] {
    guard pixels.width > 0, pixels.height > 0, pixels.bytes.count == pixels.width * pixels.height,
      let scanner = zbar_image_scanner_create(), let image = zbar_image_create()
    else { return [] }
    defer {
      zbar_image_destroy(image)
      zbar_image_scanner_destroy(scanner)
    }
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
    for symbology in symbologies { zbar_image_scanner_set_config(scanner, symbology, ZBAR_CFG_ENABLE, 1) }
    for (symbology, least) in fewestCharacters {
      zbar_image_scanner_set_config(scanner, symbology, ZBAR_CFG_MIN_LEN, least)
    }
    zbar_image_set_format(image, greyFormat)
    zbar_image_set_size(image, UInt32(pixels.width), UInt32(pixels.height))
    return pixels.bytes.withUnsafeBytes { bytes in
      // No function to free them: they stay ours.
      zbar_image_set_data(image, bytes.baseAddress, UInt(bytes.count), nil)
      guard zbar_scan_image(scanner, image) > 0 else { return [] }
      return found(in: image, page: page)
    }
  }

  private static func found(in image: OpaquePointer, page: Int) -> [Barcode] {
    var codes: [Barcode] = []
    var symbol = zbar_image_first_symbol(image)
    while let current = symbol, codes.count < mostCodes {
      symbol = zbar_symbol_next(current)
      let length = min(Int(zbar_symbol_get_data_length(current)), longestText)
      guard length > 0, let data = zbar_symbol_get_data(current),
        let name = zbar_get_symbol_name(zbar_symbol_get_type(current))
      else { continue }
      let text = data.withMemoryRebound(to: UInt8.self, capacity: length) {
        String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
      }
      let code = Barcode(symbology: String(cString: name), text: text, page: page)
      if !codes.contains(code) { codes.append(code) }
    }
    return codes
  }

  /// `Y800`, a byte a pixel, as four letters in one number.
  private static let greyFormat = "Y800".utf8.reversed().reduce(UInt(0)) { $0 << 8 | UInt($1) }
}
