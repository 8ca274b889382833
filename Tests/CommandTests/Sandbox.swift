import Foundation
import Glibc

/// What a run of the command left behind.
struct Run {
  let stdout: String
  let stderr: String
  /// The exit code, or minus the signal that ended the run.
  let code: Int32

  /// The lines of standard output.
  var lines: [String] { stdout.split(separator: "\n").map(String.init) }
}

/// A fresh directory to run the command in; it goes away with its last reference.
final class Sandbox {
  let path: String

  init() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("gandyn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    path = base.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The command, built beside the bundle of the tests.
  static let binary: String = {
    let bundle =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("gandyn").path
  }()

  func url(_ name: String) -> URL { URL(fileURLWithPath: path).appendingPathComponent(name) }
  func write(_ name: String, _ text: String) throws { try Data(text.utf8).write(to: url(name)) }
  func write(_ name: String, bytes: [UInt8]) throws { try Data(bytes).write(to: url(name)) }
  func read(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }
  func bytes(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }
  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  /// Every name in the directory with the bytes of the files, so that an unwanted change cannot hide.
  var listing: [String: Data?] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return Dictionary(uniqueKeysWithValues: names.map { ($0, try? Data(contentsOf: url($0))) })
  }

  /// A JSON object of a file.
  func json(_ name: String) throws -> [String: Any] {
    try JSONSerialization.jsonObject(with: bytes(name)) as? [String: Any] ?? [:]
  }

  /// Runs the command to its end.
  func gandyn(_ arguments: [String], environment: [String: String] = [:]) throws -> Run {
    try run(Self.binary, arguments, environment)
  }

  /// Runs the command with its arguments separated by spaces.
  func gandyn(_ arguments: String, environment: [String: String] = [:]) throws -> Run {
    try gandyn(arguments.split(separator: " ").map(String.init), environment: environment)
  }

  /// Runs a script in bash with the command as `$G`.
  func shell(_ script: String) throws -> Run { try run("/bin/bash", ["-c", script], ["G": Self.binary]) }

  private func run(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> Run {
    let child = try start(program, arguments, environment)
    return try child.wait(seconds: 60)
  }

  /// Starts the command and returns at once.
  func start(_ arguments: String) throws -> Child {
    try start(Self.binary, arguments.split(separator: " ").map(String.init), [:])
  }

  private func start(_ program: String, _ arguments: [String], _ environment: [String: String]) throws -> Child {
    // Outside of the directory, so that a listing shows only what the command wrote.
    let stem = "\(path).\(UUID().uuidString)"
    var inherited = ProcessInfo.processInfo.environment
    for name in ["NO_COLOR", "COLUMNS", "TERM"] { inherited[name] = nil }
    let variables = inherited.merging(environment) { $1 }.map { "\($0)=\($1)" }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, stem + ".out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, stem + ".err", O_WRONLY | O_CREAT, 0o600)
    // The shell changes the directory and becomes the program, with the same process id.
    let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", path, program] + arguments
    var (argv, envp) = (command.map { strdup($0) } + [nil], variables.map { strdup($0) } + [nil])
    defer { for text in argv + envp { free(text) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, "/bin/sh", &actions, nil, &argv, &envp)
    guard error == 0 else { throw Failure("cannot start \(program): \(String(cString: strerror(error)))") }
    return Child(pid: pid, stem: stem)
  }
}

/// A running command.
struct Child {
  let pid: pid_t
  let stem: String

  func send(_ signal: Int32) { kill(pid, signal) }

  /// Waits for the end; a run beyond the time limit is killed and an error.
  func wait(seconds: Double) throws -> Run {
    defer { for suffix in [".out", ".err"] { unlink(stem + suffix) } }
    var status: Int32 = 0
    let deadline = Date().addingTimeInterval(seconds)
    while waitpid(pid, &status, WNOHANG) == 0 {
      if Date() > deadline {
        kill(pid, SIGKILL)
        waitpid(pid, &status, 0)
        throw Failure("not done after \(seconds) s")
      }
      usleep(2000)
    }
    let signal = status & 0x7f
    let text = { (suffix: String) in
      String(decoding: FileManager.default.contents(atPath: stem + suffix) ?? Data(), as: UTF8.self)
    }
    return Run(stdout: text(".out"), stderr: text(".err"), code: signal == 0 ? status >> 8 & 0xff : -signal)
  }
}

/// Why a test cannot go on.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Waits until a condition holds.
func waitUntil(seconds: Double = 30, _ condition: () -> Bool) throws {
  let deadline = Date().addingTimeInterval(seconds)
  while !condition() {
    guard Date() < deadline else { throw Failure("waited \(seconds) s in vain") }
    usleep(2000)
  }
}

/// The rows of simple CSV without quotes: header and fields.
struct Rows {
  let header: [String]
  let rows: [[String]]

  init(_ text: String) {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    (header, rows) = (lines.first ?? [], Array(lines.dropFirst()))
  }

  /// A number, NaN where there is none.
  func number(_ row: Int, _ column: String) -> Double {
    guard let index = header.firstIndex(of: column), rows.indices.contains(row), rows[row].indices.contains(index)
    else { return .nan }
    return Double(rows[row][index]) ?? .nan
  }
}

/// Whether two numbers agree to the digits of a printed check value.
func agree(_ value: Double, _ printed: Double, _ tolerance: Double = 6e-13) -> Bool {
  abs(value - printed) <= tolerance
}
