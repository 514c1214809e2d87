package org.furwock.jcstress.broken;

import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.futex.Futex;
import org.furwock.jcstress.Threads;
import org.furwock.jcstress.lock.ReferenceMutex;

/** BROKEN: unlock wakes if anybody sleeps in the kernel, where virtual threads do not. */
final class ForgetsVirtual extends ReferenceMutex {

    private final AtomicInteger inKernel = new AtomicInteger();

    @Override
    protected boolean sleepUntilHeld(boolean interruptible, long deadline) {
        int platform = Threads.isVirtual(Thread.currentThread()) ? 0 : 1;
        inKernel.addAndGet(platform);
        boolean held = super.sleepUntilHeld(interruptible, deadline);
        inKernel.addAndGet(-platform);
        return held;
    }

    @Override
    public void unlock() {
        if (word.getAndSet(FREE) == CONTENDED && inKernel.get() > 0) {
            Futex.wake(word, 1);
        }
    }
}
