internal import CGLPK
internal import Contracts

/// An optimal basis of `max sum_j y_j` under `A y <= 1, y >= 0` for a matrix of positive entries.
///
/// `y` divided by its sum is the equilibrium strategy of the player of columns, who minimises; the duals divided by theirs
/// are that of the player of rows; the value is the reciprocal of the sum.
struct GameBasis {
  /// The basic columns, whose strategies may be positive.
  var columns: [Int] = []
  /// The rows without slack, as many as there are basic columns; only their duals may be positive.
  var rows: [Int] = []
  /// The duals, one per row.
  var x: [Double]
  /// The solution, one per column.
  var y: [Double]

  /// Solves it by the primal simplex method with projected steepest edges, then by the dual method should that fail.
  ///
  /// `y = 0` is feasible, so that no first phase is needed; no entry is 0, so that nothing is to be removed beforehand.
  /// - Cost: about 3 (rows + columns) / 2 pivots of a matrix of random entries, each a pass over the matrix.
  /// - Source: Dantzig (1951) in Activity Analysis of Production and Allocation, 330; GLPK 5.0, `glp_simplex`.
  /// - Throws: `Refusal` with GLPK's code.
  init(_ matrix: PayoffMatrix) throws(Refusal) {
    // GLPK holds its terminal per thread.
    glp_term_out(GLP_OFF)
    let problem = glp_create_prob()
    defer { glp_delete_prob(problem) }
    Self.load(matrix, into: problem)
    (x, y) = ([Double](repeating: 0, count: matrix.rows), [Double](repeating: 0, count: matrix.columns))
    try Self.optimise(problem)
    for i in x.indices {
      x[i] = glp_get_row_dual(problem, Int32(i + 1))
      if glp_get_row_stat(problem, Int32(i + 1)) != GLP_BS { rows.append(i) }
    }
    for j in y.indices {
      y[j] = glp_get_col_prim(problem, Int32(j + 1))
      if glp_get_col_stat(problem, Int32(j + 1)) == GLP_BS { columns.append(j) }
    }
  }

  private static func load(_ matrix: PayoffMatrix, into problem: OpaquePointer?) {
    glp_set_obj_dir(problem, GLP_MAX)
    glp_add_rows(problem, Int32(matrix.rows))
    glp_add_cols(problem, Int32(matrix.columns))
    for j in 1...Int32(matrix.columns) {
      glp_set_col_bnds(problem, j, GLP_LO, 0, 0)
      glp_set_obj_coef(problem, j, 1)
    }
    // GLPK counts from 1 and leaves entry 0 alone.
    let indices = (0...Int32(matrix.columns)).map(\.self)
    for i in 0..<matrix.rows {
      glp_set_row_bnds(problem, Int32(i + 1), GLP_UP, 0, 1)
      let row = [0] + matrix.row(i)
      glp_set_mat_row(problem, Int32(i + 1), Int32(matrix.columns), indices, row)
    }
  }

  private static func optimise(_ problem: OpaquePointer?) throws(Refusal) {
    var parameters = glp_smcp()
    glp_init_smcp(&parameters)
    parameters.msg_lev = GLP_MSG_OFF
    (parameters.tol_bnd, parameters.tol_dj) = (1e-9, 1e-9)
    // Rounding may let the method walk in circles: random payoffs take 1.5 pivots per row and column.
    parameters.it_lim = 20 * (glp_get_num_rows(problem) + glp_get_num_cols(problem)) + 1000
    var code = Int32(0)
    for method in [GLP_PRIMAL, GLP_DUALP] {
      parameters.meth = method
      code = glp_simplex(problem, &parameters)
      if code == 0, glp_get_status(problem) == GLP_OPT { return }
      glp_std_basis(problem)
    }
    throw Refusal(
      .numerical,
      "glp_simplex failed with code \(code) and status \(glp_get_status(problem)); try double-oracle or a rule of self-play"
    )
  }
}
