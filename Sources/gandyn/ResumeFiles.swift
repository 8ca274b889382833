import Contracts
import Glibc
import Tables
import Yams

/// The manifest that an earlier run left, as far as resuming needs it.
struct EarlierManifest {
  private let path: String
  private let root: Node

  init(_ path: String) throws {
    self.path = path
    root = try yamlNode(path, for: "--resume")
    guard root["configuration"]?.mapping != nil else {
      throw Refusal(.data, "--resume: '\(path)' is not a manifest: it has no configuration")
    }
  }

  /// The SHA-256 of the data.
  var sha256: String? { root["data"]?["sha256"]?.string }

  /// Trajectories before the first one that was interrupted or not begun.
  var completeTrajectories: Int {
    let outcomes = root["outcomes"]?.sequence.map { Array($0) } ?? []
    return outcomes.firstIndex { $0.string == "interrupted" } ?? outcomes.count
  }

  /// Refuses to go on where the configuration is not the same, naming the first key that differs.
  func refuseDifference(from manifest: Manifest) throws {
    guard let now = try Yams.compose(yaml: manifest.configuration.text()) else { return }
    let before = [("gandyn", root["gandyn"]?.string ?? "")] + (root["configuration"].map { entries($0) } ?? [])
    let after = [("gandyn", version)] + entries(now)
    for (key, value) in before where !after.contains(where: { $0 == (key, value) }) {
      let here = after.first { $0.0 == key }.map { "'\($0.1)' here" } ?? "not set here"
      throw difference("\(key) is \(here) and '\(value)' in \(path)")
    }
    for (key, value) in after where !before.contains(where: { $0.0 == key }) {
      throw difference("\(key) is '\(value)' here and not set in \(path)")
    }
    if let cpu = root["machine"]?["cpu"]?.string, cpu != processorName() {
      complain(
        "gandyn: warning: the run was begun on another processor (\(cpu)); the last digits may differ from here on")
    }
  }

  private func difference(_ sentence: String) -> Refusal {
    Refusal("--resume: \(sentence); only the same run can be continued, another one needs another -o or --force")
  }

  /// Keys and values; those of a mapping within as `set.eta`.
  private func entries(_ node: Node, under prefix: String = "") -> [(String, String)] {
    guard let mapping = node.mapping else { return [(prefix, node.string ?? "")] }
    return mapping.flatMap { key, value in
      entries(value, under: prefix.isEmpty ? key.string ?? "" : "\(prefix).\(key.string ?? "")")
    }
  }
}

/// The bytes of a file, read where they lie.
final class MappedFile {
  let path: String
  let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws {
    self.path = path
    let refusal = { Refusal(.data, "--resume: cannot read '\(path)': \(String(cString: strerror(errno)))") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refusal() }
    let count = Int(status.st_size)
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw refusal()
    }
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }

  func sha256() throws -> String {
    var digest = try Digest()
    try digest.update(bytes)
    return try digest.finish()
  }
}

/// One line of a data file.
struct DataRow {
  private let text: UnsafeRawBufferPointer
  /// Where the next line starts.
  let end: Int

  /// Nil where the line has no end.
  init?(_ bytes: UnsafeRawBufferPointer, at start: Int) {
    guard let base = bytes.baseAddress, let newline = memchr(base + start, 10, bytes.count - start) else { return nil }
    let length = UnsafeRawPointer(newline) - (base + start)
    (text, end) = (UnsafeRawBufferPointer(start: base + start, count: length), start + length + 1)
  }

  /// The first field.
  var trajectory: Int? {
    var value = 0
    for (index, byte) in text.enumerated() {
      if byte == UInt8(ascii: ","), index > 0 { return value }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), index < 18 else { return nil }
      value = 10 * value + Int(byte - UInt8(ascii: "0"))
    }
    return nil
  }

  /// Field `index`, from 0, or nil.
  func field(_ index: Int) -> String? {
    let fields = text.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return index < fields.count ? String(decoding: fields[index], as: UTF8.self) : nil
  }
}
