package org.furwock.sync;

import java.util.Collection;
import org.furwock.futex.Deadline;
import org.furwock.futex.Futex;
import org.furwock.watch.WaitFactory;
import org.furwock.watch.WaitRecord;
import org.furwock.watch.WaitTable;
import org.jspecify.annotations.Nullable;

/** A thread's wait for a mutex. */
final class WordWait extends WaitRecord {

    private static final WaitFactory<Mutex> FACTORY = new Factory();

    private final Mutex mutex;

    private record Factory() implements WaitFactory<Mutex> {

        @Override
        public WaitRecord create(Mutex mutex) {
            return new WordWait(mutex);
        }
    }

    private WordWait(Mutex mutex) {
        this.mutex = mutex;
    }

    /** Loads this class, while there is memory for that. */
    static void load() {
        WaitTable.load();
    }

    /**
     * Called by a thread that is about to sleep.
     *
     * @param mayFail whether the wait may be chosen to fail, to end a deadlock
     * @return null without memory or stack; then the search for deadlocks does not see the wait
     */
    static @Nullable WaitRecord enter(
            Mutex mutex, boolean interruptible, Deadline deadline, boolean mayFail) {
        return WaitTable.enter(FACTORY, mutex, interruptible, deadline, mayFail);
    }

    @Override
    protected Object lock() {
        return mutex;
    }

    @Override
    protected String mode() {
        return "exclusive";
    }

    @Override
    protected @Nullable String site() {
        return mutex.site();
    }

    @Override
    protected void addHolders(Collection<Thread> to) {
        Thread owner = mutex.owner();
        if (owner != null) {
            to.add(owner);
        }
    }

    @Override
    protected void wake() {
        Futex.wakeAll(mutex.word()); // a needless wake costs a look
    }
}
