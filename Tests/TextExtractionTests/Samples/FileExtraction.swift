@testable import TextExtraction

/// For tests that read files and do not disturb the workers.
let fileExtractor = TextExtractor(executable: workerHost, workers: 2, limits: patientFileLimits)

/// The product's limits, but time enough for programs that were not optimised, on a machine that does other work.
let patientFileLimits: ExtractionLimits = {
  var limits = ExtractionLimits()
  limits.fileTime = .seconds(120)
  limits.drawingTime = .seconds(120)
  limits.recognitionTime = .seconds(240)
  return limits
}()

extension TextExtractor {
  /// Without a bound of time for all.
  func contents(_ bytes: [UInt8], name: String? = nil, recognises: Bool = false) async throws -> ExtractedFile {
    var time = Duration.seconds(3_600)
    return try await contents(of: FileToRead(bytes, name: name), within: &time, recognises: recognises)
  }

  /// A page's drawing, as its pixels.
  func drawing(_ bytes: [UInt8], page: Int = 1) async throws -> (pixels: GreyPixels, resolution: Float)? {
    let answer = try await documents.run(.drawing(FileToRead(bytes), page: page)).answer.get()
    guard case .drawing(let drawing?) = answer,
      var picture = LeptonicaPicture(.png, drawing.png[...], page: 0, reduction: 1)
    else { return nil }
    picture.makeGrey()
    return picture.greyPixels().map { ($0, drawing.resolution) }
  }
}
