package org.furwock.jcstress.gate;

import java.util.concurrent.TimeUnit;
import org.furwock.sync.Event;
import org.furwock.sync.Latch;
import org.furwock.sync.Parker;
import org.furwock.sync.Semaphore;

/** The primitives as gates. */
final class Gates {

    private Gates() {}

    /** A latch with a count of one: stays open. */
    static Gate latch() {
        Latch latch = new Latch(1);
        return new Gate() {
            @Override
            public void open() {
                latch.countDown();
            }

            @Override
            public void pass() {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public boolean pass(long nanos) throws InterruptedException {
                return latch.await(nanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean isOpen() {
                return latch.getCount() == 0;
            }
        };
    }

    /** An event: stays open if its reset is manual, else lets one pass. */
    static Gate event(Event.Reset reset) {
        Event event = new Event(reset);
        return new Gate() {
            @Override
            public void open() {
                event.set();
            }

            @Override
            public void pass() {
                event.awaitUninterruptibly();
            }

            @Override
            public boolean pass(long nanos) throws InterruptedException {
                return event.await(nanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean isOpen() {
                return event.isSet();
            }
        };
    }

    /** A parker: lets one pass, of one who waits. */
    static Gate parker() {
        Parker parker = new Parker();
        return new Gate() {
            @Override
            public void open() {
                parker.unpark();
            }

            @Override
            public void pass() {
                parker.park();
            }

            @Override
            public boolean pass(long nanos) throws InterruptedException {
                return parker.parkNanos(nanos);
            }

            @Override
            public boolean isOpen() {
                return parker.hasToken();
            }
        };
    }

    /** A semaphore without permits: each release lets one pass. */
    static Gate semaphore(boolean fair) {
        Semaphore semaphore = new Semaphore(0, fair);
        return new Gate() {
            @Override
            public void open() {
                semaphore.release();
            }

            @Override
            public void pass() {
                semaphore.acquireUninterruptibly();
            }

            @Override
            public boolean pass(long nanos) throws InterruptedException {
                return semaphore.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public boolean isOpen() {
                return semaphore.availablePermits() > 0;
            }
        };
    }
}
