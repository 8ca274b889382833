#pragma once

// Elementary functions of 16 doubles at once. Clang imports the types into Swift as SIMD16<Double>, and the bodies are
// compiled into the caller. Goals in order: right on the whole range; under 1 ulp; speed, `vm_exp` first.
//
// Straight-line arithmetic only: no branch, table or call, so unused results cost nothing and no lane sees its
// neighbours. FP_CONTRACT lets the compiler fuse a * b + c where the target can: the last bits then differ between
// targets, the bounds hold on both. NaN, infinities, subnormals and the sign of zero are as in C99, Annex F; the status
// flags are not. Round to nearest is assumed.
//
// Errors in ulps of the result (2^-1074 if subnormal), the largest of 6 to 9 million random arguments over the whole
// domain, tiny arguments and the edges of the reductions (Tests/Oracles/make_vector_math.py --measure, against 64-bit
// mantissas, the worst against mpmath), and the bound that the tests keep:
//
//   function         fused   not fused   bound
//   vm_exp           1.009     0.977      1.01
//   vm_exp_bounded   1.009     0.977      1.01
//   vm_log           0.902     0.915      0.95
//   vm_log1p         0.893     0.937      0.95
//   vm_tanh          0.898     0.901      0.95
//
// exp exceeds 1 ulp, fused only, once in six million arguments just above (k - 1/2) ln 2, its worst region.
//
// The coefficients are minimax, computed by Tests/Oracles/make_vector_math_coefficients.py.

typedef double vm_f64x16 __attribute__((ext_vector_type(16)));
typedef long vm_i64x16 __attribute__((ext_vector_type(16)));
typedef unsigned long vm_u64x16 __attribute__((ext_vector_type(16)));

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wpsabi"  // passing 16 doubles depends on the target; these calls are never made

#define VM_INLINE static inline __attribute__((always_inline))

// Adding 3 * 2^51 to |x| < 2^51 rounds x to an integer and leaves that integer in the low bits of the sum. (Vectors of
// 64-bit integers are not converted to or from doubles by any instruction before AVX-512.)
#define VM_ROUNDER 0x1.8p52
// ln 2 = VM_LN2_HIGH + VM_LN2_LOW to 2^-98; the high part has 42 bits, so its product with |k| < 2^11 is exact.
#define VM_LN2_HIGH 0x1.62e42fefa3800p-1
#define VM_LN2_LOW 0x1.ef35793c76730p-45
#define VM_LOG2_E 0x1.71547652b82fep+0
#define VM_SIGN_BIT 0x8000000000000000u
#define VM_MANTISSA 0x000fffffffffffffu
#define VM_SQRT_HALF_BITS 0x3fe6a09e667f3bcdu

/// `x` held between `low` and `high`. NaN stays NaN, which fixes the order of the comparisons (minpd, maxpd).
VM_INLINE vm_f64x16 vm_clamp(vm_f64x16 x, vm_f64x16 low, vm_f64x16 high) {
  x = high < x ? high : x;
  return low > x ? low : x;
}

/// `e^r - 1` on abs(r) <= ln(2)/2, where `r = x - k ln 2`.
VM_INLINE vm_f64x16 vm_expm1_reduced(vm_f64x16 x, vm_f64x16 k) {
#pragma STDC FP_CONTRACT ON
  vm_f64x16 high = x - k * VM_LN2_HIGH, r = high - k * VM_LN2_LOW, r2 = r * r;
  // Minimax polynomial of degree 9 for (e^r - 1 - r) / r^2, in pairs: half the latency of Horner for one product more.
  vm_f64x16 a = r * 0x1.555555555543bp-3 + 0x1.0000000000006p-1;
  vm_f64x16 b = r * 0x1.11111111596fdp-7 + 0x1.55555555516c4p-5;
  vm_f64x16 c = r * 0x1.a01a0017d75e7p-13 + 0x1.6c16c181bf48cp-10;
  vm_f64x16 d = r * 0x1.71e1905aaf277p-19 + 0x1.a0199f75ec0c7p-16;
  vm_f64x16 e = r * 0x1.a9a7999a4df99p-26 + 0x1.28a926470a214p-22;
  vm_f64x16 p = e * r2 + d;
  p = p * r2 + c;
  p = p * r2 + b;
  p = p * r2 + a;
  return p * r2 + r;
}

