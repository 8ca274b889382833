#pragma once

// Products of small matrices with long ones, row-major doubles: the layers of a network over many points, with what a
// network does to the result while it is in registers. BLAS spends as much time on packing and on beta = 0 as on small such
// products, and 64 x 64 with 800 points take it a sixth longer.
//
// Long products are cut into items for the crew (crew.h); the sum behind each result runs in one order, whoever does it.

/// What becomes of a sum before it is stored.
enum gandyn_finish {
  /// The sum itself.
  gandyn_finish_none,
  /// Its hyperbolic tangent.
  gandyn_finish_tanh,
  /// Its product with the slope `1 - u^2` of a unit whose value is `u`.
  gandyn_finish_tanh_slope,
};

/// `c = finish(bias + op(a) b)` with `a` small, the rows of `b` and `c` long:
/// `c[r][n] = finish(bias[r] + sum_k a[r * a_row + k * a_column] b[k][n])`, units as `c`; null for no bias, no units.
struct gandyn_wide_factors {
  const double *a;
  long a_row, a_column;
  const double *b;
  double *c;
  /// `rows * inner` is at most 8192 and `inner` at most 256; `columns` is a multiple of 16.
  long rows, inner, columns;
  enum gandyn_finish finish;
  const double *bias, *units;
};
void gandyn_wide_product(struct gandyn_wide_factors product);

/// `c = a diag(scale) b^T` with the rows of `a` and `b` long: `c[r][s] = sum_n scale[n] a[r][n] b[s][n]`, and
/// `sums[r] = sum_n scale[n] a[r][n]`; null for scale 1, for no sums.
struct gandyn_long_factors {
  const double *a, *scale, *b;
  double *c, *sums;
  /// `inner` is a multiple of 4.
  long rows, columns, inner;
};
void gandyn_long_inner_product(struct gandyn_long_factors product);
