import Domain
import Glibc
import TLS

extension Appliance {
  /// Finds the certificate under which the console is served, or makes it on the first start: who opens the console then
  /// compares its fingerprint once. A company's own certificate may take its place, `console.crt` and `console.key`.
  ///
  /// - Returns: the certificate's file, and whether it was made now.
  public func consoleCertificate() async throws -> (file: String, isNew: Bool) {
    let made = try SelfSignedCertificate.findOrMake(
      "console", in: current.dataFolder, hosts: [Self.hostName, "localhost", "127.0.0.1", "::1"],
      from: world.now().seconds - 86_400, days: 3650)
    return (made.certificateFile, made.isNew)
  }

  private static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
