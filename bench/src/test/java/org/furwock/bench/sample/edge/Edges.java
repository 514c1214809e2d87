package org.furwock.bench.sample.edge;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.furwock.bench.sample.outside.Outside;

/** One class for each way in which a lock passes the boundary, or does not. */
public final class Edges {

    private Edges() {}

    /** Passes its lock to a method that wants the JDK's. */
    public static class PassesOut {
        private final ReentrantLock lock = new ReentrantLock();
        private final Semaphore permits = new Semaphore(1);

        /** Passes it. */
        public boolean pass() {
            Outside.keep(lock);
            return permits.tryAcquire();
        }
    }

    /** Shares the lock of a class that passes it. */
    public static class Friend {
        private final ReentrantLock own = new ReentrantLock();

        /** Whether both are free. */
        public boolean areFree(PassesOut other) {
            return !own.isLocked() && !other.lock.isLocked();
        }
    }

    /** An anonymous class captures a list of locks, without a generic signature. */
    public static class Captures {
        /** Uses them later. */
        public Runnable later(List<ReentrantLock> locks) {
            return new Runnable() {
                @Override
                public void run() {
                    Outside.count(locks);
                    locks.forEach(ReentrantLock::lock);
                }
            };
        }
    }

    /** Passes its lock as any lock. */
    public static class PassesAsLock {
        private final ReentrantLock lock = new ReentrantLock();

        /** Passes it. */
        public void pass() {
            Outside.use(lock);
        }
    }

    /** Passes its locks where only a generic signature has the type. */
    public static class PassesList {
        private final List<ReentrantLock> locks = new ArrayList<>();

        /** Passes them. */
        public int pass() {
            return Outside.count(locks);
        }
    }

    /** Implements a method that gives the JDK's. */
    public static class Implements implements Outside.Provider {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public ReentrantLock lock() {
            return lock;
        }
    }

    /** Implements it by a lambda. */
    public static class Lambda {
        /** Made where it is asked for. */
        public Outside.Provider provider() {
            return ReentrantLock::new;
        }
    }

    /** Declares what the interface outside declares, and has no lock in the descriptor. */
    public interface OwnLockProvider {
        /** The lock. */
        OwnLock lock();
    }

    /** Declares neither method, so that a lambda has to implement both. */
    public interface OwnProvider extends Outside.Provider, OwnLockProvider {}

    /** A lock to be provided. */
    public static class OwnLock extends ReentrantLock {
        private static final long serialVersionUID = 1L;
    }

    /** Implements both methods by a lambda. */
    public static class BridgeLambda {
        /** Made where it is asked for. */
        public OwnProvider provider() {
            return OwnLock::new;
        }
    }

    /** Its lambda is serialized with a descriptor that names the type. */
    public static class SavedLambda {
        /** Such a lambda. */
        public interface Question extends Predicate<ReentrantLock>, Serializable {}

        /** Made where it is asked for. */
        public Question question() {
            return lock -> lock.isFair();
        }
    }

    /** Implements an interface of the JDK by a lambda, whose descriptor has no lock. */
    public static class JdkLambda {
        /** Made where it is asked for. */
        public Supplier<ReentrantLock> supplier() {
            return ReentrantLock::new;
        }
    }

    /** Has a lock that a class outside takes. */
    public static class Taken {
        private final ReentrantLock lock = new ReentrantLock();

        /** The lock. */
        public ReentrantLock lock() {
            return lock;
        }
    }

    /** Has a method that a class outside overrides. */
    public static class Overridden {
        /** The lock. */
        protected ReentrantLock made() {
            return new ReentrantLock();
        }
    }

    /** A subclass that a class outside takes for the JDK's. */
    public static class UsedSubclass extends ReentrantLock {
        private static final long serialVersionUID = 1L;
    }

    /** Uses a subclass of the JDK's that is outside. */
    public static class UsesOtherLock {
        private final ReentrantLock lock = new Outside.OtherLock();

        /** Whether it is free. */
        public boolean isFree() {
            return !lock.isLocked();
        }
    }

