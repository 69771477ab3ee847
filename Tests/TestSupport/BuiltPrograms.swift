public import Foundation

/// The programs of this package, which the test command builds beside the test bundle.
public enum BuiltPrograms {
  public static func url(_ name: String) -> URL {
    Bundle.main.bundleURL.appendingPathComponent(name)
  }
}
