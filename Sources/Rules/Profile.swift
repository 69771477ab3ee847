public import Domain

/// What a trade's profile says of itself (`profile.yaml`): its name and its folders.
public struct Profile: Hashable, Sendable {
  public struct Folder: Hashable, Sendable {
    /// Short and stable, written by the rules: `02`.
    public let id: String
    /// As people see it in the mailbox: `02 – Suivi de commande`.
    public let name: FolderName

    public init(id: String, name: FolderName) {
      self.id = id
      self.name = name
    }
  }

  /// The folder of what nobody understood or no rule provides for; every profile has it.
  public static let toAnalyse = "00"
  /// The id, in decisions, of the folder of the mails answered automatically.
  public static let answered = "answered"

  public let id: String
  public let label: Localized
  /// In the order of the file, the folder of answered mails last.
  public let folders: [Folder]

  public func folder(_ id: String) -> Folder? { folders.first { $0.id == id } }

  /// Reads `profile.yaml`.
  public init(reading node: SettingNode) throws(SettingProblem) {
    try Self.refuseUnknown(in: node, known: ["id", "label", "folders", "answered_folder"])
    id = try node.requiredText("id")
    let both = try node.required("label")
    label = Localized(fr: try both.requiredText("fr"), en: try both.requiredText("en"))
    let list = try node.required("folders")
    var folders: [Folder] = []
    for entry in list.list ?? [] {
      try Self.refuseUnknown(in: entry, known: ["id", "name"])
      let id = try entry.requiredText("id")
      if folders.contains(where: { $0.id == id }) || id == Self.answered {
        throw SettingProblem(entry.place, .twice(name: id))
      }
      folders.append(Folder(id: id, name: FolderName(try entry.requiredText("name"))))
    }
    guard folders.contains(where: { $0.id == Self.toAnalyse }) else {
      throw SettingProblem(list.place, .missing(name: Self.toAnalyse))
    }
    folders.append(Folder(id: Self.answered, name: FolderName(try node.requiredText("answered_folder"))))
    self.folders = folders
  }

  private static func refuseUnknown(in node: SettingNode, known: [String]) throws(SettingProblem) {
    for entry in node.entries ?? [] where !known.contains(entry.key) {
      throw SettingProblem(entry.place, .unknown(name: entry.key, suggestion: closest(to: entry.key, in: known)))
    }
  }
}
