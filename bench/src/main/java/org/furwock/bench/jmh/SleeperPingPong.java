package org.furwock.bench.jmh;

import java.util.concurrent.locks.LockSupport;
import org.furwock.sync.Event;
import org.furwock.sync.Parker;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Control;

/** The turn is a field. Each thread sleeps at an object of its own. */
@State(Scope.Group)
public class SleeperPingPong extends PingPong {

    /** The kinds of objects to sleep at. */
    public enum Kind {
        /** An event that lets one thread through for each set. */
        EVENT("Event"),
        /** A token. */
        PARKER("Parker"),
        /** The JDK's token. */
        LOCK_SUPPORT("LockSupport");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The common name. */
        public String title() {
            return title;
        }

        private Sleeper create() {
            return switch (this) {
                case EVENT -> new InEvent(new Event(Event.Reset.AUTO));
                case PARKER -> new InParker(new Parker());
                case LOCK_SUPPORT -> new InLockSupport();
            };
        }
    }

    /** One thread sleeps here, and the other wakes it. A wake before the sleep is not lost. */
    private interface Sleeper {
        void sleep();

        void wake();
    }

    private record InEvent(Event event) implements Sleeper {
        @Override
        public void sleep() {
            event.awaitUninterruptibly();
        }

        @Override
        public void wake() {
            event.set();
        }
    }

    private record InParker(Parker parker) implements Sleeper {
        @Override
        public void sleep() {
            parker.park();
        }

        @Override
        public void wake() {
            parker.unpark();
        }
    }

    private static final class InLockSupport implements Sleeper {
        private volatile @Nullable Thread sleeper;

        @Override
        public void sleep() {
            if (sleeper != Thread.currentThread()) {
                // A waker that does not see this yet has already changed the turn: test it again.
                sleeper = Thread.currentThread();
                return;
            }
            LockSupport.park(this);
        }

        @Override
        public void wake() {
            LockSupport.unpark(sleeper);
        }
    }

    /** The kind of object to sleep at. */
    @Param public Kind kind;

    private volatile int turn = PING;
    private Sleeper ofPing;
    private Sleeper ofPong;

    /** One for each thread. */
    @Setup
    public void create() {
        ofPing = kind.create();
        ofPong = kind.create();
    }

    @Override
    protected void pass(int mine, int other, Control control) {
        Sleeper sleeper = mine == PING ? ofPing : ofPong;
        while (turn != mine && !control.stopMeasurement) {
            sleeper.sleep();
        }
        turn = other;
        (mine == PING ? ofPong : ofPing).wake();
    }
}