/// `e^x`: +inf above 709.78, gradual underflow below -708.39, 0 below -745.13.
///
/// The scale 2^k is applied as 2^h 2^(k - h), `h` = k/2 rounded: both factors are normal for -1076 <= k <= 1024, and
/// the second product rounds again only into a subnormal or to infinity. Selecting special results at the end instead
/// is 10 to 15 % slower.
VM_INLINE vm_f64x16 vm_exp(vm_f64x16 x) {
#pragma STDC FP_CONTRACT ON
  x = vm_clamp(x, -746.0, 710.0);
  // The exponent bias rides on the rounders: their low bits are 2046 + k and 1023 + h.
  vm_f64x16 shifted = x * VM_LOG2_E + (VM_ROUNDER + 2046), k = shifted - (VM_ROUNDER + 2046);
  vm_f64x16 half = k * 0.5 + (VM_ROUNDER + 1023);
  vm_f64x16 scale = (vm_f64x16)((vm_i64x16)half << 52);
  vm_f64x16 rest = (vm_f64x16)(((vm_i64x16)shifted - (vm_i64x16)half) << 52);
  vm_f64x16 t = vm_expm1_reduced(x, k);
  return (t * scale + scale) * rest;
}

/// `e^x` for x held in [-708, 709]: a normal number always, NaN for NaN; a quarter cheaper than `vm_exp`.
///
/// Enough for 1 / (1 + e^x), which is 1 to the last bit below -37 and under 1e-307 above 708.
VM_INLINE vm_f64x16 vm_exp_bounded(vm_f64x16 x) {
#pragma STDC FP_CONTRACT ON
  x = vm_clamp(x, -708.0, 709.0);
  vm_f64x16 shifted = x * VM_LOG2_E + (VM_ROUNDER + 1023), k = shifted - (VM_ROUNDER + 1023);
  vm_f64x16 scale = (vm_f64x16)((vm_i64x16)shifted << 52);
  vm_f64x16 t = vm_expm1_reduced(x, k);
  return t * scale + scale;
}

/// `log(2^k (1 + f)) + c` for sqrt(1/2) <= 1 + f < sqrt(2), `c` a correction far below the rest.
///
/// log(1 + f) = 2 atanh(s), s = f / (2 + f), in the form f - f^2/2 + s (f^2/2 + R(s^2)), R = 2 atanh(s)/s - 2: errors
/// of s count a tenth. The sum of k ln 2 and f carries its rounding error along.
VM_INLINE vm_f64x16 vm_log_reduced(vm_f64x16 k, vm_f64x16 f, vm_f64x16 s, vm_f64x16 c) {
#pragma STDC FP_CONTRACT ON
  vm_f64x16 z = s * s, z2 = z * z, square = 0.5 * f * f;
  vm_f64x16 p = z * 0x1.39a20b93be62cp-3 + 0x1.74663ba3cbe7dp-3;
  vm_f64x16 q = z * 0x1.c71c521a17d87p-3 + 0x1.24924941db49bp-2;
  vm_f64x16 r = z * 0x1.999999997ff63p-2 + 0x1.5555555555592p-1;
  p = z2 * 0x1.2f0252510bfa7p-3 + p;
  p = p * z2 + q;
  p = p * z2 + r;
  vm_f64x16 curved = s * (z * p + square) - square;
  vm_f64x16 whole = k * VM_LN2_HIGH;
  vm_f64x16 sum = whole + f;
  vm_f64x16 lost = (whole - sum) + f;
  vm_f64x16 small = k * VM_LN2_LOW + c;
  return sum + (curved + (lost + small));
}

/// The natural logarithm: -inf at +-0, NaN below, +inf at +inf.
VM_INLINE vm_f64x16 vm_log(vm_f64x16 x) {
#pragma STDC FP_CONTRACT ON
  const vm_f64x16 infinity = __builtin_inf(), nan = __builtin_nan("");
  vm_i64x16 subnormal = x < 0x1p-1022;
  vm_f64x16 scaled = subnormal ? x * 0x1p54 : x;
  vm_f64x16 bias = subnormal ? (vm_f64x16)(0x1p52 + 1023 + 54) : (vm_f64x16)(0x1p52 + 1023);
  // Exponent and mantissa counted from sqrt(1/2); the exponent becomes a double by standing in the low bits of 2^52.
  vm_u64x16 bits = (vm_u64x16)scaled + (0x3ff0000000000000u - VM_SQRT_HALF_BITS);
  vm_f64x16 k = (vm_f64x16)((bits >> 52) | 0x4330000000000000u) - bias;
  vm_f64x16 f = (vm_f64x16)((bits & VM_MANTISSA) + VM_SQRT_HALF_BITS) - 1.0;
  vm_f64x16 y = vm_log_reduced(k, f, f / (f + 2.0), 0.0);
  y = x < infinity ? y : x;
  y = x < 0.0 ? nan : y;
  return x == 0.0 ? -infinity : y;
}

