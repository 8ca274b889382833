#pragma once
/// Heap allocations of the calling thread since it started: the test executable's malloc counts and passes on.
long allocation_count(void);