    /** Its serialized form names the type. */
    public static class Saved implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Written. */
        public final ReentrantLock lock = new ReentrantLock();
    }

    /** Its serialized form does not. */
    public static class SavedWithoutLock implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Not written. */
        public transient ReentrantLock lock = new ReentrantLock();
    }

    /** Gives the lock to code that is not Java. */
    public static class Native {
        /** Not there. */
        public native void give(ReentrantLock lock);
    }

    /** Declares what our lock has, and makes final. */
    public static class Final extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        /** A method of AbstractOwnableSynchronizer. */
        protected Thread getExclusiveOwnerThread() {
            return getOwner();
        }
    }

    /** Declares what an interface outside declares too. */
    public static class Base {
        private final ReentrantLock lock = new ReentrantLock();

        /** The lock. */
        public ReentrantLock lock() {
            return lock;
        }
    }

    /** Mentions no lock, and makes that method the interface's. */
    public static class Heir extends Base implements Outside.Provider {}

    /** Declares what {@link JoinedBase} declares too. */
    public interface Joined {
        /** The lock. */
        ReentrantLock joined();
    }

    /** Passes its lock out. */
    public static class JoinedBase {
        private final ReentrantLock lock = new ReentrantLock();

        /** Passes it. */
        public ReentrantLock joined() {
            Outside.keep(lock);
            return lock;
        }
    }

    /** Mentions no lock either. */
    public static class JoinedHeir extends JoinedBase implements Joined {}

    /** Its default serialVersionUID depends on a field that is not written. */
    @SuppressWarnings("serial")
    public static class SavedByDefaultUid implements Serializable {
        /** Not written, and part of the hash. */
        public transient ReentrantLock lock = new ReentrantLock();
    }

    /** Its default serialVersionUID depends on a constructor. */
    @SuppressWarnings("serial")
    public static class ExternalByDefaultUid implements Externalizable {
        private transient ReentrantLock lock;

        /** Needed to read it. */
        public ExternalByDefaultUid() {}

        ExternalByDefaultUid(ReentrantLock lock) {
            this.lock = lock;
        }

        @Override
        public void writeExternal(ObjectOutput out) {
            lock.lock();
        }

        @Override
        public void readExternal(ObjectInput in) {
            lock = new ReentrantLock();
        }
    }

    /** Its default serialVersionUID does not depend on its lock. */
    @SuppressWarnings("serial")
    public static class SavedByUnchangedUid implements Serializable {
        private static final ReentrantLock SHARED = new ReentrantLock();

        private transient ReentrantLock lock = new ReentrantLock();

        private static boolean isFree(ReentrantLock lock) {
            return !lock.isLocked();
        }

        /** Whether both are free. */
        public boolean areFree() {
            return isFree(SHARED) && isFree(lock);
        }
    }

    /** Of an enum only the names of its constants are written. */
    public enum SavedEnum {
        /** One. */
        ONE(new ReentrantLock());

        /** Not written. */
        public final ReentrantLock lock;

        SavedEnum(ReentrantLock lock) {
            this.lock = lock;
        }
    }

    /** Declares what our lock has, as its subclass {@link Grand} does. */
    public static class Own extends ReentrantLock {
        private static final long serialVersionUID = 1L;
    }

    /** Mentions no lock. */
    public static class Grand extends Own {
        private static final long serialVersionUID = 1L;

        /** A method of AbstractOwnableSynchronizer. */
        public void setExclusiveOwnerThread(Thread thread) {
            throw new IllegalStateException("not for " + thread);
        }
    }

    /** Has a default method that our lock has from an interface. */
    public interface Guarded extends Lock {
        /** Runs it. */
        default void run(Runnable action) {
            action.run();
        }
    }

    /** A lock with that method. */
    public static class GuardedLock extends ReentrantLock implements Guarded {
        private static final long serialVersionUID = 1L;
    }

    /** Has a subclass outside. */
    public static class Parent extends ReentrantLock {
        private static final long serialVersionUID = 1L;
    }

    /** Has a method of our lock's that is not implemented. */
    public interface Runner {
        /** Runs it. */
        void run(Runnable action);
    }

    /** Implements it. */
    public static class RunnerLock extends ReentrantLock implements Runner {
        private static final long serialVersionUID = 1L;

        @Override
        public void run(Runnable action) {
            action.run();
        }
    }

    /** Has a lock that no class on the class path takes. */
    public static class Free {
        private final ReentrantLock lock = new ReentrantLock();

        /** The lock. */
        public ReentrantLock lock() {
            return lock;
        }
    }
}
