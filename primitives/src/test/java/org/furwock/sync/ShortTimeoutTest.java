package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.furwock.futex.Deadline;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.WatchedEngine;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Time-outs that are too short for a sleep: no system call by the waiter or by the thread that it
 * waits for, and little time.
 */
@HangBound
class ShortTimeoutTest {

    private static final long[] TIMES = {0, 10, -1};

    /** Waits for an event that does not come. Returns whether it has come. */
    private interface Attempt {
        boolean within(long nanos) throws Exception;
    }

    /** Makes the primitive, on words that are 0. */
    private interface Primitive {
        Attempt make(Supplier<FutexWord> words) throws Exception;
    }

    /** For the compiler, which else does not know what the lambda is. */
    private static Named<Primitive> named(String name, Primitive primitive) {
        return Named.of(name, primitive);
    }

    /** Primitives whose word a time-out does not change. */
    static Stream<Named<Primitive>> unchanged() {
        return Stream.of(
                named("Mutex", words -> held(new Mutex(words.get()))),
                named("RwLock, read", words -> read(new RwLock(words.get()))),
                named("RwLock, write", words -> held(new RwLock(words.get()).writeLock())),
                named("RwLock, write while read", words -> write(new RwLock(words.get()))),
                named("MutexCondition", ShortTimeoutTest::condition),
                named("MutexCondition, wall clock", ShortTimeoutTest::conditionUntil),
                named("Event, AUTO", words -> event(Event.Reset.AUTO, words.get())),
                named("Event, MANUAL", words -> event(Event.Reset.MANUAL, words.get())),
                named("Latch", words -> latch(new Latch(1, words.get()))),
                named("Parker", words -> new Parker(words.get())::parkNanos),
                named("Parker, wall clock", words -> parkerUntil(new Parker(words.get()))),
                named("Semaphore, 1", words -> semaphore(1, words)),
                named("Semaphore, 2", words -> semaphore(2, words)));
    }

    /** Primitives on given words. */
    static Stream<Named<Primitive>> onWords() {
        return Stream.concat(
                unchanged(),
                Stream.of(named("Barrier", words -> barrier(new Barrier(2, null, words.get())))));
    }

    /** Those whose time-out the test chooses: not those that take the present time. */
    static Stream<Named<Primitive>> timed() {
        return onWords().filter(primitive -> !primitive.getName().contains(", wall clock"));
    }

    static Stream<Named<Primitive>> all() {
        return Stream.concat(
                onWords(),
                Stream.of(named("Semaphore, fair", words -> semaphore(new Semaphore(0, true), 1))));
    }

    private static Attempt held(Lock lock) {
        elsewhere(lock);
        return nanos -> lock.tryLock(nanos, TimeUnit.NANOSECONDS);
    }

    private static void elsewhere(Lock lock) {
        TestThreads.start(
                        () -> {
                            lock.lock();
                            return null;
                        })
                .get();
    }

    private static Attempt read(RwLock lock) {
        elsewhere(lock.writeLock());
        return nanos -> lock.readLock().tryLock(nanos, TimeUnit.NANOSECONDS);
    }

    private static Attempt write(RwLock lock) {
        elsewhere(lock.readLock());
        return nanos -> lock.writeLock().tryLock(nanos, TimeUnit.NANOSECONDS);
    }

    private static MutexCondition condition(Mutex mutex, Supplier<FutexWord> words) {
        FutexWord[] six = new FutexWord[MutexCondition.WORDS];
        Arrays.setAll(six, i -> words.get());
        return new MutexCondition(mutex, six);
    }

    private static Attempt condition(Supplier<FutexWord> words) {
        Mutex mutex = new Mutex(words.get());
        MutexCondition condition = condition(mutex, words);
        return nanos -> {
            mutex.lock();
            try {
                return condition.await(nanos, TimeUnit.NANOSECONDS)
                        || condition.awaitNanos(nanos) > 0;
            } finally {
                mutex.unlock();
            }
        };
    }

