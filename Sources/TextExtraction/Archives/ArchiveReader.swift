/// Gives the files within an archive as they are. What they are, and whether they are archives again, is for the caller.
enum ArchiveReader {
  static func read(_ file: FileToRead, as kind: FileKind, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: kind)
    var budget = UnpackBudget(packed: file.bytes.count, limits)
    var problems: Set<FileProblem> = []
    let end = ArchiveDoor.walk(file.bytes, as: kind) { entry, read in
      guard budget.look() else { return false }
      guard entry.isFile, let path = name(of: entry, in: file, kind) else { return true }
      guard !entry.isEncrypted else {
        problems.insert(.encrypted)
        return true
      }
      switch budget.take(read) {
      case .success(let bytes): result.files.append(ContainedFile(name: path, bytes: bytes))
      case .failure(.damaged): problems.insert(.damaged)
      case .failure(.exceeded): break
      }
      return !budget.isExceeded
    }
    switch end {
    case .complete: break
    case .damaged: problems.insert(.damaged)
    case .encrypted: problems.insert(.encrypted)
    }
    if budget.isExceeded { problems.insert(.expandsTooMuch) }
    result.problems = FileProblem.allCases.filter(problems.contains)
    return result
  }

  /// What is merely compressed has no name within; it is its own without the last ending.
  private static func name(of entry: ArchiveDoor.Entry, in file: FileToRead, _ kind: FileKind) -> String? {
    switch kind {
    case .gzip, .bzip2, .xz:
      guard entry.path == "data" else { return ArchivePath.cleaned(entry.path) }
      let name = file.name.flatMap(ArchivePath.cleaned) ?? "data"
      let ending = fileExtension(of: name)
      return ["gz", "bz2", "xz"].contains(ending) ? String(name.dropLast(ending.count + 1)) : name
    default: return ArchivePath.cleaned(entry.path)
    }
  }
}
