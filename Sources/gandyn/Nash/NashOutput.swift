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
    if points.isEmpty, let grid = request.subject.contest.differentiable {
      // The coordinates of the actions in `supports`.
      let places = supports.enumerated().map { player, support in support.map { grid.point($0 - 1, of: player) } }
      entries.append(("support_points", .array(places.map { .array($0.map { .numbers($0) }) })))
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
    let (players, grid) = (request.subject.players, request.subject.contest.differentiable)
    let isNamed = grid == nil && players.contains { !$0.coordinates.isEmpty }
    let all = equilibria.count > 1 ? equilibria : [profile]
    let names = (all.count > 1 ? ["equilibrium"] : []) + ["player", "action"] + (isNamed ? ["name"] : [])
    let coordinates = grid == nil ? [] : players.flatMap(\.coordinates)
    var table = Table(columns: (names + ["probability"] + coordinates).map { Column($0) })
    for (number, profile) in all.enumerated() {
      for (player, support) in Self.supports(profile).enumerated() {
        for action in support {
          var row: [Cell] = all.count > 1 ? [.integer(number + 1)] : []
          row += [.text(players[player].name), .integer(action)]
          if isNamed {
            let names = players[player].coordinates
            row.append(names.isEmpty ? .missing : .text(names[action - 1]))
          }
          table.append(row + [.number(profile[player][action - 1])] + place(of: action, player, grid, players))
        }
      }
    }
    return table
  }

  /// The coordinates of an action's point, below those of its player.
  private func place(
    of action: Int, _ player: Int, _ grid: GridGame?, _ players: [(name: String, coordinates: [String])]
  ) -> [Cell] {
    guard let grid else { return [] }
    let own = points.isEmpty ? grid.point(action - 1, of: player) : points[player][action - 1]
    return players.indices.flatMap { other -> [Cell] in
      other == player ? own.map { .number($0) } : players[other].coordinates.map { _ in .missing }
    }
  }
}
