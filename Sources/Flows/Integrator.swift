internal import CGSL

/// Why an integration ended before its time, in one sentence.
public struct IntegratorError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The routine's name in GSL.
  public let routine: String
  /// GSL's code.
  public let code: Int
  /// The time that was reached.
  public let time: Double

  /// One sentence for a person.
  public var description: String {
    "\(routine) failed with code \(code) at time \(time): \(String(cString: gsl_strerror(Int32(code))))"
  }
}

/// Solves `dy/dt = f(t, y)` by Prince and Dormand's method of order 8, with steps that follow its own error estimate.
///
/// The estimated error of a step is at most the tolerance in every coordinate, absolutely; errors of steps add up.
/// - Source: Prince and Dormand (1981), J. Comput. Appl. Math. 7, 67; GSL's `rk8pd`.
public final class Integrator {
  /// Writes `f(t, y)` into its last argument; a derivative that is not finite ends the integration.
  public typealias Field = (_ t: Double, _ y: UnsafeBufferPointer<Double>, _ dydt: UnsafeMutableBufferPointer<Double>)
    ->
    Void

  /// The time reached.
  public private(set) var time: Double
  private let field: Field
  private let count: Int
  private let system: UnsafeMutablePointer<gsl_odeiv2_system>
  private var driver: UnsafeMutablePointer<gsl_odeiv2_driver>?

  /// More steps than this in one `advance` end it: the tolerance or the time asked for is out of reach.
  private static let mostSteps = 100_000 as UInt

  /// GSL's default handler ends the process at the first error: it is switched off once, and every result is checked.
  private static let quietLibrary: Void = { _ = gsl_set_error_handler_off() }()

  /// An integration of `count` equations that starts at a time with a first step.
  ///
  /// - Throws: `IntegratorError` where GSL has no memory or refuses the tolerance or the step.
  public init(
    count: Int, from time: Double = 0, step: Double, tolerance: Double, field: @escaping Field
  ) throws(IntegratorError) {
    Self.quietLibrary
    (self.time, self.field, self.count) = (time, field, count)
    system = .allocate(capacity: 1)
    system.initialize(to: gsl_odeiv2_system(function: derivative, jacobian: nil, dimension: count, params: nil))
    driver = gsl_odeiv2_driver_alloc_y_new(system, gandyn_gsl_rk8pd(), step, tolerance, 0)
    if driver == nil {
      throw IntegratorError(routine: "gsl_odeiv2_driver_alloc_y_new", code: Int(GSL_EINVAL), time: time)
    }
    gsl_odeiv2_driver_set_nmax(driver, Self.mostSteps)
    // Unowned: the callback runs only inside `advance`, where this object is alive.
    system.pointee.params = Unmanaged.passUnretained(self).toOpaque()
  }

  deinit {
    if let driver { gsl_odeiv2_driver_free(driver) }
    system.deallocate()
  }

  /// Carries `y` from the time reached to `end`.
  ///
  /// - Throws: `IntegratorError` with the code of `gsl_odeiv2_driver_apply`; `y` is then where it stopped.
  public func advance(to end: Double, _ y: inout [Double]) throws(IntegratorError) {
    precondition(y.count == count)
    let code = gsl_odeiv2_driver_apply(driver, &time, end, &y)
    guard code == Int32(GSL_SUCCESS) else {
      throw IntegratorError(routine: "gsl_odeiv2_driver_apply", code: Int(code), time: time)
    }
  }

  /// The field at a point, and whether it is finite there.
  fileprivate func evaluate(_ t: Double, _ y: UnsafePointer<Double>, _ dydt: UnsafeMutablePointer<Double>) -> Bool {
    let slopes = UnsafeMutableBufferPointer(start: dydt, count: count)
    field(t, UnsafeBufferPointer(start: y, count: count), slopes)
    return slopes.allSatisfy(\.isFinite)
  }
}

/// What GSL calls: `params` is the integrator.
private func derivative(
  _ t: Double, _ y: UnsafePointer<Double>?, _ dydt: UnsafeMutablePointer<Double>?, _ params: UnsafeMutableRawPointer?
) -> Int32 {
  guard let y, let dydt, let params else { return Int32(GSL_EFAULT) }
  let integrator = Unmanaged<Integrator>.fromOpaque(params).takeUnretainedValue()
  return Int32(integrator.evaluate(t, y, dydt) ? GSL_SUCCESS : GSL_EBADFUNC)
}
