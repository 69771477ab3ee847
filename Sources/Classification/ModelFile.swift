public import Foundation
import TextAnalysis

/// A classifier as bytes, to be kept in a file. Whoever writes the file does so atomically and keeps the previous ones.
///
///     "vgm-classes" · version (UInt32) · length of all (UInt64) · parts · checksum of all before (UInt64)
///
/// Numbers are little-endian. The parts lie in the order in which `bytes(of:)` writes them; the arrays are copied as they
/// are, so that a model of 100,000 features and 150 classes is read in some milliseconds.
public enum ModelFile {
  static let magic = Array("vgm-classes\n".utf8)
  static let version: UInt32 = 1

  public static func bytes(of classifier: Classifier) -> [UInt8] {
    var writer = ByteWriter()
    writer.bytes = magic
    writer.write(version)
    writer.write(UInt64(0))
    writer.write(classifier.labels)
    writer.write(classifier.fields)
    writer.write(classifier.languages)
    writer.write(classifier.report)
    writer.write(classifier.calibration.sharpness.bitPattern)
    writer.write(classifier.calibration.slope.bitPattern)
    writer.write(classifier.calibration.offset.bitPattern)
    writer.write(classifier.novelty.threshold.bitPattern)
    writer.write(classifier.rarest.bitPattern)
    writer.write(array: classifier.vocabulary.hashes)
    writer.write(array: classifier.features)
    writer.write(array: classifier.constants)
    writer.write(array: classifier.weights)
    let length = UInt64(writer.bytes.count + 8)
    for byte in 0..<8 { writer.bytes[magic.count + 4 + byte] = UInt8(truncatingIfNeeded: length >> UInt64(8 * byte)) }
    writer.write(writer.bytes.withUnsafeBytes(checksum))
    return writer.bytes
  }

  /// - Parameter bytes: an array or, fastest, the `Data` of a mapped file; they are copied once.
  public static func classifier(_ bytes: some ContiguousBytes) throws(ModelFileError) -> Classifier {
    let result = bytes.withUnsafeBytes { buffer in Result { () throws(ModelFileError) in try classifier(in: buffer) } }
    return try result.get()
  }

  private static func classifier(in bytes: UnsafeRawBufferPointer) throws(ModelFileError) -> Classifier {
    guard bytes.starts(with: magic) else { throw .notAModel }
    var reader = ByteReader(bytes, from: magic.count)
    let version = try reader.number(UInt32.self)
    guard version == Self.version else { throw .unknownVersion(version) }
    guard try reader.number(UInt64.self) == UInt64(bytes.count), bytes.count > reader.position + 8 else {
      throw .damaged
    }
    let end = bytes.count - 8
    var tail = ByteReader(bytes, from: end)
    guard try tail.number(UInt64.self) == checksum(UnsafeRawBufferPointer(rebasing: bytes[..<end])) else {
      throw .damaged
    }
    let classifier = try Classifier(from: &reader)
    guard reader.position == end else { throw .damaged }
    return classifier
  }

  /// Finds accidents, four times eight bytes side by side; it is no proof against malice.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var sums = SIMD4<UInt64>(1, 2, 3, 4) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index + 32 <= bytes.count {
      sums ^= bytes.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
      sums = (sums &* 0x100_0000_01b3) ^ (sums &>> 29)
      index += 32
    }
    var sum = UInt64(bytes.count)
    for lane in 0..<4 { sum = (sum ^ sums[lane]) &* 0x100_0000_01b3 ^ sum >> 31 }
    while index < bytes.count {
      sum = (sum ^ UInt64(bytes[index])) &* 0x100_0000_01b3
      index += 1
    }
    return sum
  }
}

/// Why bytes are no model.
public enum ModelFileError: Error, Hashable, Sendable {
  case notAModel
  /// Written by another version of the program.
  case unknownVersion(UInt32)
  /// Cut or changed.
  case damaged
}

extension Classifier {
  fileprivate init(from reader: inout ByteReader) throws(ModelFileError) {
    labels = try reader.strings()
    fields = try reader.strings()
    languages = try reader.strings()
    report = try reader.report()
    calibration = Calibration(sharpness: try reader.float(), slope: try reader.float(), offset: try reader.float())
    novelty = Novelty(threshold: try reader.float())
    rarest = try reader.float()
    let hashes = try reader.array(of: UInt64.self)
    features = try reader.array(of: KnownFeature.self)
    constants = try reader.array(of: Lanes.self)
    weights = try reader.array(of: PackedLanes.self)
    guard !labels.isEmpty, languages.allSatisfy(Stemmer.languages.contains), Set(languages).count == languages.count,
      constants.count == (labels.count + Lanes.scalarCount - 1) / Lanes.scalarCount,
      features.count == hashes.count, weights.count == hashes.count * constants.count,
      features.allSatisfy({ $0.kind < FeatureKind.allCases.count })
    else { throw .damaged }
    vocabulary = Vocabulary(hashes: hashes)
  }
}
