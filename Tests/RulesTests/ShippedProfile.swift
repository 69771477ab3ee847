import Domain
import Foundation
import Rules
import Settings

/// A profile as it is shipped, read the way the appliance reads it.
struct ShippedProfile {
  let profile: Profile
  let rules: RuleSet

  static let resources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Resources")

  static let all = ["ecommerce", "suppliers"]

  init(_ name: String) throws {
    let folder = Self.resources.appending(path: "Profiles/\(name)")
    profile = try Profile(reading: SettingsFile.read(folder.appending(path: "profile.yaml").path()))
    let replies = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "replies").path())
    let templates = Set(replies.compactMap { $0.split(separator: ".").first.map(String.init) }).subtracting(["frame"])
    rules = try RuleSet(
      reading: SettingsFile.read(folder.appending(path: "rules.yaml").path()),
      vocabulary: RuleVocabulary(
        intents: Self.motives[name, default: [:]].keys.sorted(), folders: profile.folders.map(\.id),
        templates: templates.sorted()),
      motives: RuleSet.Motives(
        folders: Dictionary(
          uniqueKeysWithValues: Self.motives[name, default: [:]].map { (Intent($0.key), $0.value) }),
        incompatible: [
          Intent("order_cancellation"): [Intent("order_tracking")],
          Intent("invoice_not_received"): [Intent("invoice_paid_query")],
        ]))
  }

  /// The motives' default folders, told here once more: the rules are tried apart from how motives are recognised.
  private static let motives = [
    "ecommerce": [
      "order_tracking": "02", "return_request": "03", "order_cancellation": "04", "wrong_product": "05",
      "carrier_problem": "06", "product_question": "07", "spam": "01", "other": "08",
    ],
    "suppliers": [
      "payment_reminder": "07", "invoice_status": "07", "multi_invoice": "08", "invoice_not_received": "03",
      "invoice_paid_query": "05", "payment_detail": "04", "new_invoice": "03", "order_confirmation": "10",
      "copy_only": "02", "bank_details_change": "00", "insufficient_information": "09", "spam": "01", "other": "10",
    ],
  ]
}
