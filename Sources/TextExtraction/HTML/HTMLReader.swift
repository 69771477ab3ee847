/// Walks an HTML tree in reading order and writes what its reader sees into a `TextFlow`.
///
/// The walk keeps its own stack: a hostile tree is deeper than the thread's. Each element's frame holds what its children
/// inherit, and what is left to do when they are done.
struct HTMLReader {
  /// What children inherit.
  private struct Context {
    var isInvisible = false
    var isTiny = false
    var color: Color?
    var background: Style.Background?
    var keepsSpace = false
    var indent = 0
    /// The frames of the nearest list and table, and of the row of a cell.
    var list: Int?
    var table: Int?
    var row: Int?
  }

  private struct Frame {
    var node: HTMLNode
    var context: Context
    var nextChild = 0
    var leaving: Leaving = .nothing
    var hasMarginBelow = false
    var opensQuote = false
    /// The next number of an ordered list.
    var number: Int?
    /// The lines of a row's cells; whether a table has shown a row.
    var cells: [Range<Int>] = []
    var hasRows = false
  }

  private enum Leaving {
    case nothing, block, head, listItem, table, row, quotation
    case cell(start: Int)
    case link(LinkTarget, start: TextFlow.Position)
  }

  /// A part of the document with a quote depth of its own, which a header within it may raise for what follows.
  private struct QuoteScope {
    var depth: Int
    var start: TextFlow.Position
  }

  private var flow = TextFlow()
  private var sheet = StyleSheet()
  private var styles: [[UInt8]: Style] = [:]
  private var frames: [Frame] = []
  private var scopes = [QuoteScope(depth: 0, start: TextFlow.Position(lines: 0, column: 0))]
  private let textBytes: Int

  /// The text of a document in UTF-8; at most `textBytes` bytes of it.
  static func read(_ bytes: [UInt8], textBytes: Int) -> HTMLText {
    withHTML(bytes) { root in
      var reader = HTMLReader(textBytes: textBytes)
      let wasRead = reader.walk(root)
      let (blocks, isCut) = reader.flow.blocks(limit: textBytes)
      return HTMLText(blocks: blocks, isTruncated: isCut || !wasRead)
    } ?? HTMLText(blocks: [])
  }

  private init(textBytes: Int) { self.textBytes = textBytes }

  /// - Returns: false when it stopped at the bound of the text.
  private mutating func walk(_ root: HTMLNode) -> Bool {
    frames.append(Frame(node: root, context: Context()))
    while let top = frames.last {
      guard flow.size <= textBytes else { return false }
      if let child = top.node.child(at: top.nextChild) {
        frames[frames.count - 1].nextChild += 1
        visit(child, in: top)
      } else {
        frames.removeLast()
        leave(top)
      }
    }
    flow.endBlock()
    return true
  }

  private mutating func visit(_ node: HTMLNode, in parent: Frame) {
    switch node.kind {
    case .text:
      if case .head = parent.leaving { return }
      if shows(parent.context) { node.withText { flow.write($0) } }
    case .element: enter(node, in: parent)
    case .other: break
    }
  }

  // MARK: Entering

  private mutating func enter(_ node: HTMLNode, in parent: Frame) {
    let name = node.name
    let role = ElementRole(name)
    if case .styleSheet = role { return addStyleSheet(node) }
    if case .head = parent.leaving { return }
    if case .dropped = role { return }
    // An element of SVG or MathML.
    guard !name.isEmpty else { return }
    let classes = words(node.attribute("class"))
    let id = node.attribute("id").map { CSSValue($0).text }
    let style = style(of: node, name: name, classes: classes, id: id)
    guard !isHidden(node, style, name) else { return }

    var frame = Frame(node: node, context: context(of: node, style, in: parent.context))
    let marker = QuoteMarker(node, name: name, classes: classes, id: id, style: style) {
      QuoteMarker.Surroundings(
        isInQuote: flow.quoteDepth > 0 || QuoteMarker.isWrapper(parent.node), lineAbove: flow.lastLine,
        isLast: !showsMore())
    }
    if let marker { quote(marker, &frame) }
    flow.keepsSpace = frame.context.keepsSpace

    let isInList = parent.context.list != nil
    switch role {
    case .lineBreak:
      if shows(parent.context) { flow.breakLine() }
      return
    case .rule:
      // Where a quote's header begins, the rule is part of it.
      if marker == nil { writeRule(after: parent) }
      return
    case .image: return writeImage(node, style, parent.context)
    case .link:
      if let target = node.attribute("href").flatMap(LinkTarget.init(href:)) {
        frame.leaving = .link(target, start: flow.position)
      }
    case .inline:
      if style.isListMarker { return writeWordMarker(node, frame.context) }
      if style.display == .block { beginBlock(&frame, style, hasMargin: false) }
    case .quotation:
      flow.write("\"".utf8)
      frame.leaving = .quotation
    case .block where style.display == .inline, .preformatted where style.display == .inline: break
    case .block: beginBlock(&frame, style, hasMargin: false)
    case .paragraph:
      let isWordParagraph = classes.contains { $0.hasSuffix("msonormal") || $0.hasPrefix("mso") }
      beginBlock(&frame, style, hasMargin: !isWordParagraph)
    case .preformatted:
      frame.context.keepsSpace = style.keepsSpace ?? true
      beginBlock(&frame, style, hasMargin: true)
    case .blockQuote:
      if !frame.opensQuote { frame.context.indent += 2 }
      beginBlock(&frame, style, hasMargin: true)
    case .indented:
      frame.context.indent += 2
      beginBlock(&frame, style, hasMargin: false)
    case .list(let isOrdered):
      frame.number = isOrdered ? integer(node.attribute("start")) ?? 1 : nil
      frame.context.list = frames.count
      beginBlock(&frame, style, hasMargin: !isInList)
    case .listItem: beginListItem(&frame, style)
    case .table:
      frame.context.table = frames.count
      frame.context.row = nil
      beginBlock(&frame, style, hasMargin: false)
    case .row:
      frame.context.row = frames.count
      beginBlock(&frame, style, hasMargin: false)
      frame.leaving = .row
    case .cell:
      beginBlock(&frame, style, hasMargin: false)
      frame.leaving = .cell(start: flow.position.lines)
    case .head: frame.leaving = .head
    case .dropped, .styleSheet: return
    }
    flow.indent = frame.context.indent
    flow.keepsSpace = frame.context.keepsSpace
    frames.append(frame)
  }

