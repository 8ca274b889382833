internal import CLapack

/// Why a routine of linear algebra gave no answer, in one sentence.
public struct LapackError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The routine's name, for example `dgeev`.
  public let routine: String
  /// The routine's own code (LAPACK's `info`): negative for a bad argument, positive for a failed computation.
  public let code: Int
  /// What the code means for this matrix, and what to do.
  public let reason: String

  /// An error of a routine.
  public init(routine: String, code: Int, reason: String) {
    (self.routine, self.code, self.reason) = (routine, code, reason)
  }

  /// One sentence for a person.
  public var description: String { "\(routine) failed with code \(code): \(reason)" }

  /// An entry is NaN or infinite; `argument` is the position LAPACKE reports for it.
  static func notFinite(_ routine: String, argument: Int) -> LapackError {
    LapackError(routine: routine, code: -argument, reason: "an entry of the matrix or right-hand side is not finite")
  }

  /// Throws unless the routine reported success.
  static func check(_ code: Int32, _ routine: String, _ reason: (Int) -> String) throws(LapackError) {
    if code == 0 { return }
    let sentence = code < 0 ? "argument \(-code) has an illegal value" : reason(Int(code))
    throw LapackError(routine: routine, code: Int(code), reason: sentence)
  }
}

/// Done at most once a process, before the first call of LAPACK made here.
private let oneThread: Void = gandyn_blas_use_one_thread()

/// Keeps BLAS and LAPACK on the calling thread, because the ensemble owns the cores.
///
/// Every function of this module does so by itself; call it at the start of a program that reaches BLAS by other ways.
/// - Cost: a flag once it is done.
public func useOneThread() { _ = oneThread }

/// The one place where the layout changes: entries by rows become entries by columns, LAPACK's order.
func columnMajor(_ a: [Double], rows: Int, columns: Int) -> [Double] {
  precondition(rows >= 1 && columns >= 1, "a matrix needs rows and columns, not \(rows) x \(columns)")
  precondition(a.count == rows * columns, "\(a.count) entries given for a \(rows) x \(columns) matrix")
  var result = [Double](repeating: 0, count: a.count)
  for i in 0..<rows { for j in 0..<columns { result[j * rows + i] = a[i * columns + j] } }
  return result
}

/// Throws if an entry is NaN or infinite, on which some routines do not return.
func requireFinite(_ a: [Double], _ routine: String, argument: Int) throws(LapackError) {
  var sum = 0.0
  for x in a { sum += x * 0 }
  if sum != 0 { throw .notFinite(routine, argument: argument) }
}

/// One of LAPACK's letters as C's `char`.
func letter(_ scalar: Unicode.Scalar) -> CChar { CChar(truncatingIfNeeded: scalar.value) }
