import Glibc
import Tables
import Testing

@Suite struct DataFileTests {
  private func failure(_ body: () throws(OutputError) -> Void) -> String? {
    do throws(OutputError) {
      try body()
      return nil
    } catch {
      return error.description
    }
  }

  private func manifest(_ sha256: String, _ bytes: Int) -> JSON {
    .object([("sha256", .string(sha256)), ("bytes", .integer(bytes))])
  }

  @Test func lifeOfAFile() throws {
    let folder = try Folder()
    let file = try DataFile(path: folder.file("out.csv"), force: false)
    try file.writeManifest(.object([("seed", .integer(1))]))
    try file.write("a")
    #expect(folder.names == ["out.csv.json.part", "out.csv.part"])
    #expect(try folder.read("out.csv.json.part") == "{\n  \"seed\": 1\n}\n")
    try file.write("bc")
    #expect(file.byteCount == 3)
    try file.finish(manifest: manifest)
    #expect(folder.names == ["out.csv", "out.csv.json"])
    #expect(try folder.read("out.csv") == "abc")
    // The published SHA-256 of "abc".
    #expect(
      try folder.read("out.csv.json") == """
        {
          "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "bytes": 3
        }

        """)
    file.abandon()
    #expect(folder.names == ["out.csv", "out.csv.json"])
    #expect(failure { () throws(OutputError) in try file.write("d") } != nil)
    #expect(try folder.read("out.csv") == "abc")
  }

  @Test func abandonedFileLeavesNothing() throws {
    let folder = try Folder()
    let file = try DataFile(path: folder.file("out.csv"), force: false)
    try file.writeManifest(.null)
    try file.write("abc")
    file.abandon()
    #expect(folder.names.isEmpty)
    #expect(failure { () throws(OutputError) in try file.finish(manifest: manifest) } != nil)
    #expect(folder.names.isEmpty)
  }

  @Test func forgottenFileLeavesNothing() throws {
    let folder = try Folder()
    do {
      let file = try DataFile(path: folder.file("out.csv"), force: false)
      try file.writeManifest(.null)
      try file.write("abc")
      #expect(folder.names.count == 2)
    }
    #expect(folder.names.isEmpty)
  }

  @Test(arguments: [("out.csv", "out.csv"), ("out.csv.json", "out.csv.json")])
  func existingFileIsRefusedAndUntouched(_ name: String, _ named: String) throws {
    let folder = try Folder()
    try folder.write("precious", to: name)
    let path = folder.file("out.csv")
    #expect(
      failure { () throws(OutputError) in _ = try DataFile(path: path, force: false) }
        == "\(folder.file(named)) exists; choose another name or replace it with --force")
    #expect(folder.names == [name])
    #expect(try folder.read(name) == "precious")

    let file = try DataFile(path: path, force: true)
    #expect(try folder.read(name) == "precious")
    try file.write("new")
    try file.finish(manifest: manifest)
    #expect(folder.names == ["out.csv", "out.csv.json"])
    #expect(try folder.read("out.csv") == "new")
    #expect(try folder.read("out.csv.json").contains("\"bytes\": 3"))
  }

  @Test func forcedFileKeepsTheOldOneUntilItIsFinished() throws {
    let folder = try Folder()
    try folder.write("old", to: "out.csv")
    let file = try DataFile(path: folder.file("out.csv"), force: true)
    try file.write("new")
    file.abandon()
    #expect(folder.names == ["out.csv"])
    #expect(try folder.read("out.csv") == "old")
  }

  @Test func partOfAnotherRunIsRefusedAndUntouched() throws {
    let folder = try Folder()
    let first = try DataFile(path: folder.file("out.csv"), force: false)
    try first.writeManifest(.null)
    try first.write("abc")
    let refusal = failure { () throws(OutputError) in _ = try DataFile(path: folder.file("out.csv"), force: false) }
    #expect(refusal?.hasPrefix("\(folder.file("out.csv.part")) exists: ") == true)
    #expect(folder.names == ["out.csv.json.part", "out.csv.part"])
    try first.finish(manifest: manifest)
    #expect(try folder.read("out.csv") == "abc")

    try folder.write("left by a killed run", to: "new.csv.part")
    let forced = try DataFile(path: folder.file("new.csv"), force: true)
    try forced.write("x")
    try forced.finish(manifest: manifest)
    #expect(try folder.read("new.csv") == "x")
  }

  @Test(arguments: [false, true])
  func pathsThatCannotBeFiles(_ force: Bool) throws {
    let folder = try Folder()
    try folder.write("", to: "plain")
    mkdir(folder.file("d"), 0o777)
    mkdir(folder.file("out.csv.json"), 0o777)
    let refusal = { (path: String) in failure { () throws(OutputError) in _ = try DataFile(path: path, force: force) } }
    let directory = "is a directory; give -o the name of a file"
    #expect(refusal(folder.file("d")) == "\(folder.file("d")) \(directory)")
    #expect(refusal(folder.file("new/")) == "\(folder.file("new/")) \(directory)")
    #expect(refusal("") == "the output has no name; give -o the name of a file")
    #expect(
      refusal(folder.file("none/out.csv"))
        == "cannot create \(folder.file("none/out.csv")): No such file or directory; its folder must exist")
    #expect(
      refusal(folder.file("plain/out.csv")) == "cannot create \(folder.file("plain/out.csv")): Not a directory; "
        + "a part of its path is a file and not a folder")
    #expect(refusal(folder.file("out.csv"))?.hasPrefix(folder.file("out.csv.json")) == true)
    #expect(folder.names == ["d", "out.csv.json", "plain"])
  }

  @Test func fullDeviceIsReportedAndHasNoManifest() throws {
    let file = try DataFile(path: "/dev/full", force: false)
    #expect(file.isDevice)
    try file.writeManifest(.null)
    let sentence = "cannot write /dev/full: No space left on device; free some space or choose another disk"
    #expect(failure { () throws(OutputError) in try file.write("abc") } == sentence)
    #expect(failure { () throws(OutputError) in try file.write("abc") } == sentence)
    #expect(failure { () throws(OutputError) in try file.finish(manifest: manifest) } == sentence)
    #expect(file.byteCount == 0)
    #expect(access("/dev/full", F_OK) == 0)
    #expect(access("/dev/full.json", F_OK) != 0 && access("/dev/full.part", F_OK) != 0)
  }

  @Test func nullDeviceTakesEverything() throws {
    let file = try DataFile(path: "/dev/null", force: false)
    try file.write("abc")
    try file.finish { _, _ in
      Issue.record("a device has no manifest")
      return .null
    }
    #expect(access("/dev/null", F_OK) == 0)
    #expect(access("/dev/null.json", F_OK) != 0)
  }

  @Test func failureToRenameIsReported() throws {
    let folder = try Folder()
    let file = try DataFile(path: folder.file("out.csv"), force: false)
    try file.write("abc")
    mkdir(folder.file("out.csv"), 0o777)
    let sentence = failure { () throws(OutputError) in try file.finish(manifest: manifest) }
    #expect(sentence?.hasPrefix("cannot create \(folder.file("out.csv")): Is a directory") == true)
    #expect(folder.names == ["out.csv"])
  }
}
