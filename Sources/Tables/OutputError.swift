internal import Glibc

/// Why an output could not be made, in one sentence that says what to do.
public struct OutputError: Error, CustomStringConvertible, Sendable, Hashable {
  /// The file as the user named it, or `standard output`.
  public let path: String
  /// The system's error number, or 0 where the refusal is ours.
  public let code: Int32
  /// The sentence, with the path in it.
  public let description: String

  /// A refusal.
  init(path: String, _ sentence: String) { (self.path, code, description) = (path, 0, sentence) }

  /// A failed system call: `cannot <verb> <path>: <reason>; <what to do>`.
  init(cannot verb: String, _ path: String, code: Int32) {
    (self.path, self.code) = (path, code)
    description = "cannot \(verb) \(path): \(String(cString: strerror(code))); \(Self.advice(code))"
  }

  /// Whether the reader of a pipe went away, as in `... | head`.
  public var isBrokenPipe: Bool { code == EPIPE }

  private static func advice(_ code: Int32) -> String {
    switch code {
    case ENOENT: "its folder must exist"
    case ENOTDIR: "a part of its path is a file and not a folder"
    case EACCES, EPERM, EROFS: "choose a place that you may write to"
    case ENOSPC, EDQUOT, EFBIG: "free some space or choose another disk"
    case ENAMETOOLONG: "choose a shorter name"
    case EPIPE: "the program that reads it has ended"
    case EBADF: "it is closed or not open for writing"
    default: "choose another place for the output"
    }
  }
}
