import Testing

@testable import TextExtraction

@Suite("Barcodes")
struct BarcodeTests {
  private func codes(_ canvas: Canvas) -> [Barcode] {
    BarcodeReader.codes(in: GreyPixels(width: canvas.width, height: canvas.height, bytes: canvas.bytes), page: 3)
  }

  @Test(
    "what stands in them",
    arguments: [
      ("CODE-128", "6A12345678901", BarcodeSample.code128("6A12345678901")),
      ("EAN-13", "3017620422003", BarcodeSample.ean13("3017620422003")),
      ("I2/5", "12345678901231", BarcodeSample.interleaved("12345678901231")),
      ("CODE-39", "C2A70711", BarcodeSample.code39("C2A70711")),
    ])
  func codes(symbology: String, text: String, widths: [Int]) {
    #expect(codes(BarcodeSample.drawn(widths)) == [Barcode(symbology: symbology, text: text, page: 3)])
  }

  @Test("in the worker: a QR code, and a parcel's label upside down and on its side")
  func inWorker() async throws {
    let qr = try await fileExtractor.contents(try fixture("qr.png"))
    let link = "https://facture.example/F-2026-0042?montant=129,90"
    #expect(qr.barcodes == [Barcode(symbology: "QR-Code", text: link, page: 1)])
    #expect(qr.pages.map(\.needsRecognition) == [false])

    let label = BarcodeSample.drawn(BarcodeSample.code128("6A12345678901"))
    for orientation in [1, 3, 6] {
      let scan = tiff([Canvas(width: 50, height: 50), label], orientation: orientation)
      let file = try await fileExtractor.contents(scan)
      #expect(file.barcodes == [Barcode(symbology: "CODE-128", text: "6A12345678901", page: 2)])
    }
  }

  @Test("lines that are no code are none")
  func none() {
    var grid = Canvas(width: 300, height: 300)
    for line in stride(from: 10, to: 290, by: 20) {
      grid.fill(columns: line..<line + 2, rows: 0..<300)
      grid.fill(columns: 0..<300, rows: line..<line + 2)
    }
    #expect(codes(grid).isEmpty)
    #expect(codes(Canvas(width: 0, height: 0)).isEmpty)
  }
}