  private mutating func beginBlock(_ frame: inout Frame, _ style: Style, hasMargin: Bool) {
    flow.endBlock()
    if style.hasMarginAbove ?? hasMargin { flow.endParagraph() }
    frame.hasMarginBelow = style.hasMarginBelow ?? hasMargin
    frame.leaving = .block
  }

  private mutating func beginListItem(_ frame: inout Frame, _ style: Style) {
    beginBlock(&frame, style, hasMargin: false)
    frame.leaving = .listItem
    var marker = Array("- ".utf8)
    if let list = frame.context.list, let number = frames[list].number {
      let own = integer(frame.node.attribute("value")) ?? number
      frames[list].number = own < Int(Int32.max) ? own + 1 : own
      marker = Array("\(own). ".utf8)
    }
    flow.setMarker(marker, indent: frame.context.indent)
    frame.context.indent += marker.count
  }

  /// Whether text follows the element that is about to be entered; only the nearest few nodes are looked at.
  private func showsMore() -> Bool {
    var left = 200
    for frame in frames.reversed() {
      for index in frame.nextChild..<max(frame.nextChild, frame.node.childCount) {
        left -= 1
        guard left > 0, let next = frame.node.child(at: index) else { return true }
        if next.leadingText(limit: 200).contains(where: { $0 > 0x20 && $0 != 0xC2 && $0 != 0xA0 }) { return true }
      }
    }
    return false
  }

  private mutating func quote(_ marker: QuoteMarker, _ frame: inout Frame) {
    flow.endBlock()
    // Some programs wrap a wrapper, or a header: what begins a quote is not one deeper than it. A block quote is.
    let isBeginning = scopes.count > 1 && scopes.last.map { flow.isEmpty(since: $0.start) } ?? false
    let depth = min(flow.quoteDepth + 1, HTMLText.deepestQuote)
    switch marker {
    case .restOfMessage:
      if isBeginning { return }
      scopes[scopes.count - 1].depth = depth
    case .wrapper where isBeginning:
      return
    case .wrapper, .blockQuote:
      scopes.append(QuoteScope(depth: depth, start: flow.position))
      frame.opensQuote = true
    }
    flow.quoteDepth = depth
  }

  // MARK: Leaving

  private mutating func leave(_ frame: Frame) {
    switch frame.leaving {
    case .nothing, .head: break
    case .block, .table: flow.endBlock()
    case .listItem:
      flow.endBlock()
      flow.setMarker(nil, indent: 0)
    case .quotation: flow.write("\"".utf8)
    case .link(let target, let start): endLink(target, since: start)
    case .cell(let start):
      flow.endBlock()
      if let row = frame.context.row { frames[row].cells.append(start..<max(start, flow.position.lines)) }
    case .row:
      flow.endBlock()
      let isFirst = frame.context.table.map { !frames[$0].hasRows } ?? true
      if let table = frame.context.table { frames[table].hasRows = true }
      flow.endRow(cells: frame.cells, isFirst: isFirst)
    }
    if frame.hasMarginBelow { flow.endParagraph() }
    if frame.opensQuote {
      flow.endParagraph()
      scopes.removeLast()
      flow.quoteDepth = scopes.last?.depth ?? 0
    }
    flow.indent = frames.last?.context.indent ?? 0
    flow.keepsSpace = frames.last?.context.keepsSpace ?? false
  }

