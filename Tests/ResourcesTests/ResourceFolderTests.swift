import Foundation
import Testing

@testable import Resources

@Suite("The folder of resources")
struct ResourceFolderTests {
  /// A folder with `checkout/Resources/Profiles`, `installed/Profiles` and a file to read.
  private func withFolders(_ body: (String) throws -> Void) throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "resources-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: base) }
    for name in ["checkout/Resources/Profiles", "checkout/.build/debug", "installed/Profiles", "other/Resources"] {
      try FileManager.default.createDirectory(at: base.appending(path: name), withIntermediateDirectories: true)
    }
    try Data("a: 1\n".utf8).write(to: base.appending(path: "installed/Profiles/b.yaml"))
    try Data("a: 2\n".utf8).write(to: base.appending(path: "installed/Profiles/a.yaml"))
    try Data().write(to: base.appending(path: "installed/Profiles/.hidden"))
    try body(base.path(percentEncoded: false))
  }

  @Test("The environment comes first, then the installed folder, then the checkout")
  func order() throws {
    try withFolders { (base) throws in
      let executable = base + "/checkout/.build/debug/vaguemestre"
      let named = ["VAGUEMESTRE_RESOURCES": base + "/checkout/Resources"]
      func found(_ environment: [String: String], installed: String) throws -> String {
        try ResourceFolder.find(environment: environment, executable: executable, installed: base + installed).path
      }
      #expect(try found(named, installed: "/installed") == base + "/checkout/Resources")
      #expect(try found([:], installed: "/installed") == base + "/installed")
      #expect(try found(["VAGUEMESTRE_RESOURCES": ""], installed: "/installed") == base + "/installed")
      #expect(try found([:], installed: "/absent") == base + "/checkout/Resources")
    }
  }

  @Test("A wrong folder in the environment is an error, not a reason to look elsewhere")
  func wrongEnvironment() throws {
    try withFolders { (base) throws in
      let error = #expect(throws: ResourcesNotFound.self) {
        try ResourceFolder.find(
          environment: ["VAGUEMESTRE_RESOURCES": base + "/other/Resources"], executable: nil,
          installed: base + "/installed")
      }
      #expect(
        error?.french == "La variable VAGUEMESTRE_RESOURCES désigne \(base)/other/Resources, "
          + "qui n’est pas le dossier des ressources (il doit contenir un dossier Profiles).")
      #expect(
        error?.english == "The variable VAGUEMESTRE_RESOURCES names \(base)/other/Resources, "
          + "which is not the folder of resources (it must contain a folder Profiles).")
    }
  }

  @Test("When nothing is found the error lists every place")
  func nowhere() {
    let error = #expect(throws: ResourcesNotFound.self) {
      try ResourceFolder.find(environment: [:], executable: "/absent/bin/vaguemestre", installed: "/absent/share")
    }
    #expect(error?.tried == ["/absent/share", "/absent/bin/Resources", "/absent/Resources"])
    #expect(
      error?.french == "Les fichiers livrés avec Vaguemestre sont introuvables ; cherchés dans : /absent/share, "
        + "/absent/bin/Resources, /absent/Resources. Réinstallez le paquet, ou indiquez leur dossier dans la variable "
        + "VAGUEMESTRE_RESOURCES.")
  }

  @Test("Files and names are read")
  func reading() throws {
    try withFolders { (base) throws in
      let folder = ResourceFolder(path: base + "/installed")
      #expect(try folder.names(in: "Profiles") == ["a.yaml", "b.yaml"])
      #expect(try folder.bytes("Profiles/a.yaml") == Array("a: 2\n".utf8))
      #expect(throws: ResourceUnreadable(path: base + "/installed/no", errno: ENOENT)) { try folder.bytes("no") }
      #expect(throws: ResourceUnreadable(path: base + "/installed/no", errno: ENOENT)) { try folder.names(in: "no") }
      #expect(throws: ResourceUnreadable(path: base + "/installed/Profiles", errno: EISDIR)) {
        try folder.bytes("Profiles")
      }
    }
  }

  @Test("No path leaves the folder", arguments: ["/etc/passwd", "../secret", "Profiles/../../secret", "..", "a\0b"])
  func confined(_ path: String) {
    let folder = ResourceFolder(path: "/tmp")
    #expect(throws: ResourceUnreadable(path: path, errno: EACCES)) { try folder.bytes(path) }
    #expect(throws: ResourceUnreadable(path: path, errno: EACCES)) { try folder.names(in: path) }
  }

  @Test("A name with two dots in it is a name")
  func dots() throws {
    #expect(try ResourceFolder(path: "/r").fullPath("Profiles/a..b.yaml") == "/r/Profiles/a..b.yaml")
  }

  @Test("The running program knows its own path")
  func executable() throws {
    let path = try #require(ResourceFolder.ownExecutable())
    #expect(path.hasPrefix("/"))
    #expect(FileManager.default.fileExists(atPath: path))
  }
}
