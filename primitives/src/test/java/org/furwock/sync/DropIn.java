package org.furwock.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.TestEngines;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;

/**
 * Something that a contract is tested on: the JDK's own class, which proves the test, or ours on
 * words of its own or on given ones; and the threads that use it.
 *
 * @param words how it gets its words
 * @param kind its threads
 * @param fair whether to ask for fairness; without meaning for most
 */
record DropIn(Words words, Kind kind, boolean fair) {

    /** The place of the state. */
    enum Words {
        JDK,
        OWN,
        PRIVATE,
        SHARED,
        /** In a region. */
        REGION,
        /** In a region, and every other thread has a twin in another process. */
        PROCESSES;

        private boolean isOf(Kind kind) {
            boolean region = this == REGION || this == PROCESSES;
            return !region || (kind == Kind.PLATFORM && TestEngines.isKernel());
        }
    }

    /** The body of a thread. */
    interface Action {
        void run() throws Exception;
    }

    /** On all words, by all threads that this JDK has. */
    static Stream<DropIn> all() {
        return Stream.of(Kind.values())
                .filter(kind -> kind == Kind.PLATFORM || TestThreads.hasVirtual())
                .flatMap(
                        kind ->
                                Stream.of(Words.values())
                                        .filter(words -> words.isOf(kind))
                                        .map(words -> new DropIn(words, kind, false)));
    }

    /** As {@link #all}, and fair ones where words are not given. */
    static Stream<DropIn> fairToo() {
        Stream<DropIn> fair =
                all().filter(on -> on.isJdk() || on.words == Words.OWN)
                        .map(on -> new DropIn(on.words, on.kind, true));
        return Stream.concat(all(), fair);
    }

    static Stream<DropIn> ours() {
        return all().filter(on -> !on.isJdk());
    }

    boolean isJdk() {
        return words == Words.JDK;
    }

    /** Whether threads of another process take part. */
    boolean isOfProcesses() {
        return words == Words.PROCESSES;
    }

    /**
     * Makes what is tested by a constructor of its class, where processes take part twice.
     *
     * @param as an interface with methods that the class has, too
     */
    <T> T make(Class<T> as, Class<?> type, Object... arguments) {
        return isOfProcesses()
                ? Twins.get().make(as, type, arguments)
                : Duck.as(as, Duck.construct(type, arguments));
    }

    /** New words to give, or none where none are to be given. */
    FutexWord[] given(int count) {
        return switch (words) {
            case PRIVATE -> FutexWord.allocateAdjacent(FutexScope.PRIVATE, count);
            case SHARED -> FutexWord.allocateAdjacent(FutexScope.SHARED, count);
            case REGION, PROCESSES -> Twins.get().words(count);
            default -> new FutexWord[0];
        };
    }

    /** A number of rounds: less where each wait takes the help of another thread or process. */
    int rounds(int usual) {
        if (isOfProcesses()) {
            return Math.max(usual / 50, 2);
        }
        return words == Words.SHARED && kind == Kind.VIRTUAL ? usual / 10 : usual;
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

    /** Starts a thread whose result is how its body ends. */
    <T> Task<Object> outcome(Callable<T> body) {
        return start(
                () -> {
                    try {
                        return body.call();
                    } catch (Exception e) {
                        return e.getClass();
                    }
                });
    }

    /** As {@link #outcome}, for what returns nothing: "returned". */
    Task<Object> ending(Action body) {
        return outcome(
                () -> {
                    body.run();
                    return "returned";
                });
    }

    /**
     * Starts threads with numbers and waits until each waits for something, before it starts the
     * next.
     */
    <T> List<Task<T>> blocked(int count, Function<Integer, Task<T>> start) {
        List<Task<T>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Task<T> task = start.apply(i);
            Blocked.await(task.thread());
            tasks.add(task);
        }
        return tasks;
    }
}
