import Contracts
import FiniteGames
import Tables

/// A solution for programs and for people.
extension Solution {
  /// The members of the JSON object.
  func json(_ request: NashRequest) -> [(String, JSON)] {
    var entries: [(String, JSON)] = [
      ("algorithm", .string(request.entry.card.id)), ("value", .number(gap.values[0])),
      ("nash_conv", .number(gap.nashConv)), ("exploitability", .number(gap.exploitability)),
      ("average", (request.average ?? request.entry.average).map { .string($0.rawValue) } ?? .null),
      ("strategies", .array(profile.map { .numbers($0) })),
      ("supports", .array(supports.map { .array($0.map { .integer($0) }) })), ("iterations", .integer(iterations)),
      ("outcome", .string(outcome.name)), ("advice", .string(outcome.advice)), ("values", .numbers(gap.values)),
      ("improvements", .numbers(gap.improvements)),
    ]
    if !equilibria.isEmpty {
      entries.append(("equilibria", .array(equilibria.map { .array($0.map { .numbers($0) }) })))
    }
    if !points.isEmpty {
      entries.append(("points", .array(points.map { .array($0.map { .numbers($0) }) })))
    }
    entries += figures.map { ($0.name, .number($0.value)) }
    entries.append(("notes", .array(notes.map { .string($0) })))
    return entries
  }

  /// What is played with positive probability: one row an action, with the coordinates of its point where it has one.
  func table(_ request: NashRequest) -> Table {
    let players = request.subject.players
    let grid = request.subject.contest.differentiable
    let names = grid == nil ? [] : players.flatMap(\.coordinates)
    let isNamed = grid == nil && players.contains { !$0.coordinates.isEmpty }
    var table = Table(
      columns: (["player", "action"] + (isNamed ? ["name"] : []) + ["probability"] + names).map { Column($0) })
    for (player, support) in supports.enumerated() {
      for action in support {
        var row: [Cell] = [.text(players[player].name), .integer(action)]
        if isNamed {
          row.append(players[player].coordinates.isEmpty ? .missing : .text(players[player].coordinates[action - 1]))
        }
        row.append(.number(profile[player][action - 1]))
        if let grid {
          let own = points.isEmpty ? grid.point(action - 1, of: player) : points[player][action - 1]
          for other in players.indices {
            row += other == player ? own.map { .number($0) } : players[other].coordinates.map { _ in .missing }
          }
        }
        table.append(row)
      }
    }
    return table
  }
}
