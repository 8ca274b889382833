#pragma once

// A persistent crew of threads for work that is cut into items: the caller and the helpers take items until none is left.
//
// An item must write memory that no other item touches, so that results do not depend on who does what, nor on the number
// of helpers. One caller at a time is helped; whoever finds the crew at work does its items alone, and so does everyone
// before `gandyn_crew_allow`. A job allocates nothing and takes no lock unless helpers have gone to sleep.

/// Sets the number of helpers that may run beside a caller, at most one for each other processor; 0 to send all to sleep.
/// Helpers are started when first allowed and live as long as the process.
void gandyn_crew_allow(int helpers);

/// Runs `work(context, item)` for every item from 0 to `items`, at most 65535; returns when all are done.
void gandyn_crew_run(void (*work)(void *context, long item), void *context, long items);
