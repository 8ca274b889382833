import Foundation
import Testing

/// The written reference of procedures, wrappers and algorithms against the cards; `make reference` writes it anew.
@Suite struct ReferenceTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Documentation/reference")

  /// Rows of a page's tables.
  static func rows(_ name: String) throws -> [String] {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8).split(separator: "\n")
      .map(String.init).filter { $0.hasPrefix("| ") }
  }

  static func cards(_ topic: String) throws -> [DescribedCard] {
    let sandbox = try Sandbox()
    return try sandbox.gandyn("list \(topic) --format csv").lines.dropFirst().map { line in
      try DescribedCard(sandbox.gandyn("describe \(line.prefix { $0 != "," }) --format json").stdout)
    }
  }

  @Test(arguments: ["procedures", "wrappers"]) func tableHoldsTheDefaultsOfTheCards(_ topic: String) throws {
    let table = try Self.rows("procedures.md")
    for card in try Self.cards(topic) {
      let row = try #require(table.first { $0.hasPrefix(card.rowStart) }, "\(card.id): run 'make reference'")
      #expect(row.hasPrefix(card.rowStart + card.defaults), "\(row)")
      #expect(row.hasSuffix("| \(card.text("cost")) |"), "\(row)")
    }
  }

  @Test(arguments: ["procedures", "wrappers"]) func everyCardHasItsPage(_ topic: String) throws {
    for card in try Self.cards(topic) {
      let name = "procedures/\(card.id).md"
      let page = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
      let rows = try Self.rows(name)
      #expect(page.hasPrefix("# \(card.id)\n") && page.contains("```\n\(card.text("formulas"))\n```"), "\(card.id)")
      for text in ["cost", "fixed_points", "law"] where card.object[text] is String {
        #expect(page.contains(DescribedCard.escaped(card.text(text))), "\(card.id): \(text)")
      }
      for row in card.knobRows + card.optionRows { #expect(rows.contains(row), "\(card.id): \(row)") }
      #expect(rows.count { $0.hasPrefix("| defaults |") } == 1, "\(card.id): what it converges on")
    }
  }

  /// One page, with a row and a section for every algorithm.
  @Test func algorithmsHaveTheDefaultsOfTheirCards() throws {
    let page = try String(contentsOf: Self.folder.appendingPathComponent("algorithms.md"), encoding: .utf8)
    let sections = page.components(separatedBy: "\n## ")
    let table = try Self.rows("algorithms.md")
    let cards = try Self.cards("algorithms")
    for card in cards {
      let start = "| [\(card.id)](#\(card.id)) | "
      let whole = start + "\(DescribedCard.escaped(card.text("title"))) | \(card.defaults)\(card.average) | "
      #expect(table.contains { $0.hasPrefix(whole) }, "\(card.id): run 'make reference'")
      #expect(table.contains { $0.hasPrefix(start + "defaults | ") }, "\(card.id): what it reaches")
      let section = try #require(sections.first { $0.hasPrefix("\(card.id)\n") }, "\(card.id)")
      #expect(section.contains("```\n\(card.text("formulas"))\n```"), "\(card.id)")
      for row in card.knobRows + card.optionRows { #expect(section.contains(row), "\(card.id): \(row)") }
    }
    let listed = table.filter { $0.contains(" | defaults | ") }
    #expect(listed.count == cards.count, "nothing else has a row")
  }

  @Test func nothingElseHasAPage() throws {
    let known = try (Self.cards("procedures") + Self.cards("wrappers")).map(\.id)
    let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/procedures")
    #expect(Set(pages) == Set(known.map { "\($0).md" }) && known.count == Set(known).count)
    let converges = try Self.rows("procedures.md").filter { $0.contains(".md) | defaults |") }
    #expect(converges.count == known.count, "a row of results for each")
  }

  @Test func gamesAreNotDescribedAsJSON() throws {
    let run = try Sandbox().gandyn("describe dirac-gan --format json")
    #expect(run.code == 64 && run.stdout.isEmpty && run.stderr.contains("--format json"))
  }
}

/// What `describe NAME --format json` prints, in the words of the reference.
struct DescribedCard {
  let object: [String: Any]

  init(_ json: String) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
    object = try #require(parsed as? [String: Any])
    let more = object["kind"] as? String == "algorithm" ? [] : ["fixed_points", "cost"]
    for key in ["id", "title", "formulas", "source", "kind"] + more { #expect(object[key] is String, "\(key)") }
  }

  var id: String { text("id") }
  func text(_ key: String) -> String { object[key] as? String ?? "" }
  /// The average that an algorithm reports.
  var average: String { object["average"] as? String ?? "-" }
  private func items(_ key: String) -> [[String: Any]] { object[key] as? [[String: Any]] ?? [] }

  var rowStart: String { "| [\(id)](procedures/\(id).md) | \(Self.escaped(text("title"))) | " }

  /// The cells of knobs and options.
  var defaults: String {
    ["knobs", "options"].map { key in
      let all = items(key).map { "`\($0["name"] ?? "")` = \(Self.value($0["default"]))" }
      return (all.isEmpty ? "-" : all.joined(separator: ", ")) + " | "
    }.joined()
  }

  var knobRows: [String] {
    items("knobs").map { knob in
      let players = knob["per_player"] as? Bool == true ? ", per player" : ""
      let texts = ["domain", "meaning"].map { Self.escaped(knob[$0] as? String ?? "") }
      return "| `\(knob["name"] ?? "")` | \(Self.value(knob["default"])) | \(texts[0]) | \(texts[1])\(players) |"
    }
  }

  var optionRows: [String] {
    items("options").map { option in
      let values = (option["values"] as? [String])?.joined(separator: ", ") ?? option["values"] as? String ?? ""
      let meaning = Self.escaped(option["meaning"] as? String ?? "")
      return "| `\(option["name"] ?? "")` | \(Self.value(option["default"])) | \(values) | \(meaning) |"
    }
  }

  static func value(_ value: Any?) -> String {
    if let text = value as? String { return text }
    return (value as? NSNumber).map { String(format: "%.12g", $0.doubleValue) } ?? "unset"
  }

  static func escaped(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("*", with: "\\*").replacing("<", with: "&lt;")
  }
}