/// `log(1 + x)`: -inf at -1, NaN below, x itself when abs(x) < 2^-53, the sign of zero kept.
///
/// u = 1 + x is rounded, and what it lost, c = x - (u - 1), returns as log(u + c) = log(u) + c/u.
VM_INLINE vm_f64x16 vm_log1p(vm_f64x16 x) {
#pragma STDC FP_CONTRACT ON
  const vm_f64x16 infinity = __builtin_inf(), nan = __builtin_nan("");
  vm_f64x16 u = 1.0 + x;
  vm_f64x16 back = u - x;
  vm_f64x16 c = (1.0 - back) + (x - (u - back));
  vm_u64x16 bits = (vm_u64x16)u + (0x3ff0000000000000u - VM_SQRT_HALF_BITS);
  vm_u64x16 mantissa = bits & VM_MANTISSA;
  vm_f64x16 k = (vm_f64x16)((bits >> 52) | 0x4330000000000000u) - (0x1p52 + 1023);
  vm_f64x16 f = (vm_f64x16)(mantissa + VM_SQRT_HALF_BITS) - 1.0;
  vm_f64x16 s = f / (f + 2.0);
  // 2^(1 - k), one more than needed because 2^-1024 is no normal number: k = 1024 gives 0, where c does not matter.
  vm_f64x16 scale = (vm_f64x16)(0x7ff0000000000000u - (bits - mantissa));
  // 1 / (1 + f) = (1 - s) / (1 + s), to 2 s^3.
  vm_f64x16 correction = (0.5 * scale * c) * (1.0 - 2.0 * s * (1.0 - s));
  vm_f64x16 y = vm_log_reduced(k, f, s, correction);
  y = x < infinity ? y : x;
  y = x < -1.0 ? nan : y;
  y = x == -1.0 ? -infinity : y;
  return (vm_f64x16)((vm_u64x16)y | ((vm_u64x16)x & VM_SIGN_BIT));
}

/// Square root, correctly rounded.
VM_INLINE vm_f64x16 vm_sqrt(vm_f64x16 x) { return __builtin_elementwise_sqrt(x); }

/// The hyperbolic tangent: exactly +-1 above abs(x) = 19.06, x itself near 0, the sign of zero kept.
///
/// A leading term plus one quotient that is small beside it, so that the errors of the quotient count little:
/// x + x^3 P(x^2)/Q(x^2) below 0.625, b + ((1 - b) e^2x - (1 + b)) / (e^2x + 1) above, b = 3/4 up to 1.25, then 1.
VM_INLINE vm_f64x16 vm_tanh(vm_f64x16 x) {
#pragma STDC FP_CONTRACT ON
  vm_u64x16 sign = (vm_u64x16)x & VM_SIGN_BIT;
  vm_f64x16 a = (vm_f64x16)((vm_u64x16)x ^ sign), z = a * a;
  vm_f64x16 p = z * -0x1.a189b03446707p-13 - 0x1.4fd292661f310p-6;
  p = p * z - 0x1.5555555555554p-2;
  vm_f64x16 q = z * 0x1.b0f3ae88199fep-13 + 0x1.7d90c3496d6d1p-6;
  q = q * z + 0x1.d891150cbf643p-2;
  q = q * z + 1.0;
  // e^2a = 2^k (1 + t); numerator and denominator are divided by 2^k.
  vm_f64x16 twice = a + a;
  twice = 40.0 < twice ? (vm_f64x16)40.0 : twice;
  vm_f64x16 shifted = twice * VM_LOG2_E + VM_ROUNDER, k = shifted - VM_ROUNDER;
  vm_f64x16 inverse = (vm_f64x16)((1023 - (vm_i64x16)shifted) << 52);
  vm_f64x16 t = vm_expm1_reduced(twice, k);
  vm_f64x16 rest = a < 1.25 ? (vm_f64x16)0.25 : (vm_f64x16)0.0, lead = 1.0 - rest;
  vm_f64x16 constant = rest - (lead + 1.0) * inverse;
  vm_f64x16 numerator = rest * t + constant, denominator = (1.0 + inverse) + t;
  vm_i64x16 low = a < 0.625;
  vm_f64x16 quotient = (low ? p : numerator) / (low ? q : denominator);
  vm_f64x16 y = (low ? a : lead) + (low ? a * z : (vm_f64x16)1.0) * quotient;
  return (vm_f64x16)((vm_u64x16)y | sign);
}

/// `x[0], x[2], ..., x[30]`: one field of 16 values with two. Nothing beyond `x[30]` is read.
VM_INLINE vm_f64x16 vm_load_alternate(const double *x) {
  vm_f64x16 low, high;
  __builtin_memcpy(&low, x, sizeof low);
  __builtin_memcpy(&high, x + 15, sizeof high);
  return __builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 17, 19, 21, 23, 25, 27, 29, 31);
}

/// `y` to `x[0], x[2], ..., x[30]`; nothing else is written.
VM_INLINE void vm_store_alternate(double *x, vm_f64x16 y) {
  for (int i = 0; i < 16; i++) x[2 * i] = y[i];
}

#undef VM_INLINE
#undef VM_ROUNDER
#undef VM_LN2_HIGH
#undef VM_LN2_LOW
#undef VM_LOG2_E
#undef VM_SIGN_BIT
#undef VM_MANTISSA
#undef VM_SQRT_HALF_BITS
#pragma clang diagnostic pop
