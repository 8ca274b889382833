import Testing

@testable import Tables

@Suite struct CSVReaderTests {
  private func failure(_ body: () throws(CSVError) -> Void) -> String? {
    do throws(CSVError) {
      try body()
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    "a,b\n1,2\n3,4\n", "a,b\n1,2\n3,4", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r\n1,2\r\n3,4", "\u{FEFF}a,b\n1,2\n3,4\n",
    "\"a\",\"b\"\n\"1\",2\n3,\"4\"", " a,b\t\n1,2\n3,4\n\n\n", "a,b\n1,2\n3,4\r\n\r\n",
  ])
  func sameTableInManySpellings(_ text: String) throws {
    let document = try CSVReader.parse(text, source: "f.csv")
    #expect(document.header == ["a", "b"])
    #expect(document.rows == [["1", "2"], ["3", "4"]])
    #expect(try document.numbers() == [[1, 2], [3, 4]])
  }

  @Test func quotedFieldsKeepEverything() throws {
    let text = "name,note\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",\"\"\n"
    let document = try CSVReader.parse(text, source: "f.csv")
    #expect(document.rows == [["a,b", "say \"hi\""], ["two\r\nlines", ""]])
  }

  @Test func headerAloneHasNoRows() throws {
    #expect(try CSVReader.parse("a,b", source: "f").rows.isEmpty)
    #expect(try CSVReader.parse("a,b\n", source: "f").numbers().isEmpty)
  }

  @Test func numbersMayBePadded() throws {
    #expect(try CSVReader.parse("a, b\n 1 ,\t-2.5e-3\n+.5,-0\n", source: "f").numbers() == [[1, -2.5e-3], [0.5, 0]])
    #expect(try CSVReader.matrix("1, 2\n3, 4", source: "f") == [[1, 2], [3, 4]])
    #expect(try CSVReader.matrix("7", source: "f") == [[7]])
    #expect(try CSVReader.matrix("-0\n", source: "f")[0][0].sign == .minus)
  }

  @Test func everyTextReadsBack() throws {
    let texts = ["", ",", "\"", "\"\"", "\n", "\r\n", "a\rb", "é,\u{1F600}", "'", "\"a\"", " "]
    var buffer = CSVBuffer()
    buffer.appendHeader(texts.indices.map { "c\($0)" })
    for _ in 0..<2 {
      for text in texts { buffer.append(text) }
      buffer.endRow()
    }
    #expect(try CSVReader.parse(buffer.bytes, source: "f").rows == [texts, texts])
  }

  @Test(arguments: [
    ("", "f.csv:1:1: the file is empty; expected a header row of column names"),
    ("\u{FEFF}", "f.csv:1:1: the file is empty; expected a header row of column names"),
    ("\n\r\n", "f.csv:1:1: the file is empty; expected a header row of column names"),
    ("a,b\n1,2\n3\n", "f.csv:3:1: 1 field in this row; expected 2, as in the first row"),
    ("a,b\n1,2,3,4\n", "f.csv:2:5: 4 fields in this row; expected 2, as in the first row"),
    ("a,b\n1,2\n\n3,4\n", "f.csv:3:1: a blank line; expected 2, as in the first row"),
    ("a,,b\n", "f.csv:1:3: column 2 has no name; every column needs one"),
    ("a,b, a\n", "f.csv:1:5: 'a' also names column 1; the names in the header row must differ"),
    ("a,b\n1,\"2\n3,4\n", "f.csv:2:3: the quote that opens '2\u{FFFD}3,4\u{FFFD}' is never closed"),
    (
      "a,b\n1,\"2\"x\n",
      "f.csv:2:3: text follows the closing quote of this field; expected a comma or the line's end"
    ),
    (
      "a,b\n1,2\"\n",
      "f.csv:2:3: a quote inside the unquoted field '2\"'; enclose the whole field in quotes and double the quotes in it"
    ),
    ("a,b\r1,2\r", "f.csv:1:5: a carriage return without a line feed; lines must end with LF or CR LF"),
  ])
  func malformedFile(_ text: String, _ expected: String) {
    #expect(failure { () throws(CSVError) in _ = try CSVReader.parse(text, source: "f.csv") } == expected)
  }

  @Test(arguments: [
    ("abc", "'abc' is not a number"), ("", "the field is empty"), (" ", "the field is empty"),
    ("1,5", "'1,5' is not a number"), ("0x10", "'0x10' is not a number"), ("1e", "'1e' is not a number"),
    ("1 2", "'1 2' is not a number"), ("nan", "'nan' is not finite"), ("-inf", "'-inf' is not finite"),
    ("Infinity", "'Infinity' is not finite"), ("1e999", "'1e999' is too large for a double"),
    ("١", "'١' is not a number"),
    (
      "0123456789abcdefghij0123456789abcdefghijXYZ", "'0123456789abcdefghij0123456789abcdefghij...' is not a number"
    ),
  ])
  func textThatIsNoFiniteNumber(_ text: String, _ reason: String) {
    let field = "\"\(text)\""
    #expect(
      failure { () throws(CSVError) in
        _ = try CSVReader.parse("theta,psi\n0,1\n1.25,\(field)\n", source: "starts.csv").numbers()
      } == "starts.csv:3:6: \(reason); column psi needs finite numbers")
    #expect(
      failure { () throws(CSVError) in _ = try CSVReader.matrix("1,2\n\(field),3\n", source: "m.csv") }
        == "m.csv:2:1: \(reason); a matrix needs finite numbers")
  }

  @Test func placesCountLinesInsideQuotesAndScalars() {
    #expect(
      failure { () throws(CSVError) in
        _ = try CSVReader.parse("note,x\n\"é\nü\",1\nß€,abc\n", source: "starts.csv").numbers()
      } == "starts.csv:2:1: 'é\u{FFFD}ü' is not a number; column note needs finite numbers")
    #expect(
      failure { () throws(CSVError) in
        let document = try CSVReader.parse("note,x\n\"é\nü\",1\nß€,abc\n", source: "starts.csv")
        throw document.error(row: 1, column: 1, "unexpected")
      } == "starts.csv:4:4: unexpected")
    #expect(
      failure { () throws(CSVError) in
        throw try CSVReader.parse("\u{FEFF}théta,psi\n", source: "f").error(row: nil, column: 1, "unknown")
      } == "f:1:7: unknown")
  }

  @Test func matrixFaults() {
    let read = { (text: String) in
      failure { () throws(CSVError) in _ = try CSVReader.matrix(text, source: "m.csv") }
    }
    #expect(read("") == "m.csv:1:1: the file is empty; expected rows of numbers")
    #expect(read("1,2\n3\n") == "m.csv:2:1: 1 field in this row; expected 2, as in the first row")
    #expect(
      read("x_1,x_2\n1,2\n")
        == "m.csv:1:1: 'x_1' is not a number; a matrix file holds finite numbers only, without a header row")
  }

  @Test(arguments: [[0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80]] as [[UInt8]])
  func invalidUTF8HasItsPlace(_ bad: [UInt8]) {
    #expect(
      failure { () throws(CSVError) in
        _ = try CSVReader.parse(Array("é,b\n1,ü".utf8) + bad + Array("\n".utf8), source: "f.csv")
      } == "f.csv:2:4: the text is not valid UTF-8 from here on; save the file in the encoding UTF-8")
  }
}
