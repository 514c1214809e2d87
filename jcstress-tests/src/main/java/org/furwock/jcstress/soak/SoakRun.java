package org.furwock.jcstress.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.jcstress.Pace;
import org.furwock.jcstress.ThreadReport;
import org.furwock.jcstress.Threads;
import org.jspecify.annotations.Nullable;

/**
 * Workers that do one task for some time, while faults are injected.
 *
 * <p>In the fault phase, workers are interrupted, words are woken spuriously, waits have time-outs,
 * and garbage is made, all at random. Each fault can also rescue a thread whose wake-up was lost,
 * and so can the next thread that uses the primitive. So each fault phase ends after some
 * milliseconds, and the run quiesces: no worker begins a round. A worker inside a round must finish
 * it, unless it may wait for ever, for instance at a barrier for workers that do not come. Then the
 * recovery lasts until each worker has completed some rounds. A worker that never does has lost its
 * wake-up. Workers that have completed their rounds make room for the others, so no worker starves
 * on a busy machine.
 */
final class SoakRun {

    private static final long MAX_FAULT_NANOS = 15_000_000;
    private static final int MAX_PAUSE_NANOS = 60_000;
    private static final int GARBAGE = 256 * 1024;
    private static final int GARBAGE_PER_COLLECTION = 2000;

    /** About the time in which one thread wakes the next. */
    private static final int MAX_TURNS = 1000;

    private static final int POLL_MILLIS = 10;
    private static final long FIRST_POLL_NANOS = 50_000;

    private final Task task;
    private final Work work;
    private final FaultPhase phase = new FaultPhase();
    private final List<Worker> workers = new ArrayList<>();
    private final SplittableRandom random;
    private final int patiencePolls;
    private final AtomicReference<byte[]> garbage = new AtomicReference<>(new byte[0]);

    private long wakes;
    private @Nullable String loss;

