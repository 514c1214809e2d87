/*
 * What the same work costs in C. The bench compiles this file when it finds a compiler:
 *
 *     cc -O2 -pthread -o furwock_peer furwock_peer.c
 *     ./furwock_peer MODE
 *
 * For each line on standard input, a number of milliseconds, it works about so long and answers with
 * a line "OPERATIONS NANOSECONDS". It ends with the input.
 *
 *     wake       FUTEX_WAKE where nobody waits
 *     pingpong   two threads hand a word to each other; an operation is a round trip
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { PING = 0, PONG = 1 };

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

static void *pong(void *unused) {
    for (;;) {
        pass(PONG, PING);
    }
    return unused;
}

static void ping(void) {
    pass(PING, PONG);
}

static void start_pong(void) {
    pthread_t thread;
    int error = pthread_create(&thread, NULL, pong, NULL);
    if (error != 0) {
        errno = error;
        fail("pthread_create");
    }
}

static void wake_nobody(void) {
    futex_wake(&word.value, 1);
}

/* The clock is read once in so many operations. */
static void work(void (*operation)(void), int64_t nanos) {
    const int batch = 32;
    int64_t operations = 0;
    int64_t start = now();
    int64_t elapsed;
    do {
        for (int i = 0; i < batch; i++) {
            operation();
        }
        operations += batch;
        elapsed = now() - start;
    } while (elapsed < nanos);
    printf("%lld %lld\n", (long long)operations, (long long)elapsed);
    fflush(stdout);
}

int main(int argc, char **argv) {
    const char *mode = argc == 2 ? argv[1] : "";
    void (*operation)(void);
    if (strcmp(mode, "wake") == 0) {
        operation = wake_nobody;
    } else if (strcmp(mode, "pingpong") == 0) {
        operation = ping;
        start_pong();
    } else {
        fprintf(stderr, "usage: furwock_peer wake|pingpong\n");
        return 2;
    }
    long millis;
    while (scanf("%ld", &millis) == 1) {
        work(operation, (int64_t)millis * 1000000);
    }
    return EXIT_SUCCESS;
}