    @SuppressWarnings("JavaUtilDate") // the interface has it so
    private static Attempt conditionUntil(Supplier<FutexWord> words) {
        Mutex mutex = new Mutex(words.get());
        MutexCondition condition = condition(mutex, words);
        return nanos -> {
            mutex.lock();
            try {
                return condition.awaitUntil(new Date());
            } finally {
                mutex.unlock();
            }
        };
    }

    private static Attempt event(Event.Reset mode, FutexWord word) {
        Event event = new Event(mode, word);
        return nanos -> event.await(nanos, TimeUnit.NANOSECONDS);
    }

    private static Attempt latch(Latch latch) {
        return nanos -> latch.await(nanos, TimeUnit.NANOSECONDS);
    }

    private static Attempt barrier(Barrier barrier) {
        return nanos -> {
            assertThatThrownBy(() -> barrier.await(nanos, TimeUnit.NANOSECONDS))
                    .isInstanceOf(TimeoutException.class);
            barrier.reset();
            return false;
        };
    }

    private static Attempt parkerUntil(Parker parker) {
        return nanos -> parker.parkUntil(Deadline.at(Instant.now().minusMillis(1)));
    }

    private static Attempt semaphore(int wanted, Supplier<FutexWord> words) {
        FutexWord[] four = new FutexWord[Semaphore.WORDS];
        Arrays.setAll(four, i -> words.get());
        Semaphore semaphore = new Semaphore(0, four);
        return semaphore(semaphore, wanted);
    }

    private static Attempt semaphore(Semaphore semaphore, int wanted) {
        return nanos -> semaphore.tryAcquire(wanted, nanos, TimeUnit.NANOSECONDS);
    }

    /** With each time; a late return is an error. */
    private static void tryInVain(Attempt attempt) {
        for (long nanos : TIMES) {
            tryInVain(attempt, nanos);
        }
    }

    private static void tryInVain(Attempt attempt, long nanos) {
        try {
            assertThat(attempt.within(nanos)).isFalse();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("onWords")
    void shouldNotEnterTheKernel(Primitive primitive) throws Exception {
        WatchedEngine engine = new WatchedEngine();
        Attempt attempt = primitive.make(() -> engine.word(FutexScope.PRIVATE));
        assertThat(engine.callsOf(() -> tryInVain(attempt))).isEmpty();
    }

    /** A mark in the word would make the other thread enter the kernel. */
    @ParameterizedTest
    @MethodSource("unchanged")
    void shouldLeaveNoMark(Primitive primitive) throws Exception {
        List<FutexWord> words = new ArrayList<>();
        Attempt attempt =
                primitive.make(
                        () -> {
                            words.add(FutexWord.allocate());
                            return words.get(words.size() - 1);
                        });
        List<Integer> before = words.stream().map(FutexWord::get).toList();
        tryInVain(attempt);
        assertThat(words.stream().map(FutexWord::get).toList()).isEqualTo(before);
    }

    /** A thread that may lose its processor for so long tries some times. */
    @ParameterizedTest
    @MethodSource("timed")
    void shouldSleepIfThereIsTimeForIt(Primitive primitive) throws Exception {
        WatchedEngine engine = new WatchedEngine();
        Attempt attempt = primitive.make(() -> engine.word(FutexScope.PRIVATE));
        long nanos = TimeUnit.MILLISECONDS.toNanos(20);
        boolean slept = false;
        for (int i = 0; i < 20 && !slept; i++) {
            slept = !engine.callsOf(() -> tryInVain(attempt, nanos)).isEmpty();
        }
        assertThat(slept).isTrue();
    }

    /** By the median, since any single call can lose its processor. */
    @ParameterizedTest
    @MethodSource("all")
    void shouldTakeLittleTime(Primitive primitive) throws Exception {
        Attempt attempt = primitive.make(FutexWord::allocate);
        for (Kind kind : Kind.values()) {
            if (kind == Kind.PLATFORM || TestThreads.hasVirtual()) {
                assertThat(TestThreads.start(kind, () -> medianOf(attempt)).get())
                        .as("nanoseconds")
                        .isLessThan(TimeUnit.MICROSECONDS.toNanos(200));
            }
        }
    }

    private static long medianOf(Attempt attempt) {
        long[] times = new long[101];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            tryInVain(attempt);
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }
}
