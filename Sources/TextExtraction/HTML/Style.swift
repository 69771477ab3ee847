/// The few properties of CSS that decide what a reader sees of a text and where its lines end.
struct Style: Hashable {
  enum Display { case none, block, inline }
  enum Background: Hashable {
    case color(Color)
    case unknown
  }

  var display: Display?
  var isVisible: Bool?
  /// A font so small that it shows nothing.
  var isTiny: Bool?
  var keepsSpace: Bool?
  var color: Color?
  var background: Background?
  var hasMarginAbove: Bool?
  var hasMarginBelow: Bool?
  /// `mso-hide: all`, Word's own way to hide.
  var isHiddenInWord = false
  /// `mso-list: Ignore`: what Word writes before a list item in place of a marker.
  var isListMarker = false
  /// One or two pixels, of the size that counts readers instead of showing them something.
  var isPixelSized = false
  /// Of no height or width, fully transparent, or moved off the page.
  var isAway: Bool { isOffPage || (hasNoSize && clipsOverflow) }

  var border = Border()
  private var isOffPage = false
  private var hasNoSize = false
  private var clipsOverflow = false

  struct Border: Hashable {
    var isNone = false
    var left: String?
    var top: String?
    var padding: String?
  }

  init() {}

  init(_ declarations: some Collection<UInt8>) {
    for declaration in declarations.split(separator: UInt8(ascii: ";")).prefix(100) {
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = CSSValue(declaration[..<colon]).text
      apply(name, CSSValue(declaration[declaration.index(after: colon)...]))
    }
  }

  private mutating func apply(_ name: String, _ value: CSSValue) {
    switch name {
    case "display": display = value.display ?? display
    case "visibility": isVisible = value.text == "visible"
    case "font-size": isTiny = value.isTinyFont ?? isTiny
    case "font": if value.text.hasPrefix("0") { isTiny = true }
    case "white-space": keepsSpace = value.text.hasPrefix("pre") || value.text == "break-spaces"
    case "color": color = value.color
    case "background", "background-color", "background-image": background = value.background
    case "margin": (hasMarginAbove, hasMarginBelow) = value.margins ?? (hasMarginAbove, hasMarginBelow)
    case "margin-top": hasMarginAbove = value.isVisibleLength ?? hasMarginAbove
    case "margin-bottom": hasMarginBelow = value.isVisibleLength ?? hasMarginBelow
    case "mso-hide": isHiddenInWord = value.text == "all"
    case "mso-list": isListMarker = value.text == "ignore"
    case "opacity": isOffPage = value.number == 0 || isOffPage
    case "text-indent", "left", "top", "margin-left": isOffPage = (value.number ?? 0) < -900 || isOffPage
    case "max-height", "height", "max-width", "width":
      hasNoSize = value.number == 0 || hasNoSize
      if !name.hasPrefix("max"), let pixels = value.pixels { isPixelSized = pixels <= 2 || isPixelSized }
    case "overflow": clipsOverflow = value.text == "hidden"
    case "border": border.isNone = value.text.hasPrefix("none") || value.text.hasPrefix("0")
    case "border-left": border.left = value.text
    case "border-left-style", "border-left-width": border.left = border.left ?? value.text
    case "border-top": border.top = value.text
    case "padding": border.padding = value.text
    default: break
    }
  }

  /// What this style says, and `other` where it has something to say.
  func overridden(by other: Style) -> Style {
    var merged = other
    merged.display = other.display ?? display
    merged.isVisible = other.isVisible ?? isVisible
    merged.isTiny = other.isTiny ?? isTiny
    merged.keepsSpace = other.keepsSpace ?? keepsSpace
    merged.color = other.color ?? color
    merged.background = other.background ?? background
    merged.hasMarginAbove = other.hasMarginAbove ?? hasMarginAbove
    merged.hasMarginBelow = other.hasMarginBelow ?? hasMarginBelow
    merged.isHiddenInWord = other.isHiddenInWord || isHiddenInWord
    merged.isListMarker = other.isListMarker || isListMarker
    merged.isPixelSized = other.isPixelSized || isPixelSized
    merged.isOffPage = other.isOffPage || isOffPage
    merged.hasNoSize = other.hasNoSize || hasNoSize
    merged.clipsOverflow = other.clipsOverflow || clipsOverflow
    return merged
  }
}