  private mutating func endLink(_ target: LinkTarget, since start: TextFlow.Position) {
    guard !flow.isEmpty(since: start) else { return }
    if let text = flow.singleLine(since: start), text.isEmpty || target.isTold(by: text) { return }
    flow.appendToLast(Array(" <".utf8) + target.shown + Array(">".utf8), since: start)
  }

  // MARK: What stands for itself

  /// A rule reads as the line that Outlook writes for it in plain text; the one that Outlook puts above a reply's header
  /// belongs to that header.
  private mutating func writeRule(after parent: Frame) {
    flow.endBlock()
    for index in parent.nextChild + 1..<parent.nextChild + 5 {
      guard let next = parent.node.child(at: index), next.kind != .element || next.name == "div" else { break }
      if let id = next.attribute("id"), CSSValue(id).text.hasSuffix("divrplyfwdmsg") { return }
    }
    guard shows(parent.context) else { return }
    flow.write(repeatElement(UInt8(ascii: "_"), count: 32))
    flow.endBlock()
  }

  private mutating func writeImage(_ node: HTMLNode, _ style: Style, _ context: Context) {
    let isPixel = ["width", "height"].contains { name in
      node.attribute(name).flatMap { CSSValue($0).pixels }.map { $0 <= 2 } ?? false
    }
    guard !isPixel, !style.isPixelSized, !context.isInvisible, let alternative = node.attribute("alt") else { return }
    let words = alternative.prefix(500).split { $0 <= 0x20 }.joined(separator: [UInt8(ascii: " ")])
    let text = Array(words)
    guard !text.isEmpty else { return }
    // Mail programs turn an emoji into an image of it.
    let isEmoji = text.count <= 32 && text.allSatisfy { $0 >= 0x80 }
    flow.write(isEmoji ? text : Array("[".utf8) + text + Array("]".utf8))
  }

  /// Word draws a list's bullets with letters of its symbol fonts.
  private mutating func writeWordMarker(_ node: HTMLNode, _ context: Context) {
    guard shows(context) else { return }
    let marker = CSSValue(node.leadingText(limit: 20).filter { $0 != 0xC2 && $0 != 0xA0 }).text
    let isBullet = marker.utf8.count <= 3 && !marker.contains { $0 == "." || $0 == ")" || $0.isNumber }
    flow.write("\(isBullet ? "-" : marker) ".utf8)
  }

  private mutating func addStyleSheet(_ node: HTMLNode) {
    let media = node.attribute("media").map { CSSValue($0).text } ?? "all"
    guard media.isEmpty || media == "all" || media == "screen" else { return }
    for index in 0..<node.childCount {
      node.child(at: index)?.withText { sheet.add(Array($0)) }
    }
  }

  // MARK: Style

  private mutating func style(of node: HTMLNode, name: String, classes: [String], id: String?) -> Style {
    let ruled = sheet.style(tag: name, classes: classes, id: id)
    guard let source = node.attribute("style"), !source.isEmpty else { return ruled }
    // A newsletter repeats a few styles hundreds of times.
    let own = styles[source] ?? Style(source)
    if styles.count < 1_000 { styles[source] = own }
    return ruled.overridden(by: own)
  }

  private func isHidden(_ node: HTMLNode, _ style: Style, _ name: String) -> Bool {
    if style.display == Style.Display.none || style.isAway || node.attribute("hidden") != nil { return true }
    // A button that only Word's own drawing replaces is hidden there and shown everywhere else.
    return style.isHiddenInWord && name != "a"
  }

  private func context(of node: HTMLNode, _ style: Style, in parent: Context) -> Context {
    var context = parent
    if let isVisible = style.isVisible { context.isInvisible = !isVisible }
    context.isTiny = style.isTiny ?? parent.isTiny
    context.keepsSpace = style.keepsSpace ?? parent.keepsSpace
    context.color = style.color ?? node.attribute("color").flatMap { CSSValue($0).color } ?? parent.color
    context.background =
      style.background ?? node.attribute("bgcolor").flatMap { CSSValue($0).background } ?? parent.background
    if node.attribute("background") != nil { context.background = .unknown }
    return context
  }

  private func shows(_ context: Context) -> Bool {
    guard !context.isInvisible, !context.isTiny else { return false }
    guard let color = context.color, case .color(let background) = context.background else { return true }
    return !color.looksLike(background)
  }

  private func words(_ value: [UInt8]?) -> [String] {
    (value ?? []).split(maxSplits: 10) { $0 <= 0x20 }.map { CSSValue($0).text }
  }

  private func integer(_ value: [UInt8]?) -> Int? {
    value.flatMap { CSSValue($0).number }.flatMap { Int(exactly: $0.rounded()) }
  }
}
