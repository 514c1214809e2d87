package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.furwock.sync.Blocked;
import org.furwock.sync.Locking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With sleep=park, monitoring tools see the same of a blocked thread as with the JDK's lock. */
@HangBound
class ThreadInfoTest {

    @ParameterizedTest
    @ValueSource(strings = {"lock", "write", "read"})
    void shouldNameTheLockAndItsOwner(String kind) throws InterruptedException {
        List<String> options = List.of("-Dfurwock.sleep=park");
        try (ChildJvm child = ChildJvm.start(Waiting.class, options, kind)) {
            String type = kind.equals("lock") ? "FutexReentrantLock" : "ReadWriteSync";
            assertThat(child.outputOfSuccess())
                    .contains("WAITING org.furwock.locks." + type + " owner main");
        }
    }

    /** Lets a thread wait for a lock of the main thread, and prints what is known of it. */
    static final class Waiting {

        public static void main(String[] args) throws InterruptedException {
            FutexReentrantReadWriteLock both = new FutexReentrantReadWriteLock();
            Lock held = args[0].equals("lock") ? new FutexReentrantLock() : both.writeLock();
            Lock wanted = args[0].equals("read") ? both.readLock() : held;
            held.lock();
            Thread waiter = new Thread(() -> Locking.lockAndUnlock(wanted));
            waiter.start();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            ThreadInfo info;
            do { // it may be awake between two sleeps
                Blocked.await(waiter);
                info = threads.getThreadInfo(new long[] {waiter.getId()}, true, true)[0];
            } while (info.getLockInfo() == null || info.getThreadState() != Thread.State.WAITING);
            System.out.println(
                    info.getThreadState()
                            + " "
                            + info.getLockInfo().getClassName()
                            + " owner "
                            + info.getLockOwnerName());
            held.unlock();
            waiter.join();
        }
    }
}
