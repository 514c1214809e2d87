package org.furwock.jcstress.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.FutexScope;
import org.furwock.futex.FutexWord;
import org.furwock.futex.region.SharedRegion;
import org.furwock.futex.region.SharedRegionSlot;
import org.furwock.jcstress.gate.Gate;
import org.furwock.jcstress.gate.Gates;
import org.furwock.locks.FutexReentrantLock;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.sync.Event;
import org.furwock.sync.Mutex;
import org.furwock.sync.MutexCondition;
import org.furwock.sync.Parker;
import org.furwock.sync.RwLock;
import org.furwock.sync.Semaphore;
import org.furwock.sync.shared.PthreadMutex;
import org.furwock.sync.shared.PthreadMutexLayout;
import org.furwock.sync.shared.SharedPrimitives;

/** A task for each primitive. */
public final class Tasks {

    private static final String MUTEX = "mutex";
    private static final int SIZE = PthreadMutexLayout.SIZE;

    private Tasks() {}

    /** The tasks with this text in their names. */
    public static List<Task> named(String text) {
        String part = text.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(task -> task.name().toLowerCase(Locale.ROOT).contains(part))
                .toList();
    }

    private static List<Task> all() {
        List<Task> all = new ArrayList<>();
        all.add(new Task("Mutex", workers -> mutex(FutexWord.allocate())));
        all.add(new Task("Mutex, conditions", Tasks::mutexConditions));
        all.add(new Task("RwLock", workers -> rwLock(FutexWord.allocate())));
        all.add(new Task("Semaphore", workers -> semaphore()));
        all.add(new Task("Semaphore, fair", workers -> fairSemaphore()));
        all.add(new Task("Barrier", BarrierWork::new));
        all.add(new Task("Latch", LatchWork::new));
        all.add(new Task("Event, auto", n -> events(n, Event.Reset.AUTO)));
        all.add(new Task("Event, manual", n -> events(n, Event.Reset.MANUAL)));
        all.add(new Task("Once", workers -> new OnceWork()));
        all.add(new Task("Parker", n -> new GateWork(n, word -> Gates.of(new Parker(word)))));
        for (boolean fair : new boolean[] {false, true}) {
            addDropIns(all, fair, fair ? ", fair" : "");
        }
        if (EngineInfo.current().reachesKernel()) { // emulation reaches no shared memory
            all.add(new Task("RobustMutex", workers -> robustMutex()));
            all.add(new Task("PiMutex", workers -> piMutex()));
        }
        return all;
    }

    private static void addDropIns(List<Task> all, boolean fair, String suffix) {
        all.add(
                new Task(
                        "FutexReentrantLock" + suffix,
                        workers -> LockWork.ofReentrant(new FutexReentrantLock(fair))));
        all.add(
                new Task(
                        "FutexReentrantLock, conditions" + suffix,
                        workers -> conditions(workers, new FutexReentrantLock(fair))));
        all.add(
                new Task(
                        "FutexReentrantReadWriteLock" + suffix,
                        workers -> new ReadWriteWork(new FutexReentrantReadWriteLock(fair), true)));
        all.add(
                new Task(
                        "FutexReentrantReadWriteLock, conditions" + suffix,
                        workers ->
                                conditions(
                                        workers,
                                        new FutexReentrantReadWriteLock(fair).writeLock())));
    }

    private static Work mutex(FutexWord word) {
        return LockWork.of(new Mutex(word), word);
    }

    private static Work mutexConditions(int workers) {
        FutexWord word = FutexWord.allocate();
        Mutex mutex = new Mutex(word);
        FutexWord[] full = FutexWord.allocateAdjacent(word.scope(), MutexCondition.WORDS);
        FutexWord[] empty = FutexWord.allocateAdjacent(word.scope(), MutexCondition.WORDS);
        return new ConditionWork(
                workers,
                mutex,
                new MutexCondition(mutex, full),
                new MutexCondition(mutex, empty),
                word,
                full[0],
                empty[0]);
    }

    private static Work conditions(int workers, Lock lock) {
        return new ConditionWork(workers, lock, lock.newCondition(), lock.newCondition());
    }

    private static Work rwLock(FutexWord word) {
        return new ReadWriteWork(new RwLock(word), false, word);
    }

    private static Work semaphore() {
        FutexWord[] words = FutexWord.allocateAdjacent(FutexScope.PRIVATE, Semaphore.WORDS);
        return new SemaphoreWork(new Semaphore(SemaphoreWork.PERMITS, words), words);
    }

    private static Work fairSemaphore() {
        return new SemaphoreWork(new Semaphore(SemaphoreWork.PERMITS, true));
    }

    private static Work events(int workers, Event.Reset reset) {
        return new GateWork(workers, word -> event(new Event(reset, word), reset));
    }

    private static Gate event(Event event, Event.Reset reset) {
        Gate gate = Gates.of(event);
        return reset == Event.Reset.AUTO ? gate : new ResettingGate(gate, event::reset);
    }

    private static Work robustMutex() {
        SharedRegion region = region();
        PthreadMutex mutex = SharedPrimitives.robustMutex(region, MUTEX);
        SharedRegionSlot slot = region.slot(MUTEX, PthreadMutexLayout.ROBUST_TYPE, SIZE);
        return LockWork.ofPlatform(asLock(mutex), slot.word(PthreadMutexLayout.WORD_OFFSET));
    }

    private static Work piMutex() {
        return LockWork.ofPlatform(asLock(SharedPrimitives.piMutex(region(), MUTEX)));
    }

    private static Lock asLock(PthreadMutex mutex) {
        return mutex.asLock(
                death -> {
                    throw new Loss("the mutex reports a death that did not happen: " + death);
                });
    }

    /** A region whose file has no name, so that it goes with its last mapping. */
    private static SharedRegion region() {
        try {
            Path folder = Files.createTempDirectory("furwock-soak");
            SharedRegion region = SharedRegion.at(folder.resolve("region")).create();
            region.unlink();
            Files.delete(folder);
            return region;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
