package org.furwock.sync;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;

/**
 * The words and the threads with which a primitive is tested; {@link InEverySetting} runs all
 * settings but one.
 */
enum Setting {
    PRIVATE_PLATFORM(FutexScope.PRIVATE, Kind.PLATFORM),
    SHARED_PLATFORM(FutexScope.SHARED, Kind.PLATFORM),
    PRIVATE_VIRTUAL(FutexScope.PRIVATE, Kind.VIRTUAL),
    SHARED_VIRTUAL(FutexScope.SHARED, Kind.VIRTUAL),
    /** In a region. */
    REGION(FutexScope.SHARED, Kind.PLATFORM),
    /** In a region, and every other thread has a twin in another process. */
    PROCESSES(FutexScope.SHARED, Kind.PLATFORM);

    /** The body of a thread. */
    interface Action {
        void run() throws Exception;
    }

    private final FutexScope scope;
    private final Kind kind;

    Setting(FutexScope scope, Kind kind) {
        this.scope = scope;
        this.kind = kind;
    }

    /** The settings that this JDK and this engine have. */
    static Stream<Setting> all() {
        return Arrays.stream(values())
                .filter(setting -> setting.kind == Kind.PLATFORM || TestThreads.hasVirtual())
                .filter(setting -> setting != PROCESSES)
                .filter(setting -> setting != REGION || TestEngines.isKernel());
    }

    /** These, and the setting with two processes. */
    static Stream<Setting> allAndProcesses() {
        return Stream.concat(all(), Stream.of(PROCESSES).filter(setting -> TestEngines.isKernel()));
    }

    private boolean isInRegion() {
        return this == REGION || this == PROCESSES;
    }

    boolean isVirtual() {
        return kind == Kind.VIRTUAL;
    }

    FutexWord word() {
        return isInRegion() ? Twins.get().words(1)[0] : FutexWord.allocate(scope);
    }

    /**
     * Makes what is tested by a constructor of its class, where processes take part twice.
     *
     * @param as an interface with methods that the class has, too
     */
    <T> T make(Class<T> as, Class<?> type, Object... arguments) {
        return this == PROCESSES
                ? Twins.get().make(as, type, arguments)
                : Duck.as(as, Duck.construct(type, arguments));
    }

    /** A number of rounds: less where a wait takes a thread, or a process, of its own. */
    int rounds(int usual) {
        if (this == PROCESSES) {
            return Math.max(usual / 50, 1);
        }
        return this == SHARED_VIRTUAL ? Math.max(usual / 10, 1) : usual;
    }

    /**
     * Lets others run. Virtual threads park for that: those that only yield can keep one that was
     * woken from running for ever (JDK 25, as many of them as carriers).
     */
    void pause() {
        if (isVirtual()) {
            LockSupport.parkNanos(1);
        } else {
            Thread.yield();
        }
    }

    <T> Task<T> start(Callable<T> body) {
        return TestThreads.start(kind, Twins.leaving(body));
    }

    Task<Void> run(Action body) {
        return start(
                () -> {
                    body.run();
                    return null;
                });
    }

    /** Starts a thread whose result is what its body throws, or null. */
    Task<Throwable> failing(Action body) {
        return start(
                () -> {
                    try {
                        body.run();
                        return null;
                    } catch (Exception e) {
                        return e;
                    }
                });
    }

    /** Interrupts the one thread that sleeps at the word, and expects that it keeps sleeping. */
    static void interruptInVain(Task<?> sleeper, FutexWord word) {
        sleeper.interrupt();
        // It tests its status when it goes back to sleep, if it does.
        Sleepers.wakeOne(word);
        Sleepers.awaitAsleep(word, 1);
    }
}
