internal import Chance
internal import Contracts

/// Visits ways of giving each option one of its values (nil leaves it out): all of them where they are few, otherwise so
/// many that every pair of values that some accepted combination has is visited.
///
/// - Parameter visit: whether the combination exists; a game refuses some.
func forEachCombination(
  _ options: [OptionCard], _ values: (OptionCard) -> [OptionValue?], visit: ([String: OptionValue]) throws -> Bool
) rethrows {
  let choices = options.map(values)
  if choices.reduce(1, { min(1000, $0 * $1.count) }) <= 32 {
    for combination in allCombinations(choices) { _ = try visit(named(combination, options, choices)) }
    return
  }
  var (open, random) = (allPairs(choices), SequentialStream(seed: 0))
  while let pair = open.first {
    // Random completions of the pair, those that settle most first.
    let candidates = (0..<60).map { _ in
      choices.indices.map { option -> Int in
        option == pair.first.option
          ? pair.first.value
          : option == pair.second.option ? pair.second.value : Int.random(in: choices[option].indices, using: &random)
      }
    }
    let ranked = candidates.map { ($0, open.count(where: $0.hasPair)) }.sorted { $0.1 > $1.1 }
    let accepted = try ranked.first { try visit(named($0.0, options, choices)) }
    // A pair without any accepted completion does not exist.
    open.removeAll { $0 == pair || accepted?.0.hasPair($0) == true }
  }
}

/// Two options with one value each.
private struct Pair: Equatable {
  let first, second: Chosen
  struct Chosen: Equatable { let option, value: Int }
}

extension [Int] {
  fileprivate func hasPair(_ pair: Pair) -> Bool {
    self[pair.first.option] == pair.first.value && self[pair.second.option] == pair.second.value
  }
}

private func allPairs(_ choices: [[OptionValue?]]) -> [Pair] {
  choices.indices.flatMap { i in
    choices.indices.filter { $0 > i }.flatMap { j in
      allCombinations([choices[i], choices[j]]).map {
        Pair(first: .init(option: i, value: $0[0]), second: .init(option: j, value: $0[1]))
      }
    }
  }
}

private func allCombinations(_ choices: [[OptionValue?]]) -> [[Int]] {
  choices.reduce([[]]) { partial, values in partial.flatMap { given in values.indices.map { given + [$0] } } }
}

private func named(_ combination: [Int], _ options: [OptionCard], _ choices: [[OptionValue?]]) -> [String: OptionValue]
{
  var given: [String: OptionValue] = [:]
  for (index, option) in options.enumerated() { given[option.name] = choices[index][combination[index]] }
  return given
}
