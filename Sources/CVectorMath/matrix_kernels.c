#include "matrix_kernels.h"

// Register blocks of 3 x 16 and 3 x 4: 12 accumulators of 4 doubles, which hide the latency of the fused multiply-add on
// two ports, with 4 registers left for operands.

#pragma clang diagnostic ignored "-Wpsabi"  // passing vectors depends on the target; these calls are never made

typedef double vec __attribute__((ext_vector_type(4)));
typedef double unaligned_vec __attribute__((ext_vector_type(4), aligned(8)));

static inline __attribute__((always_inline)) vec load(const double *p) { return *(const unaligned_vec *)p; }
static inline __attribute__((always_inline)) void store(double *p, vec v) { *(unaligned_vec *)p = v; }

static inline __attribute__((always_inline)) void wide_block(const int R, const double *a, long a_row, long a_column,
                                                             const double *b, double *c, long inner, long columns) {
#pragma STDC FP_CONTRACT ON
  vec sum[3][4];
  for (int r = 0; r < R; r++)
    for (int v = 0; v < 4; v++) sum[r][v] = 0;
  for (long k = 0; k < inner; k++) {
    vec factor[3];
    for (int r = 0; r < R; r++) factor[r] = a[r * a_row + k * a_column];
    for (int v = 0; v < 4; v++) {
      vec x = load(b + k * columns + 4 * v);
      for (int r = 0; r < R; r++) sum[r][v] = factor[r] * x + sum[r][v];
    }
  }
  for (int r = 0; r < R; r++)
    for (int v = 0; v < 4; v++) store(c + r * columns + 4 * v, sum[r][v]);
}

void gandyn_wide_product(const double *a, long a_row, long a_column, const double *b, double *c, long rows, long inner,
                         long columns) {
  for (long n = 0; n < columns; n += 16) {
    long r = 0;
    for (; r + 3 <= rows; r += 3) wide_block(3, a + r * a_row, a_row, a_column, b + n, c + r * columns + n, inner, columns);
    for (; r < rows; r++) wide_block(1, a + r * a_row, a_row, a_column, b + n, c + r * columns + n, inner, columns);
  }
}

static inline __attribute__((always_inline)) void inner_block(const int R, const int S, const double *a, const double *b,
                                                              double *c, long columns, long inner) {
#pragma STDC FP_CONTRACT ON
  vec sum[3][4];
  for (int r = 0; r < R; r++)
    for (int s = 0; s < S; s++) sum[r][s] = 0;
  for (long n = 0; n < inner; n += 4) {
    vec x[3];
    for (int r = 0; r < R; r++) x[r] = load(a + r * inner + n);
    for (int s = 0; s < S; s++) {
      vec y = load(b + s * inner + n);
      for (int r = 0; r < R; r++) sum[r][s] = x[r] * y + sum[r][s];
    }
  }
  for (int r = 0; r < R; r++)
    for (int s = 0; s < S; s++) c[r * columns + s] = (sum[r][s].x + sum[r][s].y) + (sum[r][s].z + sum[r][s].w);
}

void gandyn_long_inner_product(const double *a, const double *b, double *c, long rows, long columns, long inner) {
  for (long r = 0; r < rows;) {
    const int three = r + 3 <= rows;
    long s = 0;
    const double *x = a + r * inner;
    double *to = c + r * columns;
    for (; s + 4 <= columns; s += 4)
      if (three) inner_block(3, 4, x, b + s * inner, to + s, columns, inner);
      else inner_block(1, 4, x, b + s * inner, to + s, columns, inner);
    for (; s < columns; s++)
      if (three) inner_block(3, 1, x, b + s * inner, to + s, columns, inner);
      else inner_block(1, 1, x, b + s * inner, to + s, columns, inner);
    r += three ? 3 : 1;
  }
}
