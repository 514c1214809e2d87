package org.furwock.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Lock;

/** A thread that holds a lock until it is told to release it. */
final class LockHolder {
    private final CountDownLatch holds = new CountDownLatch(1);
    private final CountDownLatch mayGo = new CountDownLatch(1);
    private final Background<?> thread;

    LockHolder(Lock lock) throws InterruptedException {
        thread =
                Background.run(
                        () -> {
                            lock.lock();
                            holds.countDown();
                            mayGo.await();
                            lock.unlock();
                        });
        holds.await();
    }

    void letGo() throws Exception {
        mayGo.countDown();
        thread.join();
    }
}
