#include "matrix_kernels.h"

#include <string.h>

#include "crew.h"
#include "vector_math.h"

// Register blocks of 3 x 16 and 3 x 4: 12 accumulators of 4 doubles, which hide the latency of the fused multiply-add on
// two ports, with 4 registers left for operands. Four rows that are left over go as 2 and 2, not as 3 and a slow 1.

#pragma clang diagnostic ignored "-Wpsabi"  // passing vectors depends on the target; these calls are never made

typedef double vec __attribute__((ext_vector_type(4)));
typedef double unaligned_vec __attribute__((ext_vector_type(4), aligned(8)));

#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const double *p) { return *(const unaligned_vec *)p; }
INLINE void store(double *p, vec v) { *(unaligned_vec *)p = v; }
INLINE long smaller(long a, long b) { return a < b ? a : b; }

/// How many of `left` rows the next block takes.
INLINE int block_rows(long left) { return left == 4 || left == 2 ? 2 : left == 1 ? 1 : 3; }

/// Work below this many multiplications, about 5 us, is not worth the crew.
enum { SHARED_WORK = 1 << 17 };

static void share(void (*work)(void *, long), void *context, long items, long multiplications) {
  if (multiplications >= SHARED_WORK) return gandyn_crew_run(work, context, items);
  for (long i = 0; i < items; i++) work(context, i);
}

// MARK: - wide products

/// A tanh takes as long as about 50 multiplications.
enum { PANEL = 16, PANELS_PER_ITEM = 2, LARGEST_INNER = 256, LARGEST_FACTOR = 8192, TANH_COST = 50 };

typedef struct gandyn_wide_factors wide;

/// Rows `r` to `r + R` of a panel whose rows of `b` start `stride` apart.
INLINE void wide_block(const int R, const enum gandyn_finish finish, const wide *p, long r, long n, const double *b,
                       long stride) {
#pragma STDC FP_CONTRACT ON
  const double *a = p->a + r * p->a_row;
  vec sum[3][4];
  for (int i = 0; i < R; i++)
    for (int v = 0; v < 4; v++) sum[i][v] = p->bias ? p->bias[r + i] : 0;
  for (long k = 0; k < p->inner; k++) {
    vec factor[3];
    for (int i = 0; i < R; i++) factor[i] = a[i * p->a_row + k * p->a_column];
    for (int v = 0; v < 4; v++) {
      vec x = load(b + k * stride + 4 * v);
      for (int i = 0; i < R; i++) sum[i][v] = factor[i] * x + sum[i][v];
    }
  }
  for (int i = 0; i < R; i++) {
    const long to = (r + i) * p->columns + n;
    if (finish == gandyn_finish_tanh) {
      vm_f64x16 y;
      memcpy(&y, sum[i], sizeof y);
      y = vm_tanh(y);
      memcpy(sum[i], &y, sizeof y);
    }
    for (int v = 0; v < 4; v++) {
      vec u = finish == gandyn_finish_tanh_slope ? load(p->units + to + 4 * v) : 0.0;
      store(p->c + to + 4 * v, finish == gandyn_finish_tanh_slope ? sum[i][v] * ((1 - u) * (1 + u)) : sum[i][v]);
    }
  }
}

INLINE void wide_panel(const enum gandyn_finish finish, const wide *p, long n) {
  double packed[PANEL * LARGEST_INNER] __attribute__((aligned(64)));
  const double *b = p->b + n;
  long stride = p->columns;
  // Rows far apart share few cache sets and pages: worth a copy where many rows of the result read them.
  if (p->rows >= 8) {
    for (long k = 0; k < p->inner; k++) memcpy(packed + PANEL * k, b + k * stride, PANEL * sizeof(double));
    b = packed;
    stride = PANEL;
  }
  for (long r = 0; r < p->rows;) {
    const int R = block_rows(p->rows - r);
    if (R == 3) wide_block(3, finish, p, r, n, b, stride);
    else if (R == 2) wide_block(2, finish, p, r, n, b, stride);
    else wide_block(1, finish, p, r, n, b, stride);
    r += R;
  }
}

static void wide_item(void *context, long item) {
  const wide *p = context;
  const long end = smaller((item + 1) * PANELS_PER_ITEM * PANEL, p->columns);
  for (long n = item * PANELS_PER_ITEM * PANEL; n < end; n += PANEL) switch (p->finish) {
      case gandyn_finish_none: wide_panel(gandyn_finish_none, p, n); break;
      case gandyn_finish_tanh: wide_panel(gandyn_finish_tanh, p, n); break;
      case gandyn_finish_tanh_slope: wide_panel(gandyn_finish_tanh_slope, p, n); break;
    }
}

