#ifndef GANDYN_CGSL_H
#define GANDYN_CGSL_H

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_odeiv2.h>

// GSL's tables of methods are mutable globals, which Swift 6 rejects: they are read here.

/// Weight |x - a|^alpha exp(-b (x - a)^2) on the real line.
static inline const gsl_integration_fixed_type *gandyn_gsl_hermite(void) { return gsl_integration_fixed_hermite; }

/// Weight 1 on (a, b).
static inline const gsl_integration_fixed_type *gandyn_gsl_legendre(void) { return gsl_integration_fixed_legendre; }

/// Prince and Dormand's explicit Runge-Kutta method of order 8.
static inline const gsl_odeiv2_step_type *gandyn_gsl_rk8pd(void) { return gsl_odeiv2_step_rk8pd; }

#endif
