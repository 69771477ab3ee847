/// Barcodes as widths of bars and spaces, a bar first.
enum BarcodeSample {
  /// ISO/IEC 15417, code set B: the digits and letters used here, by their values.
  static func code128(_ text: String) -> [Int] {
    let values = text.utf8.map { Int($0) - 32 }
    let check = values.enumerated().reduce(104) { $0 + ($1.offset + 1) * $1.element } % 103
    return ([104] + values + [check]).flatMap { digits(code128Widths[$0]) } + digits("2331112")
  }

  /// ISO/IEC 15420.
  static func ean13(_ number: String) -> [Int] {
    let numbers = digits(number)
    let parities = [
      "LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL",
    ]
    let widths = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"].map(digits)
    let left = zip(numbers[1...6], parities[numbers[0]]).flatMap { number, parity in
      parity == "L" ? widths[number] : widths[number].reversed()
    }
    return [1, 1, 1] + left + [1, 1, 1, 1, 1] + numbers[7...].flatMap { widths[$0] } + [1, 1, 1]
  }

  /// ISO/IEC 16390.
  static func interleaved(_ number: String) -> [Int] {
    let widths = ["11331", "31113", "13113", "33111", "11313", "31311", "13311", "11133", "31131", "13131"].map(digits)
    let numbers = digits(number)
    let pairs = stride(from: 0, to: numbers.count, by: 2).flatMap { index in
      zip(widths[numbers[index]], widths[numbers[index + 1]]).flatMap { [$0, $1] }
    }
    return [1, 1, 1, 1] + pairs + [3, 1, 1]
  }

  /// ISO/IEC 16388.
  static func code39(_ text: String) -> [Int] {
    ("*" + text + "*").flatMap { digits(code39Widths[$0] ?? "") + [1] }
  }

  static func drawn(_ widths: [Int], module: Int = 3) -> Canvas {
    let quiet = 12 * module
    var canvas = Canvas(width: widths.reduce(0, +) * module + 2 * quiet, height: 120)
    var left = quiet
    for (index, width) in widths.enumerated() {
      if index.isMultiple(of: 2) { canvas.fill(columns: left..<left + width * module, rows: 20..<100) }
      left += width * module
    }
    return canvas
  }

  private static func digits(_ text: String) -> [Int] { text.compactMap(\.wholeNumberValue) }

  private static let code39Widths: [Character: String] = [
    "*": "131131311", "0": "111331311", "1": "311311113", "2": "113311113", "7": "111311313", "A": "311113113",
    "C": "313113111",
  ]

  private static let code128Widths =
    """
    212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 \
    123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 \
    232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 \
    313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 \
    111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 \
    111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 \
    114311 411113 411311 113141 114131 311141 411131 211412 211214 211232
    """.split(separator: " ").map(String.init)
}
