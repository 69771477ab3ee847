// What libFuzzer calls for each input that it makes; `libfuzzer.sh` builds it. No part of the package: the linker takes
// `main` from libFuzzer here.

/// Traps when a promise is broken, so that libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let reading = WholeReading(Array(UnsafeBufferPointer(start: data, count: size)))
  precondition(reading.failures.isEmpty, reading.failures.joined(separator: "; "))
  return 0
}
