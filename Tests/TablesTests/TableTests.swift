import Testing

@testable import Tables

@Suite struct TableTests {
  private let table = Table(
    columns: [Column("name"), Column("rho", unit: "1/step"), Column("steps"), Column("note")],
    rows: [
      [.text("dirac, gan"), .number(1.0 / 3), .integer(12), .text("stable")],
      [.text("lqg"), .number(-1e-20), .missing, .text("two\nlines")],
      [.text("é"), .number(-0.0), .integer(-100_000), .missing],
    ])

  @Test func csv() {
    #expect(
      String(decoding: table.csv(), as: UTF8.self) == """
        name,rho,steps,note
        "dirac, gan",0.3333333333333333,12,stable
        lqg,-1e-20,,"two
        lines"
        é,-0,-100000,

        """)
  }

  @Test func aligned() {
    #expect(
      table.aligned(color: false) == """
        name          rho [1/step]    steps  note
        dirac, gan  0.333333333333       12  stable
        lqg                 -1e-20        -  two\u{FFFD}lines
        é                        0  -100000  -

        """)
  }

  @Test func colorChangesNoWidth() {
    let colored = table.aligned(color: true)
    #expect(colored.contains("\u{1B}[1mname\u{1B}[0m"))
    #expect(colored.contains("\u{1B}[2m-\u{1B}[0m"))
    let plain = ["\u{1B}[1m", "\u{1B}[2m", "\u{1B}[0m"].reduce(colored) { text, code in
      text.split(separator: code, omittingEmptySubsequences: false).joined()
    }
    #expect(plain == table.aligned(color: false))
  }

  @Test func escapesInACellDoNotReachTheTerminal() {
    let table = Table(columns: [Column("a\u{1B}[31m")], rows: [[.text("\u{1B}]0;x\u{7}")]])
    #expect(!table.aligned(color: false).contains("\u{1B}"))
  }

  @Test func json() {
    #expect(
      table.json().text(indent: 0)
        == #"[{"name":"dirac, gan","rho":0.3333333333333333,"steps":12,"note":"stable"},"#
        + #"{"name":"lqg","rho":-1e-20,"steps":null,"note":"two\nlines"},"#
        + #"{"name":"é","rho":-0.0,"steps":-100000,"note":null}]"#)
  }

  @Test func tableWithoutRowsHasAHeader() {
    let empty = Table(columns: [Column("a"), Column("b")])
    #expect(empty.csv() == Array("a,b\n".utf8))
    #expect(empty.aligned(color: false) == "a  b\n")
    #expect(empty.json().text() == "[]")
  }

  @Test(
    arguments: [
      (1, "1"), (123456.7890123456, "123456.789012"), (1e-5, "1e-05"), (0.1 + 0.2, "0.3"), (1e21, "1e+21"),
      (.infinity, "inf"), (-.infinity, "-inf"), (-.nan, "nan"), (999_999_999_999.6, "1e+12"),
    ] as [(Double, String)])
  func twelveDigits(_ value: Double, _ expected: String) {
    #expect(rounded(value, digits: 12) == expected)
  }
}
