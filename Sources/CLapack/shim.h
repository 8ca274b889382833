#ifndef GANDYN_CLAPACK_H
#define GANDYN_CLAPACK_H

// Several packages install a <cblas.h>; Debian's name for OpenBLAS's own one is asked for first, because only
// that one declares the control of threads.
#if __has_include(<cblas-openblas.h>)
#include <cblas-openblas.h>
#else
#include <cblas.h>
#endif
// Swift cannot import C's complex numbers, but it can import a structure of two doubles, which looks the same in
// memory.
typedef struct {
  float real, imaginary;
} gandyn_complex_float;
typedef struct {
  double real, imaginary;
} gandyn_complex;
#define LAPACK_COMPLEX_CUSTOM
#define lapack_complex_float gandyn_complex_float
#define lapack_complex_double gandyn_complex
#include <lapacke.h>

/// Keeps OpenBLAS on the calling thread: the ensemble owns the cores.
static inline void gandyn_blas_use_one_thread(void) { openblas_set_num_threads(1); }

#endif