void gandyn_wide_product(wide p) {
  double upright[LARGEST_FACTOR];
  if (p.a_column != 1 && p.rows >= 8) {
    for (long r = 0; r < p.rows; r++)
      for (long k = 0; k < p.inner; k++) upright[r * p.inner + k] = p.a[r * p.a_row + k * p.a_column];
    p.a = upright;
    p.a_row = p.inner;
    p.a_column = 1;
  }
  const long items = (p.columns + PANELS_PER_ITEM * PANEL - 1) / (PANELS_PER_ITEM * PANEL);
  share(wide_item, &p, items, p.rows * p.columns * (p.inner + (p.finish == gandyn_finish_tanh ? TANH_COST : 0)));
}

// MARK: - long inner products

/// Points and rows of `b` that are worked off together: 16 KB, half a first-level cache; rows of `a` in an item.
enum { STRETCH = 128, B_ROWS = 16, A_ROWS = 16 };

typedef struct gandyn_long_factors inner_product;

/// The sums over each of four vectors, side by side.
INLINE vec horizontal_sums(const vec *s) {
  vec low = __builtin_shufflevector(s[0], s[1], 0, 4, 2, 6) + __builtin_shufflevector(s[0], s[1], 1, 5, 3, 7);
  vec high = __builtin_shufflevector(s[2], s[3], 0, 4, 2, 6) + __builtin_shufflevector(s[2], s[3], 1, 5, 3, 7);
  return __builtin_shufflevector(low, high, 0, 1, 4, 5) + __builtin_shufflevector(low, high, 2, 3, 6, 7);
}

/// R rows of `x` (`STRETCH` apart) times S rows of `b` over `length` points, added to `c`.
INLINE void inner_block(const int R, const int S, const double *x, const double *b, long stride, double *c, long columns,
                        long length) {
#pragma STDC FP_CONTRACT ON
  vec sum[3][4];
  for (int r = 0; r < R; r++)
    for (int s = 0; s < 4; s++) sum[r][s] = 0;
  for (long n = 0; n < length; n += 4) {
    vec left[3];
    for (int r = 0; r < R; r++) left[r] = load(x + r * STRETCH + n);
    for (int s = 0; s < S; s++) {
      vec y = load(b + s * stride + n);
      for (int r = 0; r < R; r++) sum[r][s] = left[r] * y + sum[r][s];
    }
  }
  for (int r = 0; r < R; r++) {
    vec total = horizontal_sums(sum[r]);
    if (S == 4) store(c + r * columns, load(c + r * columns) + total);
    else
      for (int s = 0; s < S; s++) c[r * columns + s] += total[s];
  }
}

INLINE void inner_rows(const int R, const double *x, const double *b, long stride, double *c, long columns, long width,
                       long length) {
  long s = 0;
  for (; s + 4 <= width; s += 4) inner_block(R, 4, x, b + s * stride, stride, c + s, columns, length);
  for (; s < width; s++) inner_block(R, 1, x, b + s * stride, stride, c + s, columns, length);
}

/// Copies a stretch of a row of `a`, scaled, and returns its sum.
INLINE double scaled_stretch(const double *a, const double *scale, double *x, long length) {
  vec sum = 0;
  for (long n = 0; n < length; n += 4) {
    vec value = scale ? load(a + n) * load(scale + n) : load(a + n);
    store(x + n, value);
    sum += value;
  }
  return (sum.x + sum.y) + (sum.z + sum.w);
}

static void inner_item(void *context, long item) {
  const inner_product *p = context;
  double x[A_ROWS * STRETCH] __attribute__((aligned(64)));
  const long first = item * A_ROWS, rows = smaller(A_ROWS, p->rows - first);
  double *c = p->c + first * p->columns;
  memset(c, 0, (size_t)(rows * p->columns) * sizeof(double));
  double sums[A_ROWS] = {0};
  for (long n = 0; n < p->inner; n += STRETCH) {
    const long length = smaller(STRETCH, p->inner - n);
    for (long r = 0; r < rows; r++)
      sums[r] += scaled_stretch(p->a + (first + r) * p->inner + n, p->scale ? p->scale + n : 0, x + r * STRETCH, length);
    for (long s = 0; s < p->columns; s += B_ROWS) {
      const double *b = p->b + s * p->inner + n;
      const long width = smaller(B_ROWS, p->columns - s);
      for (long r = 0; r < rows;) {
        const int R = block_rows(rows - r);
        double *to = c + r * p->columns + s;
        if (R == 3) inner_rows(3, x + r * STRETCH, b, p->inner, to, p->columns, width, length);
        else if (R == 2) inner_rows(2, x + r * STRETCH, b, p->inner, to, p->columns, width, length);
        else inner_rows(1, x + r * STRETCH, b, p->inner, to, p->columns, width, length);
        r += R;
      }
    }
  }
  if (p->sums) memcpy(p->sums + first, sums, (size_t)rows * sizeof(double));
}

void gandyn_long_inner_product(inner_product p) {
  share(inner_item, &p, (p.rows + A_ROWS - 1) / A_ROWS, p.rows * p.columns * p.inner);
}
