internal import CCrypto

/// A failure inside libcrypto, by the name of the call.
public struct DigestError: Error, CustomStringConvertible, Sendable, Hashable {
  /// The call that failed.
  public let call: String

  /// One sentence.
  public var description: String { "SHA-256 failed in libcrypto's \(call); check the installed OpenSSL" }
}

/// A streaming SHA-256 (FIPS 180-4), computed by libcrypto; equal to what `sha256sum` prints.
public struct Digest: ~Copyable {
  private let context: OpaquePointer

  /// The digest of nothing yet.
  public init() throws(DigestError) { context = try Self.makeContext() }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) throws(DigestError) {
    guard EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1 else {
      throw DigestError(call: "EVP_DigestUpdate")
    }
  }

  /// The digest of all bytes added, as 64 lowercase hexadecimal digits; starts anew.
  public mutating func finish() throws(DigestError) -> String {
    var bytes = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var count: UInt32 = 0
    guard EVP_DigestFinal_ex(context, &bytes, &count) == 1 else { throw DigestError(call: "EVP_DigestFinal_ex") }
    try Self.start(context)
    let digits = Array("0123456789abcdef".utf8)
    let text = bytes.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private static func makeContext() throws(DigestError) -> OpaquePointer {
    guard let context = EVP_MD_CTX_new() else { throw DigestError(call: "EVP_MD_CTX_new") }
    do throws(DigestError) { try start(context) } catch {
      EVP_MD_CTX_free(context)
      throw error
    }
    return context
  }

  private static func start(_ context: OpaquePointer) throws(DigestError) {
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw DigestError(call: "EVP_DigestInit_ex") }
  }

  /// The SHA-256 of the bytes, in hexadecimal.
  public static func sha256(_ bytes: [UInt8]) throws(DigestError) -> String {
    var digest = try Digest()
    try bytes.withBytes { bytes throws(DigestError) in try digest.update(bytes) }
    return try digest.finish()
  }
}
