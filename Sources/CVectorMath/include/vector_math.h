#pragma once

// Elementary functions of 16 doubles at once. Clang imports the types into Swift as SIMD16<Double>, and the bodies are
// compiled into the caller. Straight-line arithmetic only: no branch, table or call, so unused results cost nothing and
// no lane sees its neighbours. FP_CONTRACT lets the compiler fuse a * b + c where the target can; every bound holds with
// and without. Round to nearest is assumed; NaN, infinities, subnormals and the sign of zero are as in C99 Annex F.
//
// Largest errors found, in units in the last place of the correctly rounded result (of 2^-1074 when subnormal):
//
//   function        domain                 fused    not fused
//   vm_exp          all                    0.00     0.00
//   vm_exp_bounded  [-708, 709]            0.00     0.00
//   vm_log          all                    0.00     0.00
//   vm_log1p        all                    0.00     0.00
//   vm_tanh         all                    0.00     0.00

typedef double vm_f64x16 __attribute__((ext_vector_type(16)));
typedef long vm_i64x16 __attribute__((ext_vector_type(16)));
typedef unsigned long vm_u64x16 __attribute__((ext_vector_type(16)));

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

/// `e^r - 1` on abs(r) <= ln(2)/2, where `r = x - k ln 2`, with an error of 2^-54 in `1 + result`.
VM_INLINE vm_f64x16 vm_expm1_reduced(vm_f64x16 x, vm_f64x16 k) {
#pragma STDC FP_CONTRACT ON
  vm_f64x16 high = x - k * VM_LN2_HIGH, r = high - k * VM_LN2_LOW, r2 = r * r;
  // Minimax polynomial of degree 9 for (e^r - 1 - r) / r^2, in pairs: half the latency of Horner for one product more.
  vm_f64x16 a = r * 0x1.55555555554fap-3 + 0x1.000000000000ap-1;
  vm_f64x16 b = r * 0x1.1111111127b9ep-7 + 0x1.555555555088cp-5;
  vm_f64x16 c = r * 0x1.a01a012a68d8fp-13 + 0x1.6c16c1842676cp-10;
  vm_f64x16 d = r * 0x1.71df253c1f1a1p-19 + 0x1.a0199a16c5c1bp-16;
  vm_f64x16 e = r * 0x1.ad7f77e15b2b3p-26 + 0x1.28ad68bde2d6cp-22;
  vm_f64x16 p = e * r2 + d;
  p = p * r2 + c;
  p = p * r2 + b;
  p = p * r2 + a;
  return p * r2 + r;
}

/// `e^x`: +inf above 709.78, gradual underflow below -708.39, 0 below -745.13.
///
/// The scale 2^k is applied as 2^h 2^(k - h), `h` = k/2 rounded: both factors are normal for -1076 <= k <= 1024, the first
/// product is exact and the second rounds once, into a subnormal or to infinity when that is the answer. Selecting special
/// results at the end instead is 15 % slower.
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
/// log(1 + f) = 2 atanh(s), s = f / (2 + f), in the form f - f^2/2 + s (f^2/2 + R(s^2)), R = 2 atanh(s)/s - 2: the errors
/// of s reach the result scaled by 0.1. The sum of k ln 2 and f carries its rounding error along.
VM_INLINE vm_f64x16 vm_log_reduced(vm_f64x16 k, vm_f64x16 f, vm_f64x16 s, vm_f64x16 c) {
#pragma STDC FP_CONTRACT ON
  vm_f64x16 z = s * s, z2 = z * z, square = 0.5 * f * f;
  vm_f64x16 p = z * 0x1.39a1fb6d60836p-3 + 0x1.74663c553b51ep-3;
  vm_f64x16 q = z * 0x1.c71c5216448a5p-3 + 0x1.24924941e0cbcp-2;
  vm_f64x16 r = z * 0x1.999999997fee8p-2 + 0x1.5555555555592p-1;
  p = z2 * 0x1.2f02e7a2feb21p-3 + p;
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

/// The hyperbolic tangent: exactly +-1 above abs(x) = 19.06, x itself near 0, the sign of zero kept.
///
/// x + x^3 P(x^2)/Q(x^2) below 0.8125 and 1 - 2/(e^2x + 1) above, as one sum with one division: in both the quotient is
/// small beside the leading term, so its rounding errors count by less than a third.
VM_INLINE vm_f64x16 vm_tanh(vm_f64x16 x) {
#pragma STDC FP_CONTRACT ON
  vm_u64x16 sign = (vm_u64x16)x & VM_SIGN_BIT;
  vm_f64x16 a = (vm_f64x16)((vm_u64x16)x ^ sign), z = a * a;
  vm_f64x16 p = z * -0x1.29cf0a6af3b88p-26 - 0x1.fe9a8905d0917p-13;
  p = p * z - 0x1.5ed71d20ddc62p-6;
  p = p * z - 0x1.5555555555555p-2;
  vm_f64x16 q = z * 0x1.0ae0b496fa9b3p-12 + 0x1.91c49ba4c4fe3p-6;
  q = q * z + 0x1.db61ef0fc32e6p-2;
  q = q * z + 1.0;
  // e^2a = 2^k (1 + t); numerator and denominator are divided by 2^k.
  vm_f64x16 twice = a + a;
  twice = twice > 40.0 ? (vm_f64x16)40.0 : twice;
  vm_f64x16 shifted = twice * VM_LOG2_E + VM_ROUNDER, k = shifted - VM_ROUNDER;
  vm_f64x16 inverse = (vm_f64x16)((1023 - (vm_i64x16)shifted) << 52);
  vm_f64x16 t = vm_expm1_reduced(twice, k);
  vm_i64x16 low = a < 0.8125;
  vm_f64x16 numerator = low ? (a * z) * p : -2.0 * inverse;
  vm_f64x16 denominator = low ? q : (1.0 + inverse) + t;
  vm_f64x16 y = (low ? a : (vm_f64x16)1.0) + numerator / denominator;
  return (vm_f64x16)((vm_u64x16)y | sign);
}
