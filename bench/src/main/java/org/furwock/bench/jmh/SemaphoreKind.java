package org.furwock.bench.jmh;

import org.furwock.sync.Semaphore;

/** The semaphores that one benchmark body serves. */
public enum SemaphoreKind {
    /** Permits on a word. */
    SEMAPHORE("Semaphore"),
    /** The JDK's. */
    JDK_SEMAPHORE("j.u.c.Semaphore");

    /** One of them. */
    interface Permits {
        /** Takes one. */
        void acquire() throws InterruptedException;

        /** Gives it back. */
        void release();
    }

    private final String title;

    SemaphoreKind(String title) {
        this.title = title;
    }

    /** The name that people know. */
    public String title() {
        return title;
    }

    /** A new one with so many permits. */
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
