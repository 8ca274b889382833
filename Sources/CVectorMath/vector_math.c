// The functions are inline in the header; this file gives the module an object and compiles the header by itself.
#include "vector_math.h"
