/*
 * What the same work costs in C. The bench compiles this file when it finds a compiler:
 *
 *     cc -O2 -pthread -o furwock_peer furwock_peer.c
 *     ./furwock_peer MODE
 *
 * For each line on standard input, a number of milliseconds, it works about so long and answers with
 * a line "OPERATIONS NANOSECONDS". It ends with the input. Where an operation is a round trip of two
 * threads, the line goes on with the nanoseconds that the first of them took.
 *
 *     wake       FUTEX_WAKE without a waiter
 *     mutex      a pthread_mutex_t, locked and unlocked where nobody else is
 *     read       a pthread_rwlock_t, locked for reading and unlocked where nobody else is
 *     pingpong   two threads hand a word to each other; an operation is a round trip
 *     condition  the same under a mutex, with two condition variables
 *     barrierN   N threads meet at a pthread_barrier_t; an operation is a meeting
 *     robust     a robust pthread_mutex_t between processes, locked and unlocked where nobody else is
 *     event      a request to another process and its reply; two events like the Java side's
 *     eventyield the same, and who waits yields for up to 30 microseconds before it sleeps
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PING = 0, PONG = 1 };
enum { MOST_ROUND_TRIPS = 4096, MOST_PARTIES = 1024 };

/* A cache line of its own, as the words of the Java side have. */
static struct {
    _Alignas(64) int value;
} word;

static void fail(const char *what) {
    perror(what);
    exit(EXIT_FAILURE);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void futex_wait(int *at, int expected) {
    if (syscall(SYS_futex, at, FUTEX_WAIT_PRIVATE, expected, NULL, NULL, 0) == -1
        && errno != EAGAIN && errno != EINTR) {
        fail("FUTEX_WAIT");
    }
}

static void futex_wake(int *at, int count) {
    if (syscall(SYS_futex, at, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0) == -1) {
        fail("FUTEX_WAKE");
    }
}

static void pass(int mine, int other) {
    while (__atomic_load_n(&word.value, __ATOMIC_SEQ_CST) != mine) {
        futex_wait(&word.value, other);
    }
    __atomic_store_n(&word.value, other, __ATOMIC_SEQ_CST);
    futex_wake(&word.value, 1);
}

/* Memory that a child process shares. */
static void *shared_memory(size_t size) {
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap");
    }
    return memory;
}

static void check(const char *what, int error) {
    if (error != 0) {
        errno = error;
        fail(what);
    }
}

static void start(void *(*body)(void *)) {
    pthread_t thread;
    check("pthread_create", pthread_create(&thread, NULL, body, NULL));
}

/* From one turn of the thread that begins to its next. */
static int64_t round_trips[MOST_ROUND_TRIPS];
static int round_trip_count;
static int64_t previous_turn;

static void completed_round_trip(void) {
    int64_t turn = now();
    if (previous_turn != 0 && round_trip_count < MOST_ROUND_TRIPS) {
        round_trips[round_trip_count++] = turn - previous_turn;
    }
    previous_turn = turn;
}

static void *pong(void *unused) {
    for (;;) {
        pass(PONG, PING);
    }
    return unused;
}

static void ping(void) {
    pass(PING, PONG);
    completed_round_trip();
}

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turns[2] = {PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER};
static int turn = PING;

static void pass_by_condition(int mine, int other) {
    pthread_mutex_lock(&mutex);
    while (turn != mine) {
        pthread_cond_wait(&turns[mine], &mutex);
    }
    turn = other;
    pthread_cond_signal(&turns[other]);
    pthread_mutex_unlock(&mutex);
}

static void *pong_by_condition(void *unused) {
    for (;;) {
        pass_by_condition(PONG, PING);
    }
    return unused;
}

static void ping_by_condition(void) {
    pass_by_condition(PING, PONG);
    completed_round_trip();
}

/* With one thread only, glibc locks without atomic operations. No JVM has one thread only. */
static void *sleep_for_ever(void *unused) {
    for (;;) {
        pause();
    }
    return unused;
}

static int64_t visits;

static void lock_mutex(void) {
    pthread_mutex_lock(&mutex);
    visits++;
    pthread_mutex_unlock(&mutex);
}

static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;

static void lock_for_reading(void) {
    pthread_rwlock_rdlock(&rwlock);
    /* As in Java, the lock is held for a read of what it protects. */
    (void)*(volatile int64_t *)&visits;
    pthread_rwlock_unlock(&rwlock);
}

static pthread_barrier_t barrier;

static void meet(void) {
    pthread_barrier_wait(&barrier);
}

static void *meet_again_and_again(void *unused) {
    for (;;) {
        meet();
    }
    return unused;
}

static void start_parties(const char *number) {
    int parties = atoi(number);
    if (parties < 1 || parties > MOST_PARTIES) {
        fprintf(stderr, "the number of parties must be from 1 to %d: %s\n", MOST_PARTIES, number);
        exit(2);
    }
    check("pthread_barrier_init", pthread_barrier_init(&barrier, NULL, (unsigned)parties));
    for (int i = 1; i < parties; i++) {
        start(meet_again_and_again);
    }
}

/* Between processes. */

static pthread_mutex_t *robust_mutex;

