package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.furwock.sync.Blocked;
import org.furwock.sync.Semaphore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A waiting thread needs no direct memory: the program may have used all of it. */
@HangBound
class DirectMemoryTest {

    private static final List<String> LITTLE = List.of("-XX:MaxDirectMemorySize=1m", "-Xmx256m");

    /** The virtual machine collects garbage each time it is asked for more than the limit. */
    @ParameterizedTest
    @ValueSource(strings = {"reentrant", "fair", "write", "semaphore"})
    void waitersDoNotAskForDirectMemory(String kind) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Crowd.class, LITTLE, kind)) {
            assertThat(child.outputOfSuccess()).endsWith("full collections: 0");
        }
    }

    /** New threads wait for one primitive, in two ways, with no direct memory left. */
    static final class Crowd {

        /** More than the memory that is left of before has room for. */
        private static final int THREADS = 400;

        private interface Exclusion {

            void enter() throws InterruptedException;

            boolean tryEnter() throws InterruptedException;

            void leave();
        }

        private final Exclusion exclusion;
        private final List<ByteBuffer> hoard = new ArrayList<>();

        private Crowd(Exclusion exclusion) {
            this.exclusion = exclusion;
        }

        public static void main(String[] arguments) throws InterruptedException {
            Crowd crowd = new Crowd(exclusion(arguments[0]));
            crowd.pass(2); // starts the engine
            crowd.fillDirectMemory();
            long before = fullCollections();
            crowd.pass(THREADS);
            System.out.println("full collections: " + (fullCollections() - before));
        }

        private static Exclusion exclusion(String kind) {
            return switch (kind) {
                case "reentrant" -> of(new FutexReentrantLock());
                case "fair" -> of(new FutexReentrantLock(true));
                case "write" -> of(new FutexReentrantReadWriteLock().writeLock());
                case "semaphore" -> of(new Semaphore(1, true));
                default -> throw new IllegalArgumentException(kind);
            };
        }

        private static Exclusion of(Lock lock) {
            return new Exclusion() {
                @Override
                public void enter() {
                    lock.lock();
                }

                @Override
                public boolean tryEnter() throws InterruptedException {
                    return lock.tryLock(1, TimeUnit.DAYS);
                }

                @Override
                public void leave() {
                    lock.unlock();
                }
            };
        }

        private static Exclusion of(Semaphore semaphore) {
            return new Exclusion() {
                @Override
                public void enter() throws InterruptedException {
                    semaphore.acquire();
                }

                @Override
                public boolean tryEnter() throws InterruptedException {
                    return semaphore.tryAcquire(1, TimeUnit.DAYS);
                }

                @Override
                public void leave() {
                    semaphore.release();
                }
            };
        }

        private void fillDirectMemory() {
            try {
                while (true) {
                    hoard.add(ByteBuffer.allocateDirect(1024));
                }
            } catch (OutOfMemoryError e) {
                System.out.println("direct memory is full: " + e.getMessage());
            }
        }

        private static long fullCollections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .filter(collector -> collector.getName().equals("MarkSweepCompact"))
                    .mapToLong(collector -> collector.getCollectionCount())
                    .sum();
        }

        /** All wait, then pass one by one. */
        private void pass(int threads) throws InterruptedException {
            List<Thread> crowd = new ArrayList<>();
            exclusion.enter();
            for (int i = 0; i < threads; i++) {
                boolean timed = i % 2 == 0;
                Thread thread = new Thread(() -> enterAndLeave(timed));
                thread.start();
                crowd.add(thread);
            }
            for (Thread thread : crowd) {
                Blocked.await(thread);
            }
            exclusion.leave();
            for (Thread thread : crowd) {
                thread.join();
            }
        }

        private void enterAndLeave(boolean timed) {
            try {
                if (timed) {
                    assertThat(exclusion.tryEnter()).isTrue();
                } else {
                    exclusion.enter();
                }
                exclusion.leave();
            } catch (Throwable failure) {
                failure.printStackTrace();
                Runtime.getRuntime().halt(1); // the others would wait for ever
            }
        }
    }
}
