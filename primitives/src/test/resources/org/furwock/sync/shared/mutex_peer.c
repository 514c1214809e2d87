/*
 * The other side of a shared region, in C: finds a slot by its name and locks the mutex in it with
 * pthread_mutex_lock. Reads an order a line, answers with a line. Layouts: SharedRegionLayout and
 * PthreadMutexLayout.
 *
 *   mutex_peer layout              prints where glibc has the fields, and the kinds
 *   mutex_peer make FILE           makes a file with a robust mutex at its beginning
 *   mutex_peer FILE SLOT COUNTERS  takes orders; FILE may be one that was made so, SLOT then is "-"
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what)
{
    printf("failed: %s\n", what);
    fflush(stdout);
    exit(1);
}

static void init(pthread_mutex_t *mutex, int inheriting)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    if (inheriting)
        pthread_mutexattr_setprotocol(&attributes, PTHREAD_PRIO_INHERIT);
    if (pthread_mutex_init(mutex, &attributes) != 0)
        fail("pthread_mutex_init");
}

static void print_layout(void)
{
    pthread_mutex_t robust, inheriting;
    init(&robust, 0);
    init(&inheriting, 1);
    printf("word %zu count %zu owner %zu users %zu kind %zu previous %zu next %zu size %zu"
           " robust %d inheriting %d\n",
           offsetof(pthread_mutex_t, __data.__lock), offsetof(pthread_mutex_t, __data.__count),
           offsetof(pthread_mutex_t, __data.__owner), offsetof(pthread_mutex_t, __data.__nusers),
           offsetof(pthread_mutex_t, __data.__kind), offsetof(pthread_mutex_t, __data.__list.__prev),
           offsetof(pthread_mutex_t, __data.__list.__next), sizeof(pthread_mutex_t),
           robust.__data.__kind, inheriting.__data.__kind);
}

static char *map(const char *file, size_t *size)
{
    struct stat status;
    int fd = open(file, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &status) != 0)
        fail("open");
    char *memory = mmap(NULL, status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED)
        fail("mmap");
    close(fd);
    *size = status.st_size;
    return memory;
}

static uint32_t u32(const char *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return value;
}

static char *find(char *region, size_t size, const char *name)
{
    if (size < 4096 || memcmp(region, "FURWOCK", 8) != 0 || u32(region + 8) != 0x01020304)
        fail("no region");
    uint32_t at = __atomic_load_n((uint32_t *)(region + 192), __ATOMIC_ACQUIRE);
    for (int steps = 0; at != 0 && steps < 4096; steps++) {
        if (at < 256 || at % 64 != 0 || at > size - 192)
            fail("bad record");
        char *record = region + at;
        uint16_t length;
        memcpy(&length, record + 12, sizeof length);
        if (length == strlen(name) && length <= 64 && memcmp(record + 32, name, length) == 0)
            return region + u32(record + 4);
        at = u32(record);
    }
    fail("no such slot");
    return NULL;
}

static void answer(int error)
{
    switch (error) {
    case 0: puts("ok"); break;
    case EOWNERDEAD: puts("EOWNERDEAD"); break;
    case ENOTRECOVERABLE: puts("ENOTRECOVERABLE"); break;
    case EBUSY: puts("EBUSY"); break;
    case EPERM: puts("EPERM"); break;
    case ETIMEDOUT: puts("ETIMEDOUT"); break;
    case EDEADLK: puts("EDEADLK"); break;
    default: printf("%d\n", error);
    }
    fflush(stdout);
}

static int timed(pthread_mutex_t *mutex, long millis)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += millis / 1000;
    end.tv_nsec += millis % 1000 * 1000000;
    if (end.tv_nsec >= 1000000000) {
        end.tv_sec++;
        end.tv_nsec -= 1000000000;
    }
    return pthread_mutex_timedlock(mutex, &end);
}

/* Two counters that differ only while somebody has the mutex, and how often an owner died. */
static void work(pthread_mutex_t *mutex, volatile int64_t *counters, long rounds)
{
    for (long i = 0; i < rounds; i++) {
        int error = pthread_mutex_lock(mutex);
        if (error == EOWNERDEAD) {
            counters[1] = counters[0];
            counters[2]++;
            pthread_mutex_consistent(mutex);
        } else if (error != 0) {
            answer(error);
            return;
        } else if (counters[0] != counters[1]) {
            puts("broken unseen");
            fflush(stdout);
            exit(1);
        }
        counters[0]++;
        for (volatile int spin = 0; spin < 100; spin++) {
        }
        counters[1]++;
        pthread_mutex_unlock(mutex);
    }
    answer(0);
}

int main(int count, char **arguments)
{
    if (count == 2) {
        print_layout();
        return 0;
    }
    size_t size;
    if (count == 3) {
        int fd = open(arguments[2], O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd < 0 || ftruncate(fd, 4096) != 0)
            fail("make");
        init((pthread_mutex_t *)map(arguments[2], &size), 0);
        puts("made");
        return 0;
    }
    char *region = map(arguments[1], &size);
    int raw = strcmp(arguments[2], "-") == 0;
    pthread_mutex_t *mutex = (pthread_mutex_t *)(raw ? region : find(region, size, arguments[2]));
    volatile int64_t *counters =
        (volatile int64_t *)(raw ? region + 1024 : find(region, size, arguments[3]));
    printf("ready %ld\n", (long)syscall(SYS_gettid));
    fflush(stdout);
    char order[64];
    long number;
    while (fgets(order, sizeof order, stdin)) {
        if (strcmp(order, "lock\n") == 0)
            answer(pthread_mutex_lock(mutex));
        else if (strcmp(order, "try\n") == 0)
            answer(pthread_mutex_trylock(mutex));
        else if (sscanf(order, "timed %ld", &number) == 1)
            answer(timed(mutex, number));
        else if (strcmp(order, "unlock\n") == 0)
            answer(pthread_mutex_unlock(mutex));
        else if (strcmp(order, "consistent\n") == 0)
            answer(pthread_mutex_consistent(mutex));
        else if (sscanf(order, "work %ld", &number) == 1)
            work(mutex, counters, number);
        else if (strcmp(order, "exit\n") == 0)
            exit(0);
        else if (strcmp(order, "crash\n") == 0)
            abort();
        else
            fail(order);
    }
    return 0;
}
