#ifndef GANDYN_CGSL_H
#define GANDYN_CGSL_H

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

// GSL's tables of methods are mutable globals, which Swift 6 rejects: they are read here.

/// Weight |x - a|^alpha exp(-b (x - a)^2) on the real line.
static inline const gsl_integration_fixed_type *gandyn_gsl_hermite(void) { return gsl_integration_fixed_hermite; }

/// Weight 1 on (a, b).
static inline const gsl_integration_fixed_type *gandyn_gsl_legendre(void) { return gsl_integration_fixed_legendre; }

#endif
