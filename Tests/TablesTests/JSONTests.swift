import Tables
import Testing

@Suite struct JSONTests {
  @Test func layout() {
    let json = JSON.object([
      ("version", .string("1.0")), ("seed", .integer(-3)), ("point", .numbers([1, 0.1, -0.0])),
      ("eigenvalues", .array([.numbers([0, 1]), .numbers([0, -1])])), ("empty", .object([])), ("none", .array([])),
      ("stable", .bool(true)), ("knobs", .object([("eta", .number(0.1)), ("tau", .null)])),
    ])
    #expect(
      json.text(indent: 2) == """
        {
          "version": "1.0",
          "seed": -3,
          "point": [1, 0.1, -0.0],
          "eigenvalues": [
            [0, 1],
            [0, -1]
          ],
          "empty": {},
          "none": [],
          "stable": true,
          "knobs": {
            "eta": 0.1,
            "tau": null
          }
        }
        """)
    #expect(
      json.text(indent: 0)
        == #"{"version":"1.0","seed":-3,"point":[1,0.1,-0.0],"eigenvalues":[[0,1],[0,-1]],"empty":{},"none":[],"#
        + #""stable":true,"knobs":{"eta":0.1,"tau":null}}"#)
  }

  // RFC 8259, section 7: quotation mark, reverse solidus and U+0000 to U+001F must be escaped, nothing else.
  @Test func escapes() {
    #expect(JSON.string("a\"b\\c/d").text() == #""a\"b\\c/d""#)
    #expect(JSON.string("\u{8}\t\n\u{C}\r").text() == #""\b\t\n\f\r""#)
    #expect(JSON.string("\0\u{1}\u{1F}\u{7F}").text() == "\"\\u0000\\u0001\\u001f\u{7F}\"")
    #expect(JSON.string("é\u{1F600}").text() == "\"é\u{1F600}\"")
    #expect(JSON.object([("a\n", .null)]).text(indent: 0) == #"{"a\n":null}"#)
  }

  @Test func numbers() {
    #expect(
      JSON.numbers([.infinity, -.infinity, .nan, 1e-5, 1e16, .leastNonzeroMagnitude, 3]).text()
        == "[null, null, null, 1e-05, 1e+16, 5e-324, 3]")
    #expect(JSON.integer(.min).text() == "-9223372036854775808")
  }
}
