package org.furwock.bench.jmh;

import org.furwock.sync.Semaphore;

/** The semaphores that one benchmark measures. */
public enum SemaphoreKind {
    /** Ours, on futex words. */
    SEMAPHORE("Semaphore"),
    /** The JDK's. */
    JDK_SEMAPHORE("j.u.c.Semaphore");

    /** A semaphore. */
    interface Permits {
        /** Acquires a permit. */
        void acquire() throws InterruptedException;

        /** Releases a permit. */
        void release();
    }

    private final String title;

    SemaphoreKind(String title) {
        this.title = title;
    }

    /** The common name. */
    public String title() {
        return title;
    }

    /** A new semaphore with this number of permits. */
    Permits create(int permits) {
        return switch (this) {
            case SEMAPHORE -> new Ours(new Semaphore(permits));
            case JDK_SEMAPHORE -> new Jdk(new java.util.concurrent.Semaphore(permits));
        };
    }

    private record Ours(Semaphore semaphore) implements Permits {
        @Override
        public void acquire() throws InterruptedException {
            semaphore.acquire();
        }

        @Override
        public void release() {
            semaphore.release();
        }
    }

    private record Jdk(java.util.concurrent.Semaphore semaphore) implements Permits {
        @Override
        public void acquire() throws InterruptedException {
            semaphore.acquire();
        }

        @Override
        public void release() {
            semaphore.release();
        }
    }
}
