package org.furwock.jcstress.gate;

import java.util.concurrent.TimeUnit;
import org.furwock.sync.Event;
import org.furwock.sync.Latch;
import org.furwock.sync.Parker;
import org.furwock.sync.Semaphore;

/** The primitives as gates. */
public final class Gates {

    private Gates() {}

    /** A latch: counting it down to 0 opens it for good. */
    public static Gate of(Latch latch) {
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

    /** An event: stays open if its reset is manual, otherwise lets one thread pass. */
    public static Gate of(Event event) {
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

    /** A parker: each unpark lets its one waiter pass. */
    public static Gate of(Parker parker) {
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

    /** A semaphore: each release lets one thread pass. */
    public static Gate of(Semaphore semaphore) {
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