static void make_robust_mutex(void) {
    pthread_mutexattr_t attributes;
    robust_mutex = shared_memory(sizeof *robust_mutex);
    check("pthread_mutexattr_init", pthread_mutexattr_init(&attributes));
    check("robust", pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST));
    check("shared", pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED));
    check("pthread_mutex_init", pthread_mutex_init(robust_mutex, &attributes));
}

static void lock_robust_mutex(void) {
    check("pthread_mutex_lock", pthread_mutex_lock(robust_mutex));
    visits++;
    check("pthread_mutex_unlock", pthread_mutex_unlock(robust_mutex));
}

/* An event that lets one through for each set: bit 0 set, bit 1 awaited, then how often it was set. */
enum { SET = 1, AWAITED = 2, ONE_GENERATION = 4, PATIENCE_NANOS = 30000 };

static struct line {
    struct {
        _Alignas(64) int event;
        int64_t data;
    } request, reply;
} *line;

static int64_t patience;

static int swap_if(int *at, int from, int to) {
    return __atomic_compare_exchange_n(at, &from, to, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

static void set_event(int *event) {
    int seen;
    do {
        seen = __atomic_load_n(event, __ATOMIC_SEQ_CST);
    } while (!swap_if(event, seen, (int)(((unsigned)seen & ~3u) + ONE_GENERATION) | SET));
    if ((seen & AWAITED) && syscall(SYS_futex, event, FUTEX_WAKE, 1, NULL, NULL, 0) == -1) {
        fail("FUTEX_WAKE");
    }
}

static int is_set(int *event) {
    return __atomic_load_n(event, __ATOMIC_SEQ_CST) & SET;
}

static void await_event(int *event) {
    if (patience > 0) {
        int64_t end = now() + patience;
        while (!is_set(event) && now() < end) {
            sched_yield();
        }
    }
    for (;;) {
        int seen = __atomic_load_n(event, __ATOMIC_SEQ_CST);
        if (seen & SET) {
            if (swap_if(event, seen, seen & ~SET)) {
                return;
            }
        } else if ((seen & AWAITED) || swap_if(event, seen, seen | AWAITED)) {
            if (syscall(SYS_futex, event, FUTEX_WAIT, seen | AWAITED, NULL, NULL, 0) == -1
                && errno != EAGAIN && errno != EINTR) {
                fail("FUTEX_WAIT");
            }
        }
    }
}

static void start_replier(int64_t patience_nanos) {
    patience = patience_nanos;
    line = shared_memory(sizeof *line);
    pid_t parent = getpid();
    pid_t child = fork();
    if (child < 0) {
        fail("fork");
    } else if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        while (getppid() == parent) {
            await_event(&line->request.event);
            line->reply.data = line->request.data + 1;
            set_event(&line->reply.event);
        }
        _exit(0);
    }
}

static void request(void) {
    static int64_t number;
    line->request.data = number;
    set_event(&line->request.event);
    await_event(&line->reply.event);
    if (line->reply.data != ++number) {
        fail("wrong reply");
    }
    completed_round_trip();
}

static void wake_nobody(void) {
    futex_wake(&word.value, 1);
}

/* The clock is read once in so many operations. */
static void work(void (*operation)(void), int64_t nanos) {
    const int batch = 32;
    int64_t operations = 0;
    round_trip_count = 0;
    previous_turn = 0;
    int64_t start = now();
    int64_t elapsed;
    do {
        for (int i = 0; i < batch; i++) {
            operation();
        }
        operations += batch;
        elapsed = now() - start;
    } while (elapsed < nanos);
    printf("%lld %lld", (long long)operations, (long long)elapsed);
    for (int i = 0; i < round_trip_count; i++) {
        printf(" %lld", (long long)round_trips[i]);
    }
    printf("\n");
    fflush(stdout);
}

int main(int argc, char **argv) {
    const char *mode = argc == 2 ? argv[1] : "";
    void (*operation)(void);
    if (strcmp(mode, "wake") == 0) {
        operation = wake_nobody;
    } else if (strcmp(mode, "pingpong") == 0) {
        operation = ping;
        start(pong);
    } else if (strcmp(mode, "condition") == 0) {
        operation = ping_by_condition;
        start(pong_by_condition);
    } else if (strcmp(mode, "mutex") == 0) {
        operation = lock_mutex;
        start(sleep_for_ever);
    } else if (strcmp(mode, "read") == 0) {
        operation = lock_for_reading;
        start(sleep_for_ever);
    } else if (strcmp(mode, "robust") == 0) {
        operation = lock_robust_mutex;
        make_robust_mutex();
        start(sleep_for_ever);
    } else if (strcmp(mode, "event") == 0) {
        operation = request;
        start_replier(0);
    } else if (strcmp(mode, "eventyield") == 0) {
        operation = request;
        start_replier(PATIENCE_NANOS);
    } else if (strncmp(mode, "barrier", strlen("barrier")) == 0) {
        operation = meet;
        start_parties(mode + strlen("barrier"));
    } else {
        fprintf(stderr,
                "usage: furwock_peer wake|mutex|read|pingpong|condition|barrierN|robust|event|"
                "eventyield\n");
        return 2;
    }
    long millis;
    while (scanf("%ld", &millis) == 1) {
        work(operation, (int64_t)millis * 1000000);
    }
    return EXIT_SUCCESS;
}
