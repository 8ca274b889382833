internal import Glibc

/// A data file and the manifest beside it, from creation to their final names.
///
/// Data stream to `FILE.part`, the manifest waits in `FILE.json.part`; ``finish(sync:manifest:)`` renames both. Until
/// then nothing has the final name; after ``abandon()``, an error in `finish`, or when the object goes away unfinished,
/// nothing is left at all. After a signal between two writes, call `finish`: what was written so far is a valid file.
///
/// A character device or a pipe (`/dev/null`, `/dev/full`) is written directly, without a manifest.
public final class DataFile: ByteSink {
  /// The file as the user named it.
  public let path: String
  /// Whether the bytes go straight to a device or a pipe, which has no manifest.
  public let isDevice: Bool
  /// The number of bytes written.
  public private(set) var byteCount = 0

  private var descriptor: Descriptor?
  private var digest: Digest
  private var failure: OutputError?
  // A refused `init` runs `deinit` too, and must not remove what belongs to another run.
  private var ownsTemporaries = false
  // What an earlier run computed is not thrown away because this one fails.
  private var keepsTemporaries = false

  /// The manifest's final name, `FILE.json`.
  public var manifestPath: String { path + ".json" }
  private var partPath: String { path + ".part" }
  private var manifestPartPath: String { manifestPath + ".part" }

  /// Opens `FILE.part`.
  ///
  /// - Parameters:
  ///   - path: the data file; its folder must exist.
  ///   - force: whether an existing data file, manifest or leftover part may be replaced.
  /// - Throws: `OutputError` if one of them exists (without `force`), or the file cannot be created; nothing is touched.
  public init(path: String, force: Bool) throws(OutputError) {
    self.path = path
    do throws(DigestError) { digest = try Digest() } catch { throw OutputError(path: path, error.description) }
    try Self.check(path, force: force)
    isDevice = try Self.kind(ofOutput: path) == .device
    if isDevice {
      signal(SIGPIPE, SIG_IGN)
      descriptor = try Self.open(path, named: path, flags: 0)
      return
    }
    if force { unlink(path + ".part") }
    let part = try Self.open(path + ".part", named: path, flags: O_CREAT | O_EXCL)
    part.lock()
    descriptor = part
    ownsTemporaries = true
  }

  /// Opens what an interrupted or killed run left, `FILE.part` or else `FILE` itself, and keeps its first bytes.
  ///
  /// The bytes kept count as written: they are in ``byteCount`` and in the SHA-256. Where this run fails too, its
  /// `FILE.part` stays, to be resumed again.
  ///
  /// - Parameters:
  ///   - path: the data file; its `FILE.part` or itself must exist.
  ///   - count: how many bytes to keep, at most the size of the file.
  /// - Throws: `OutputError` if another run is still writing, or the file cannot be opened.
  public init(resuming path: String, keeping count: Int) throws(OutputError) {
    (self.path, isDevice) = (path, false)
    do throws(DigestError) { digest = try Digest() } catch { throw OutputError(path: path, error.description) }
    if access(path + ".part", F_OK) != 0 {
      for file in [path, path + ".json"] {
        guard rename(file, file + ".part") == 0 else { throw OutputError(cannot: "resume", path, code: errno) }
      }
    }
    let part = try Self.open(path + ".part", named: path, flags: 0)
    guard part.lock() else {
      try? part.close()
      throw OutputError(path: path, "cannot resume \(path): another run is still writing \(path).part")
    }
    (descriptor, ownsTemporaries, keepsTemporaries) = (part, true, true)
    do throws(ErrorNumber) {
      try Descriptor.read(path + ".part", count: count) { bytes in
        do throws(DigestError) { try digest.update(bytes) } catch {
          failure = OutputError(path: path, error.description)
        }
      }
      try part.truncate(to: count)
    } catch {
      throw OutputError(cannot: "resume", path, code: error.code)
    }
    byteCount = count
  }

  deinit { abandon() }

  /// Writes the first manifest, before the data, so that a killed run is still known by its settings.
  public func writeManifest(_ json: JSON) throws(OutputError) {
    guard ownsTemporaries else { return }
    try writeManifest(json, sync: false)
  }

  /// Writes all bytes, or throws; after an error every further call throws it again.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    if let failure { throw failure }
    do throws(OutputError) {
      guard let descriptor else { throw OutputError(cannot: "write", path, code: EBADF) }
      do throws(ErrorNumber) { try descriptor.write(bytes) } catch {
        throw OutputError(cannot: "write", path, code: error.code)
      }
      do throws(DigestError) { try digest.update(bytes) } catch { throw OutputError(path: path, error.description) }
    } catch {
      failure = error
      throw error
    }
    byteCount += bytes.count
  }

  /// Closes the data, writes the final manifest and gives both their names, each atomically, the data first.
  ///
  /// - Parameters:
  ///   - sync: whether to wait until the bytes are on the disk before renaming.
  ///   - manifest: makes the manifest from the SHA-256 and the number of bytes of the data.
  /// - Throws: `OutputError`; the temporaries are then removed.
  public func finish(sync: Bool = true, manifest: (_ sha256: String, _ bytes: Int) -> JSON) throws(OutputError) {
    defer { abandon() }
    if let failure { throw failure }
    try closeData(sync: sync && !isDevice)
    guard !isDevice else { return }
    let sha256: String
    do throws(DigestError) { sha256 = try digest.finish() } catch { throw OutputError(path: path, error.description) }
    try writeManifest(manifest(sha256, byteCount), sync: sync)
    for (part, final) in [(partPath, path), (manifestPartPath, manifestPath)] {
      guard rename(part, final) == 0 else { throw OutputError(cannot: "create", final, code: errno) }
    }
    ownsTemporaries = false
  }

  /// Removes the temporaries, unless the run was resumed; does nothing after ``finish(sync:manifest:)``.
  public func abandon() {
    if let descriptor { try? descriptor.close() }
    descriptor = nil
    guard ownsTemporaries else { return }
    ownsTemporaries = false
    guard !keepsTemporaries else { return }
    unlink(partPath)
    unlink(manifestPartPath)
  }

  private func closeData(sync: Bool) throws(OutputError) {
    guard let descriptor else { throw OutputError(cannot: "write", path, code: EBADF) }
    do throws(ErrorNumber) {
      if sync { try descriptor.synchronize() }
      self.descriptor = nil
      try descriptor.close()
    } catch {
      throw OutputError(cannot: "write", path, code: error.code)
    }
  }

  private func writeManifest(_ json: JSON, sync: Bool) throws(OutputError) {
    let file = try Self.open(manifestPartPath, named: manifestPath, flags: O_CREAT | O_TRUNC)
    do throws(ErrorNumber) {
      try (json.utf8() + [UInt8(ascii: "\n")]).withBytes { bytes throws(ErrorNumber) in try file.write(bytes) }
      if sync { try file.synchronize() }
    } catch {
      try? file.close()
      throw OutputError(cannot: "write", manifestPath, code: error.code)
    }
    do throws(ErrorNumber) { try file.close() } catch {
      throw OutputError(cannot: "write", manifestPath, code: error.code)
    }
  }
}