    SoakRun(Task task, int threads, long seed, int patienceMillis) {
        this.task = task;
        this.random = new SplittableRandom(seed);
        this.patiencePolls = Math.max(1, patienceMillis / POLL_MILLIS);
        this.work = task.work().apply(threads);
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(i, work, phase, random.nextLong()));
        }
    }

    /** Runs for this time, and returns the result. */
    SoakResult run(long nanos) {
        boolean virtual = work.servesVirtualThreads() && Threads.hasVirtual();
        for (Worker worker : workers) {
            worker.start(virtual && random.nextInt(2) == 0);
        }
        long start = System.nanoTime();
        while (loss == null && System.nanoTime() - start < nanos) {
            boolean interrupts = random.nextBoolean();
            injectFaults(interrupts);
            quiesce(interrupts);
            recover();
        }
        end();
        return result();
    }

    private void injectFaults(boolean interrupts) {
        boolean wakesWords = random.nextBoolean();
        boolean makesGarbage = random.nextBoolean();
        phase.injectFaults(random.nextBoolean());
        long length = 1 + random.nextLong(MAX_FAULT_NANOS);
        long start = System.nanoTime();
        while (System.nanoTime() - start < length) {
            if (interrupts) {
                interruptSomeWorker();
            }
            if (wakesWords) {
                wakeSomeWord();
            }
            if (makesGarbage) {
                makeGarbage();
            }
            LockSupport.parkNanos(random.nextInt(MAX_PAUSE_NANOS));
        }
    }

    private void interruptSomeWorker() {
        workers.get(random.nextInt(workers.size())).interrupt();
    }

    private void wakeSomeWord() {
        List<FutexWord> words = work.words();
        if (!words.isEmpty()) {
            Futex.wake(words.get(random.nextInt(words.size())), 1 + random.nextInt(3));
            wakes++;
        }
    }

    private void makeGarbage() {
        garbage.set(new byte[GARBAGE]); // young collections
        if (random.nextInt(GARBAGE_PER_COLLECTION) == 0) {
            System.gc();
        }
    }

    /** From now on each woken sleeper wakes the next one. An interrupt may break that chain. */
    private void quiesce(boolean interrupts) {
        phase.quiesce();
        for (int i = 0; interrupts && i < workers.size(); i++) {
            interruptSomeWorker();
            Pace.dawdle(MAX_TURNS);
        }
        if (!poll(() -> work.isAtRest(inside().mapToInt(Worker::number).toArray()))) {
            loss = forgotten("while quiescing", Worker::isInside);
        }
    }

    private Stream<Worker> inside() {
        return workers.stream().filter(Worker::isInside);
    }

    private void recover() {
        long[] before = workers.stream().mapToLong(Worker::rounds).toArray();
        phase.recover();
        if (loss != null) {
            return;
        }
        boolean allRecovered = poll(() -> workers.stream().allMatch(w -> hasRecovered(w, before)));
        if (!allRecovered) {
            loss = forgotten("after a fault phase", worker -> !hasRecovered(worker, before));
        }
    }

    private static boolean hasRecovered(Worker worker, long[] before) {
        return worker.hasEnded()
                || worker.rounds() - before[worker.number()] > Worker.RECOVERY_ROUNDS;
    }

    private void end() {
        phase.end();
        if (loss == null && !poll(this::haveAllEnded)) {
            loss = forgotten("at the end", worker -> !worker.hasEnded());
        }
        String failure = failure();
        if (failure != null) {
            loss = failure;
        } else if (loss == null) {
            loss = settle();
        }
    }

    private boolean haveAllEnded() {
        work.letGo();
        return workers.stream().allMatch(Worker::hasEnded);
    }

    /** Whether the condition came true. The bound counts polls, because the JVM may be stopped. */
    private boolean poll(BooleanSupplier condition) {
        long pause = FIRST_POLL_NANOS;
        int polls = 0;
        while (!condition.getAsBoolean()) {
            boolean longest = pause >= POLL_MILLIS * 1_000_000L;
            if (failure() != null || (longest && ++polls > patiencePolls)) {
                return failure() == null && condition.getAsBoolean();
            }
            LockSupport.parkNanos(pause);
            pause = longest ? pause : pause * 2;
        }
        return true;
    }

    /** The failure of a worker; null if none failed. */
    private @Nullable String failure() {
        for (Worker worker : workers) {
            Throwable failure = worker.failure();
            if (failure != null) {
                StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
                text.append("\n  ").append(failure.getClass().getName());
                for (StackTraceElement frame : failure.getStackTrace()) {
                    text.append("\n      at ").append(frame);
                }
                return text.append('\n').toString();
            }
        }
        return null;
    }

    private @Nullable String settle() {
        for (Worker worker : workers) {
            if (worker.hasInterruptUnderway()) {
                return "an interrupt is lost: worker " + worker.number();
            }
        }
        try {
            work.settle();
            return null;
        } catch (Loss e) {
            return e.getMessage();
        }
    }

    private String forgotten(String when, Predicate<Worker> late) {
        List<Worker> forgotten = workers.stream().filter(late).toList();
        if (forgotten.isEmpty()) {
            return "a worker failed " + when;
        }
        StringBuilder text = new StringBuilder(1000);
        text.append(forgotten.size())
                .append(" of ")
                .append(workers.size())
                .append(" workers made no progress for ")
                .append(patiencePolls * POLL_MILLIS)
                .append(" ms ")
                .append(when)
                .append("\n  ")
                .append(work)
                .append('\n');
        work.words().forEach(word -> text.append("  ").append(ThreadReport.of(word)).append('\n'));
        text.append(ThreadReport.of(forgotten.stream().map(Worker::thread).toList()));
        return text.toString();
    }

    private SoakResult result() {
        long operations = 0;
        long interrupts = 0;
        long timeOuts = 0;
        for (Worker worker : workers) {
            operations += worker.operations();
            interrupts += worker.interrupts();
            timeOuts += worker.timeOuts();
        }
        return new SoakResult(task.name(), operations, interrupts, timeOuts, wakes, loss);
    }
}
