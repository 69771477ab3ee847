/// What is wrong with the plan itself: arrows that go up or nowhere, and circles.
func flaws(in plan: HousePlan) -> [String] {
  let arrows = plan.rooms.flatMap { room in
    room.arrows.sorted().compactMap { name -> String? in
      guard let other = plan.room(name) else { return "\(room.name) → \(name): no such room" }
      return other.level > room.level ? "\(room.name) → \(name) goes up" : nil
    }
  }
  let doors = plan.doors.sorted { $0.key < $1.key }.flatMap { library, rooms in
    rooms.sorted().compactMap { plan.room($0) == nil ? "door \($0) of \(library): no such room" : nil }
  }
  let circle = roomsInCircles(plan)
  return arrows + doors + (circle.isEmpty ? [] : ["circle through \(circle.joined(separator: ", "))"])
}

/// Takes away the rooms whose arrows all lead to rooms already taken, until none is left or none can go.
private func roomsInCircles(_ plan: HousePlan) -> [String] {
  var left = plan.rooms
  while true {
    let names = Set(left.map(\.name))
    let stuck = left.filter { !$0.arrows.isDisjoint(with: names) }
    if stuck.count == left.count { return stuck.map(\.name) }
    left = stuck
  }
}

/// Where Package.swift, the plan and the imports tell different stories. An import whose target does not declare it may
/// compile today, and fail tomorrow with another order of building.
func disagreements(of manifest: Manifest, with plan: HousePlan, files: [SourceFile]) -> [String] {
  let declared = manifest.dependencies.sorted { $0.key < $1.key }.flatMap { target, modules -> [String] in
    if plan.doors[target] != nil {
      return modules.sorted().map { "Package.swift: \(target), which is outside code, depends on \($0)" }
    }
    guard let room = plan.room(target) else { return ["Package.swift: \(target) is not in the plan of the house"] }
    return modules.sorted().filter { !room.arrows.contains($0) && plan.doors[$0]?.contains(target) != true }
      .map { "Package.swift: no arrow \(target) → \($0)" }
  }
  let undeclared = files.flatMap { file -> [String] in
    guard let modules = manifest.dependencies[file.target] else { return ["\(file.path): not in Package.swift"] }
    let given = modules.union(plan.anywhere).union(plan.undeclared)
    return file.imports.filter { !given.contains($0.module) }
      .map { "\(file.path):\($0.line): Package.swift does not give \($0.module) to \(file.target)" }
  }
  return declared + undeclared
}
