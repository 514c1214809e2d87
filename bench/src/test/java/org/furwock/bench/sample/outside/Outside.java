package org.furwock.bench.sample.outside;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.furwock.bench.sample.edge.Edges;

/** Classes that the agent is not told to swap. */
public final class Outside {

    private Outside() {}

    /** Wants the JDK's type. */
    public static void keep(ReentrantLock lock) {
        lock.lock();
        lock.unlock();
    }

    /** Wants any lock. */
    public static void use(Lock lock) {
        lock.lock();
        lock.unlock();
    }

    /** Wants the JDK's type, where only the generic signature says so. */
    public static int count(List<ReentrantLock> locks) {
        return locks.size();
    }

    /** Gives the JDK's type. */
    public interface Provider {
        /** The lock. */
        ReentrantLock lock();
    }

    /** A lock of the JDK's. */
    public static class OtherLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;
    }

    /** Takes a lock out of a class that is included. */
    public static final class Taker {
        private Taker() {}

        /** Whether it is free. */
        public static boolean isFree(Edges.Taken taken) {
            return !taken.lock().isLocked();
        }
    }

    /** Overrides a method of a class that is included. */
    public static class Overrider extends Edges.Overridden {
        @Override
        protected ReentrantLock made() {
            return new ReentrantLock(true);
        }
    }

    /** Uses a subclass of the lock that is included. */
    public static final class SubclassUser {
        private SubclassUser() {}

        /** As its superclass. */
        public static ReentrantLock plain(Edges.UsedSubclass lock) {
            return lock;
        }
    }
}
