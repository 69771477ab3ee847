/// Writes the parts of a model file one after the other.
struct ByteWriter {
  var bytes: [UInt8] = []

  mutating func write(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ strings: [String]) {
    write(UInt32(strings.count))
    for string in strings {
      write(UInt32(string.utf8.count))
      bytes.append(contentsOf: string.utf8)
    }
  }

  mutating func write<Element: BitwiseCopyable>(array: [Element]) {
    write(UInt64(array.count))
    array.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ report: TrainingReport) {
    write(UInt64(report.examples))
    write(UInt32(report.comparisons.count))
    for comparison in report.comparisons {
      write(comparison.recipe)
      write(comparison.quality)
    }
    write(report.chosen)
    write(report.quality)
    write(report.calibrationError.bitPattern)
  }

  private mutating func write(_ recipe: Recipe) {
    write(recipe.method.rawValue)
    write(recipe.cost.bitPattern)
    write(recipe.ratioPower.bitPattern)
  }

  private mutating func write(_ quality: Quality) {
    write(quality.accuracy.bitPattern)
    write(quality.macroF1.bitPattern)
  }
}

/// Reads them again, and never beyond the end. It lives no longer than the bytes are lent to it.
struct ByteReader {
  private let bytes: UnsafeRawBufferPointer
  private(set) var position: Int

  init(_ bytes: UnsafeRawBufferPointer, from position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next so many bytes, stepped over.
  private mutating func next(_ count: Int) throws(ModelFileError) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count - position else { throw .damaged }
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
  }

  mutating func number<Number: FixedWidthInteger & UnsignedInteger>(
    _ type: Number.Type
  ) throws(ModelFileError) -> Number {
    try next(MemoryLayout<Number>.size).reversed().reduce(0) { $0 << 8 | Number($1) }
  }

  mutating func float() throws(ModelFileError) -> Float { Float(bitPattern: try number(UInt32.self)) }

  mutating func strings() throws(ModelFileError) -> [String] {
    var strings: [String] = []
    for _ in 0..<(try number(UInt32.self)) {
      let length = Int(try number(UInt32.self))
      strings.append(String(decoding: try next(length), as: UTF8.self))
    }
    return strings
  }

  mutating func array<Element: BitwiseCopyable>(of type: Element.Type) throws(ModelFileError) -> [Element] {
    let stride = MemoryLayout<Element>.stride
    guard let count = Int(exactly: try number(UInt64.self)), count <= bytes.count / stride else { throw .damaged }
    let source = try next(count * stride)
    return [Element](unsafeUninitializedCapacity: count) { target, written in
      UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
      written = count
    }
  }

  mutating func report() throws(ModelFileError) -> TrainingReport {
    let examples = Int(truncatingIfNeeded: try number(UInt64.self))
    var comparisons: [TrainingReport.Comparison] = []
    for _ in 0..<(try number(UInt32.self)) {
      comparisons.append(TrainingReport.Comparison(recipe: try recipe(), quality: try quality()))
    }
    return TrainingReport(
      examples: examples, comparisons: comparisons, chosen: try recipe(), quality: try quality(),
      calibrationError: Double(bitPattern: try number(UInt64.self)))
  }

  private mutating func recipe() throws(ModelFileError) -> Recipe {
    guard let method = Recipe.Method(rawValue: try number(UInt8.self)) else { throw .damaged }
    return Recipe(method: method, cost: try float(), ratioPower: try float())
  }

  private mutating func quality() throws(ModelFileError) -> Quality {
    Quality(
      accuracy: Double(bitPattern: try number(UInt64.self)), macroF1: Double(bitPattern: try number(UInt64.self)))
  }
}
