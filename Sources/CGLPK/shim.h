#ifndef GANDYN_CGLPK_H
#define GANDYN_CGLPK_H

#include <glpk.h>

#endif
