#include "crew.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

// How often a helper looks for work before it sleeps: about 50 us, longer than the gaps between the products of a step.
enum { PATIENCE = 2000 };
// A caller that waits this much longer than it has worked, because its helper lost its processor within an item, or that no
// helper joins for so many jobs, meets a busy machine: it works alone for a while, many times what a try may cost.
enum { TOO_LONG_NS = 50000, TRIES = 64, ALONE_NS = 50000000 };

// The job at hand. `ticket` holds the first item that is left (low half) and the end (high half): the caller takes from the
// front, helpers take from the back, so that in products one after the other each finds its own columns in its cache. Who
// has taken an item knows that the job is published and that it stays as it is until that item is done.
static _Alignas(64) atomic_uint ticket;
static _Alignas(64) atomic_int finished;
static void (*job)(void *, long);
static void *job_context;

static _Alignas(64) atomic_flag taken = ATOMIC_FLAG_INIT;  // by the caller that is being helped
static int64_t alone_until;                                 // guarded by `taken`, as the next
static int tries;                                           // jobs since one was joined
static atomic_int allowed, asleep;                          // asleep: whether a helper sleeps that was not called yet
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t knock = PTHREAD_COND_INITIALIZER;
static int started;  // guarded by the gate

static inline int has_items(unsigned t) { return (t & 0xffff) < t >> 16; }

static inline void relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Returns how many it took.
static long take_items(int from_the_back) {
  long taken_here = 0;
  unsigned t = atomic_load_explicit(&ticket, memory_order_acquire);
  while (has_items(t)) {
    const unsigned rest = from_the_back ? t - 0x10000 : t + 1;
    if (!atomic_compare_exchange_weak_explicit(&ticket, &t, rest, memory_order_acq_rel, memory_order_acquire)) continue;
    job(job_context, from_the_back ? (t >> 16) - 1 : t & 0xffff);
    atomic_fetch_add_explicit(&finished, 1, memory_order_release);
    t = atomic_load_explicit(&ticket, memory_order_acquire);
    taken_here++;
  }
  return taken_here;
}

static void *help(void *unused) {
  for (;;) {
    take_items(1);
    for (int i = 0; i < PATIENCE && !has_items(atomic_load_explicit(&ticket, memory_order_relaxed)); i++) relax();
    if (has_items(atomic_load_explicit(&ticket, memory_order_relaxed))) continue;
    pthread_mutex_lock(&gate);
    // Set before the last look: a caller publishes before it looks for sleepers, so one sees the other.
    while (atomic_store(&asleep, 1), !has_items(atomic_load(&ticket))) pthread_cond_wait(&knock, &gate);
    pthread_mutex_unlock(&gate);
  }
  return unused;
}

void gandyn_crew_allow(int helpers) {
  const long others = sysconf(_SC_NPROCESSORS_ONLN) - 1;
  if (helpers > others) helpers = (int)others;
  pthread_mutex_lock(&gate);
  for (; started < helpers; started++) {
    pthread_t thread;
    if (pthread_create(&thread, 0, help, 0) != 0) break;
    pthread_detach(thread);
  }
  atomic_store(&allowed, helpers < started ? helpers : started);
  pthread_mutex_unlock(&gate);
}

static int64_t nanoseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void run_with_helpers(void (*work)(void *, long), void *context, long items, int64_t start) {
  job = work;
  job_context = context;
  atomic_store_explicit(&finished, 0, memory_order_relaxed);
  atomic_store(&ticket, (unsigned)items << 16);
  if (atomic_load(&asleep) && atomic_exchange(&asleep, 0)) {
    pthread_mutex_lock(&gate);
    pthread_cond_broadcast(&knock);
    pthread_mutex_unlock(&gate);
  }
  tries = take_items(0) < items ? 0 : tries + 1;
  const int64_t done = nanoseconds();
  // A helper that lost its processor may need this one.
  for (long i = 1; atomic_load_explicit(&finished, memory_order_acquire) < items; i++)
    if (i % 1024 == 0) sched_yield();
    else relax();
  const int64_t now = nanoseconds();
  if (now - done < done - start + TOO_LONG_NS && tries < TRIES) return;
  alone_until = now + ALONE_NS;
  tries = 0;
}

void gandyn_crew_run(void (*work)(void *, long), void *context, long items) {
  const int is_first = items >= 2 && items <= 0xffff && atomic_load_explicit(&allowed, memory_order_relaxed) > 0 &&
                       !atomic_flag_test_and_set_explicit(&taken, memory_order_acquire);
  const int64_t start = is_first ? nanoseconds() : 0;
  if (is_first && start >= alone_until) run_with_helpers(work, context, items, start);
  else
    for (long i = 0; i < items; i++) work(context, i);
  if (is_first) atomic_flag_clear_explicit(&taken, memory_order_release);
}
