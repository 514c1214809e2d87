package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.furwock.locks.FutexReentrantReadWriteLock;

/** Threads that read, write and give up, on plain fields. One lost wake stops all of them. */
public final class ReadWriteHammer {

    private static final int ROUNDS = 40_000;

    private final ReadWriteLock lock;
    private final int writesIn1024;
    private long left;
    private long right;

    public ReadWriteHammer(ReadWriteLock lock, int writesIn1024) {
        this.lock = lock;
        this.writesIn1024 = writesIn1024;
    }

    /** Runs with the options of this JVM. */
    public static void main(String[] arguments) {
        for (int writes : new int[] {1, 100, 600}) {
            new ReadWriteHammer(new FutexReentrantReadWriteLock(), writes).run(Kind.PLATFORM, 4);
            new ReadWriteHammer(new FutexReentrantReadWriteLock(true), writes)
                    .run(Kind.PLATFORM, 3);
            new ReadWriteHammer(new RwLock(), writes).run(Kind.PLATFORM, 4);
        }
        System.out.println(System.getProperty("furwock.release") + " held");
    }

    public void run(Kind kind, int threads) {
        List<Task<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            boolean givesUp = i % 2 == 1;
            tasks.add(TestThreads.start(kind, () -> hammer(givesUp)));
        }
        long writes = tasks.stream().mapToLong(Task::get).sum();
        assertThat(left).isEqualTo(writes);
        assertThat(right).isEqualTo(writes);
        assertThat(lock.writeLock().tryLock()).as("no thread still holds it").isTrue();
        lock.writeLock().unlock();
    }

    private long hammer(boolean givesUp) throws InterruptedException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long writes = 0;
        for (int done = 0; done < ROUNDS; ) {
            boolean write = random.nextInt(1024) < writesIn1024;
            Lock side = write ? lock.writeLock() : lock.readLock();
            if (!givesUp) {
                side.lock();
            } else if (!side.tryLock(random.nextInt(50), TimeUnit.MICROSECONDS)) {
                continue;
            }
            done++;
            if (write) {
                left++;
                writes++;
                right++;
                if (done % 8 == 0) {
                    lock.readLock().lock();
                    lock.writeLock().unlock();
                    side = lock.readLock();
                }
            } else if (left != right) {
                throw new AssertionError("read " + left + " and " + right);
            }
            side.unlock();
        }
        return writes;
    }

    /**
     * Writes are so rare that readers of a hot lock have no fence, and the writer must run theirs.
     */
    public static void assertSeesReadersWithoutFence(ReadWriteLock lock, int writes) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        int[] pair = new int[2];
        Task<Integer> reader =
                TestThreads.start(
                        () -> {
                            int torn = 0;
                            while (!over.get()) {
                                lock.readLock().lock();
                                int left = pair[0];
                                Thread.onSpinWait();
                                Thread.onSpinWait();
                                VarHandle.loadLoadFence();
                                torn += left == pair[1] ? 0 : 1;
                                lock.readLock().unlock();
                                reads.setRelease(reads.getPlain() + 1); // no fence
                            }
                            return torn;
                        });
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); // fewer on a busy machine
        for (int i = 0; i < writes && System.nanoTime() - end < 0; i++) {
            int next = reads.get() + ThreadLocalRandom.current().nextInt(3_000, 6_000);
            while (reads.get() < next) {
                Thread.onSpinWait();
            }
            lock.writeLock().lock();
            pair[0]++;
            VarHandle.storeStoreFence();
            Thread.onSpinWait();
            Thread.onSpinWait();
            pair[1]++;
            lock.writeLock().unlock();
        }
        over.set(true);
        assertThat(reader.get()).isZero();
    }
}
