internal import Glibc

extension DataFile {
  /// Refuses what ``init(path:force:)`` would refuse, and touches nothing.
  ///
  /// - Parameters:
  ///   - path: the data file.
  ///   - force: whether an existing data file, manifest or leftover part may be replaced.
  public static func check(_ path: String, force: Bool) throws(OutputError) {
    guard try kind(ofOutput: path) != .device else { return }
    if !force { try refuseExisting(path) }
    _ = try kind(ofOutput: path + ".json")
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK | X_OK) == 0 else { throw OutputError(cannot: "create", path, code: errno) }
  }

  /// What an output path stands for.
  enum Kind {
    case absent
    case file
    case device
  }

  /// Refuses what no data can be written to: a directory, a socket, a block device, no name at all.
  static func kind(ofOutput path: String) throws(OutputError) -> Kind {
    guard !path.isEmpty else { throw OutputError(path: path, "the output has no name; give -o the name of a file") }
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { throw OutputError(cannot: "create", path, code: errno) }
      if path.utf8.last == UInt8(ascii: "/") { throw directory(path) }
      return .absent
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFCHR, S_IFIFO: return .device
    case S_IFDIR: throw directory(path)
    default:
      throw OutputError(path: path, "\(path) is neither a file nor a pipe; choose another name for the output")
    }
  }

  private static func directory(_ path: String) -> OutputError {
    OutputError(path: path, "\(path) is a directory; give -o the name of a file")
  }

  /// Refuses to replace the data, the manifest, or the part of another run.
  static func refuseExisting(_ path: String) throws(OutputError) {
    for existing in [path, path + ".json"] where isThere(existing) {
      throw OutputError(path: path, "\(existing) exists; choose another name or replace it with --force")
    }
    guard !isThere(path + ".part") else {
      throw OutputError(
        path: path,
        "\(path).part exists: another run is writing it or was killed; choose another name or discard it with --force")
    }
  }

  // Dangling symbolic links count: something of the user's would be replaced.
  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func open(_ file: String, named path: String, flags: Int32) throws(OutputError) -> Descriptor {
    do throws(ErrorNumber) { return try Descriptor(opening: file, flags: flags) } catch {
      throw OutputError(cannot: "create", path, code: error.code)
    }
  }
}