/// A colour as the screen has it.
struct Color: Hashable {
  var red: Int
  var green: Int
  var blue: Int

  /// Whether an eye cannot tell them apart.
  func looksLike(_ other: Color) -> Bool {
    abs(red - other.red) < 8 && abs(green - other.green) < 8 && abs(blue - other.blue) < 8
  }
}

/// A declaration's value: lowercase, without white space around and without `!important`.
struct CSSValue {
  let text: String

  init(_ bytes: some Collection<UInt8>) {
    var value = Array(bytes.prefix(200).drop { $0 <= 0x20 })
    if let mark = value.firstIndex(of: UInt8(ascii: "!")) { value.removeSubrange(mark...) }
    while let last = value.last, last <= 0x20 { value.removeLast() }
    text = String(decoding: value.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  private init(part: Substring) { text = String(part) }

  var display: Style.Display? {
    if text == "none" { return Style.Display.none }
    if text.hasPrefix("inline") { return .inline }
    return ["block", "flex", "grid", "table", "list-item", "flow-root"].contains(text) ? .block : nil
  }

  /// The number it begins with, whatever the unit.
  var number: Double? {
    Double(text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") })
  }

  private var unit: Substring { text.drop { $0.isNumber || $0 == "." || $0 == "-" } }

  /// In ems, points are near enough to pixels here.
  private func length(em: Double) -> Double? {
    number.map { unit.hasPrefix("em") || unit.hasPrefix("rem") ? $0 * em : unit == "%" ? $0 * em / 100 : $0 }
  }

  /// A length given in pixels or without a unit.
  var pixels: Double? { unit.isEmpty || unit == "px" ? number : nil }

  var isTinyFont: Bool? { length(em: 16).map { $0 <= 1.5 } }

  /// Whether a margin is more than a hair.
  var isVisibleLength: Bool? {
    guard let length = length(em: 16) else { return nil }
    let isLargeUnit = unit.hasPrefix("cm") || unit.hasPrefix("in") || unit.hasPrefix("mm")
    return isLargeUnit ? length > 0.05 : length > 2
  }

  /// Above and below, of the shorthand's one to four values.
  var margins: (above: Bool?, below: Bool?)? {
    let parts = text.split(separator: " ").prefix(4).map { CSSValue(part: $0).isVisibleLength }
    guard let first = parts.first else { return nil }
    return (first, parts.count > 2 ? parts[2] : first)
  }

  var background: Style.Background? {
    if text.contains("url(") || text.contains("gradient") { return .unknown }
    if ["none", "transparent", "inherit", "initial"].contains(text) { return nil }
    return text.split(separator: " ").lazy.compactMap { CSSValue(part: $0).color }.first.map { .color($0) } ?? .unknown
  }

  var color: Color? {
    if let named = Self.named[text] { return named }
    if text.hasPrefix("#") {
      let digits = text.dropFirst().compactMap(\.hexDigitValue)
      guard digits.count == text.utf8.count - 1 else { return nil }
      if digits.count == 3 { return Color(red: digits[0] * 17, green: digits[1] * 17, blue: digits[2] * 17) }
      guard digits.count == 6 else { return nil }
      return Color(
        red: digits[0] * 16 + digits[1], green: digits[2] * 16 + digits[3], blue: digits[4] * 16 + digits[5])
    }
    guard text.hasPrefix("rgb(") else { return nil }
    let parts = text.dropFirst(4).prefix { $0 != ")" }.split { $0 == "," || $0 == " " }.compactMap { Int($0) }
    guard parts.count == 3, parts.allSatisfy({ (0...255).contains($0) }) else { return nil }
    return Color(red: parts[0], green: parts[1], blue: parts[2])
  }

  private static let named: [String: Color] = [
    "white": Color(red: 255, green: 255, blue: 255), "black": Color(red: 0, green: 0, blue: 0),
    "red": Color(red: 255, green: 0, blue: 0), "blue": Color(red: 0, green: 0, blue: 255),
    "gray": Color(red: 128, green: 128, blue: 128), "grey": Color(red: 128, green: 128, blue: 128),
    "whitesmoke": Color(red: 245, green: 245, blue: 245),
  ]
}
