import Analysis
import Contracts
import Spectra
import Tables

/// One procedure's stability report in the shapes that the command shows.
struct ProcedureStability {
  /// The id, and with the ids of wrappers for people.
  let id, name: String
  let settings: Settings
  let report: StabilityReport

  /// `kind,index,real,imaginary,modulus`.
  var spectrumTable: Table {
    var table = Table(columns: ["kind", "index", "real", "imaginary", "modulus"].map { Column($0) })
    for (kind, eigenvalues) in [("field", report.fieldEigenvalues), ("map", report.mapEigenvalues)] {
      for (index, value) in eigenvalues.enumerated() {
        table.append([
          .text(kind), .integer(index), .number(value.real), .number(value.imaginary), .number(value.modulus),
        ])
      }
    }
    return table
  }

  /// One sentence.
  var verdictLine: String {
    let map = report.verdict.map(\.rawValue) ?? "no verdict"
    return
      "\(name): \(map) (spectral radius \(shown(report.spectralRadius))); flow: \(report.fieldVerdict?.rawValue ?? "no verdict")"
  }

  func json(_ request: Request, matrices: Bool) -> JSON {
    let names = request.game.coordinates
    var entries: [(String, JSON)] = [
      ("game", .string(request.game.card.id)), ("procedure", .string(id)),
      ("wrap", .array(request.wrappers.map { .string($0.card.id) })), ("options", request.optionsAsJSON),
      ("knobs", .object(settings.resolved.map { ($0.name, .number($0.value)) })),
      ("point", .object(zip(names, report.point).map { ($0, .number($1)) })),
      ("residual", .number(report.residual)),
      ("field_eigenvalues", pairs(report.fieldEigenvalues)), ("map_eigenvalues", pairs(report.mapEigenvalues)),
      ("field_eigenvalue_errors", .array(report.fieldEigenvalues.map { .number($0.error) })),
      ("map_eigenvalue_errors", .array(report.mapEigenvalues.map { .number($0.error) })),
      ("spectral_radius", .number(report.spectralRadius)), ("spectral_abscissa", .number(report.spectralAbscissa)),
      ("verdict", report.verdict.map { .string($0.rawValue) } ?? .null),
      ("field_verdict", report.fieldVerdict.map { .string($0.rawValue) } ?? .null),
    ]
    switch report.criticalStep {
    case .value(let step): entries += [("critical_step", .number(step)), ("critical_step_reason", .null)]
    case .none(let reason): entries += [("critical_step", .null), ("critical_step_reason", .string(reason))]
    }
    entries.append(("rate", report.rate.map { .number($0) } ?? .null))
    entries.append(("class", report.equilibriumClass.map { .string($0.name) } ?? .null))
    entries.append(("leader", report.equilibriumClass?.leader.map { .integer($0) } ?? .null))
    entries.append(("strict", report.equilibriumClass.map { .bool($0.isStrict) } ?? .null))
    entries.append(("margin", report.equilibriumClass.map { .number($0.margin) } ?? .null))
    entries += [("zero_modes", .integer(report.zeroModes)), ("notes", .array(report.notes.map { .string($0) }))]
    if let moments = report.meanSquare {
      let covariance = moments.stationaryCovariance.map { rows($0) } ?? .null
      entries.append(
        (
          "mean_square",
          .object([
            ("batches", .integer(moments.draws)), ("spectral_radius", .number(moments.radius)),
            ("error", .number(moments.radiusError)), ("stationary_covariance", covariance),
          ])
        ))
    }
    if matrices {
      entries += [("jacobian", rows(report.jacobian)), ("update_map_derivative", rows(report.mapDerivative))]
    }
    return .object(entries)
  }

  /// What a person wants to know, above the table of eigenvalues.
  func summary(_ request: Request, matrices: Bool) -> String {
    var lines = [
      "\(request.game.card.id) with \(name) at "
        + zip(request.game.coordinates, report.point).prefix(12).map { "\($0) = \(shown($1))" }.joined(separator: ", "),
      "  update map  \(report.verdict?.rawValue ?? "no verdict"), spectral radius \(shown(report.spectralRadius))"
        + (report.rate.map { ", a factor e in \(rounded($0, 3)) steps" } ?? ""),
      "  flow        \(report.fieldVerdict?.rawValue ?? "no verdict"), spectral abscissa \(shown(report.spectralAbscissa))",
    ]
    switch report.criticalStep {
    case .value(let step): lines.append("  critical step eta = \(shown(step))")
    case .none(let reason): lines.append("  critical step: none (\(reason))")
    }
    if let moments = report.meanSquare {
      let verdict = moments.radius < 1 ? "bounded" : "unbounded"
      lines.append(
        "  second moments \(verdict), spectral radius \(shown(moments.radius)) +- \(shown(moments.radiusError)) (\(moments.draws) batches)"
      )
      if let covariance = moments.stationaryCovariance {
        let order = Int(Double(covariance.count).squareRoot().rounded())
        let deviations = zip(request.game.coordinates, 0..<order).prefix(8).map {
          "\($0) \(rounded(covariance[$1 * order + $1].squareRoot(), 3))"
        }
        lines.append("  stationary standard deviations: \(deviations.joined(separator: ", "))")
      }
    }
    if let kind = report.equilibriumClass {
      lines.append(
        "  class \(kind.name)\(kind.leader.map { ", leader player \($0)" } ?? ""), \(kind.isStrict ? "strict" : "not strict"), margin \(shown(kind.margin))"
      )
    }
    lines += report.notes.map { "  note: \($0)" }
    if matrices {
      lines += ["J:"] + textRows(report.jacobian) + ["derivative of the update map:"] + textRows(report.mapDerivative)
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  private func pairs(_ eigenvalues: [Eigenvalue]) -> JSON {
    .array(eigenvalues.map { .array([.number($0.real), .number($0.imaginary)]) })
  }

  private func rows(_ matrix: [Double]) -> JSON {
    .array(split(matrix).map { .array($0.map { .number($0) }) })
  }

  private func textRows(_ matrix: [Double]) -> [String] {
    split(matrix).map { "  " + $0.map { shown($0) }.joined(separator: "  ") }
  }

  /// A square matrix in rows.
  private func split(_ matrix: [Double]) -> [[Double]] {
    let order = Int(Double(matrix.count).squareRoot().rounded())
    return (0..<order).map { Array(matrix[$0 * order..<($0 + 1) * order]) }
  }
}
