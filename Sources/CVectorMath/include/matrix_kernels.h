#pragma once

// Products of small matrices with long ones, row-major doubles: the layers of a network over many points. BLAS spends as
// much time on packing and on beta = 0 as on such products.

/// `c = op(a) b` with `a` small, the rows of `b` and `c` long: `c[r][n] = sum_k a[r * a_row + k * a_column] b[k][n]`.
/// `columns` is a multiple of 16.
void gandyn_wide_product(const double *a, long a_row, long a_column, const double *b, double *c, long rows, long inner,
                         long columns);

/// `c = a b^T` with the rows of `a` and `b` long: `c[r][s] = sum_n a[r][n] b[s][n]`. `inner` is a multiple of 4.
void gandyn_long_inner_product(const double *a, const double *b, double *c, long rows, long columns, long inner);
