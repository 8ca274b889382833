import Tables
import Testing

@Suite struct DigestTests {
  // NIST, "Examples with intermediate values", SHA-256, and the FIPS 180-2 appendix B.3 vector of a million letters.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func publishedVector(_ text: String, _ expected: String) throws {
    #expect(try Digest.sha256(Array(text.utf8)) == expected)
  }

  @Test func piecesGiveTheDigestOfTheWhole() throws {
    let bytes = Array(String(repeating: "abcdefghij", count: 1000).utf8)
    let whole = try Digest.sha256(bytes)
    var digest = try Digest()
    for size in [1, 63, 64, 65, 1000] {
      for start in stride(from: 0, to: bytes.count, by: size) {
        try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try digest.update($0) }
      }
      #expect(try digest.finish() == whole, "pieces of \(size)")
    }
  }
}
