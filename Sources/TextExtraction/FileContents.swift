extension TextExtractor {
  /// Everything that can be read in a file, text in pictures included.
  ///
  /// What goes wrong with this file alone becomes one of its `problems`.
  /// - Parameters:
  ///   - time: what workers and tools may still spend, on this file and on the others that share the bound. What they
  ///     spend on this one is taken off; the wait for a free one is not counted.
  ///   - recognises: whether text in pictures is recognised, where tesseract is installed: seconds a page.
  ///   - findsBarcodes: whether the pages of a PDF are looked through for them: a tenth of a second a page, many times
  ///     what its text takes. Those of a picture are found at once.
  /// - Throws: `ExtractionError.shutDown`, `.notConfined`, `.cannotStart` and `.tooManyWaiting`, which are not the file's
  ///   fault, and `CancellationError`.
  public func contents(
    of file: FileToRead, within time: inout Duration, recognises: Bool, findsBarcodes: Bool = true
  ) async throws -> ExtractedFile {
    do {
      var contents = try await answer(to: .file(file), within: &time).file
      if contents.problems == [.unsupported], contents.kind == .doc || contents.kind == .xls {
        try await readOldFormat(file, into: &contents, within: &time)
      }
      if findsBarcodes, contents.kind == .pdf { try await findBarcodes(of: file, in: &contents, within: &time) }
      try await recogniseText(of: file, in: &contents, within: &time, isWanted: recognises)
      return contents
    } catch let error as ExtractionError {
      guard let problem = error.problem else { throw error }
      var contents = ExtractedFile(kind: FileKind(of: file))
      contents.problems = [problem]
      return contents
    }
  }

  /// Those of a picture were found when it was read. A page on which the search fails has none.
  private func findBarcodes(
    of file: FileToRead, in contents: inout ExtractedFile, within time: inout Duration
  ) async throws {
    guard !contents.pages.isEmpty else { return }
    do {
      contents.barcodes = try await answer(to: .barcodes(file), within: &time).barcodes
    } catch let error as ExtractionError {
      guard error.problem != nil else { throw error }
    }
  }

  // MARK: Text in pictures

  private func recogniseText(
    of file: FileToRead, in contents: inout ExtractedFile, within time: inout Duration, isWanted: Bool
  ) async throws {
    let pictures = contents.pages.indices.filter { contents.pages[$0].needsRecognition }
    guard !pictures.isEmpty else { return }
    guard isWanted, let tesseract = Tool.tesseract else {
      contents.add(.needsRecognition)
      return
    }
    for index in pictures.prefix(limits.recognisedPages) {
      do {
        let drawing = try await answer(to: .drawing(file, page: index + 1), within: &time).drawing
        guard let drawing else { throw ExtractionError.malformedAnswer }
        let table = try await output(of: tesseract, on: drawing.png, within: &time)
        guard table.end == .exited(0) else { throw ExtractionError.workerDied(table.end) }
        contents.pages[index] = RecognisedText.page(
          contents.pages[index], from: table.bytes, resolution: drawing.resolution)
      } catch let error as ExtractionError {
        guard error.problem != nil else { throw error }
        contents.add(.recognitionFailed)
      }
    }
    if pictures.count > limits.recognisedPages { contents.add(.tooManyPages) }
  }

  // MARK: Old formats

  private func readOldFormat(
    _ file: FileToRead, into contents: inout ExtractedFile, within time: inout Duration
  ) async throws {
    contents.problems = []
    guard let tool = Tool.forOldFormat(contents.kind) else {
      contents.add(.needsTool)
      return
    }
    let output = try await output(of: tool, on: file.bytes, within: &time)
    if case .exited(let code) = output.end, ToolEntry.Refusal.all.contains(code) {
      contents.add(.needsTool)
      return
    }
    let text = String(decoding: output.bytes, as: UTF8.self)
    contents.pages = [Page(text: text)]
    contents.pageCount = 1
    if output.isCut { contents.add(.textCut) }
    if output.end != .exited(0), !output.isCut { contents.add(.damaged) }
  }

  // MARK: Asking

  private func answer(to job: Job, within time: inout Duration) async throws -> Answer {
    guard time > .zero else { throw ExtractionError.timeout(.zero) }
    let (answer, spent) = try await documents.run(job, within: time)
    time -= spent
    return try answer.get()
  }

  private func output(of tool: Tool, on document: [UInt8], within time: inout Duration) async throws -> ToolOutput {
    guard time > .zero else { throw ExtractionError.timeout(.zero) }
    let bounds = ToolLimits(
      memoryBytes: limits.memoryBytes, outputBytes: limits.textBytes, time: min(time, limits.recognitionTime))
    let (result, spent) = try await tools.run(tool, on: document, bounds)
    time -= spent
    return try result.get()
  }
}

extension Answer {
  fileprivate var file: ExtractedFile {
    get throws(ExtractionError) {
      guard case .file(let file) = self else { throw .malformedAnswer }
      return file
    }
  }

  fileprivate var drawing: Drawing? {
    get throws(ExtractionError) {
      guard case .drawing(let drawing) = self else { throw .malformedAnswer }
      return drawing
    }
  }

  fileprivate var barcodes: [Barcode] {
    get throws(ExtractionError) {
      guard case .barcodes(let barcodes) = self else { throw .malformedAnswer }
      return barcodes
    }
  }
}

extension ExtractedFile {
  fileprivate mutating func add(_ problem: FileProblem) {
    if !problems.contains(problem) { problems.append(problem) }
  }
}

extension ExtractionError {
  /// What a file has when this error is its own fault; nil for an error of which any file would have been the victim.
  fileprivate var problem: FileProblem? {
    switch self {
    case .inputTooLarge: .tooLarge
    case .timeout: .tookTooLong
    case .workerDied, .malformedAnswer, .tooIntricate: .unreadable
    case .cannotStart, .notConfined, .tooManyWaiting, .shutDown: nil
    }
  }
}
