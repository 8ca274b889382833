internal import CVectorMath

/// Helpers for a single trajectory: threads that share its long products with the one that computes it.
///
/// The numbers do not depend on them: a product is cut into the same pieces always, and every sum runs in one order.
public enum Crew {
  /// Sets how many helpers may run beside the threads of the ensemble, at most one for each other processor.
  ///
  /// A setting of the process, 0 at first: a second run at the same time changes it for both.
  public static func allow(helpers: Int) { gandyn_crew_allow(Int32(clamping: helpers)) }
}
