package org.furwock.futex;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.Errno;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.parking.ParkingLot.Cancellation;
import org.furwock.futex.parking.Waiter;

/**
 * One platform thread of the {@link Reactor}, and the waiters for which it sleeps: in {@code
 * futex_waitv}, on a control word and the words of up to {@value #CAPACITY} waiters.
 *
 * <p><b>Changing the set.</b> A thread that adds or removes a waiter changes the control word and
 * wakes it. The loop reads the control word before it looks at the set, so a change is either seen
 * or makes the kernel refuse to sleep. While the loop is awake, its waiters have no sleeper in the
 * kernel. When it goes back to sleep, the kernel compares every word with its expected value again.
 */
final class ReactorLoop implements Runnable {

    private static final int CAPACITY = Abi.WAITV_MAX - 1;

    /**
     * How long a loop without waiters goes on. Then it ends, so that it does not keep a class
     * loader reachable.
     */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(1);

    private final Reactor reactor;
    private final KernelFutex kernel;
    private final FutexWord control;

    /** Guarded by itself; the loop works on a copy. */
    private final List<Seat> seats = new ArrayList<>();

    /** Written by the loop: the last sleep was without waiters, and its time ran out. */
    private boolean idle;

    ReactorLoop(Reactor reactor, KernelFutex kernel, KernelEngine engine) {
        this.reactor = reactor;
        this.kernel = kernel;
        this.control = FutexWord.allocateForWaiter(engine);
    }

    boolean offer(Seat seat) {
        synchronized (seats) {
            if (seats.size() == CAPACITY) {
                return false;
            }
            seat.loop = this;
            seats.add(seat);
        }
        poke();
        return true;
    }

    void poke() {
        control.getAndAdd(1);
        kernel.wake(control.address(), false, 1);
    }

    @Override
    public void run() {
        while (!isOver()) {
            List<Seat> sleeping = List.of();
            try {
                int ticket = control.get();
                sleeping = occupied();
                if (kernel.hasWaitv()) {
                    afterSleep(sleeping, sleep(sleeping, ticket), ticket);
                } else {
                    dismiss(sleeping, ticket);
                }
            } catch (OutOfMemoryError e) { // it is not known which waiters were woken
                letAllLookAgain(sleeping);
                ShortNap.take();
            }
        }
    }

    /** Ends all waits of this loop: the waiters return, and get delegates the next time. */
    private void dismiss(List<Seat> sleeping, int ticket) {
        letAllLookAgain(sleeping);
        kernel.await(control.address(), false, ticket);
    }

    private void letAllLookAgain(List<Seat> sleeping) {
        for (int i = 0; i < sleeping.size(); i++) {
            sleeping.get(i).settle(Reactor.SPURIOUS);
        }
    }

    private int sleep(List<Seat> sleeping, int ticket) {
        kernel.prepareAny(0, control.address(), false, ticket);
        for (int i = 0; i < sleeping.size(); i++) {
            Seat seat = sleeping.get(i);
            FutexWord word = seat.word;
            kernel.prepareAny(i + 1, word.address(), word.isShared(), seat.expected);
        }
        idle = sleeping.isEmpty();
        long deadline = idle ? Deadline.nanoTimeAfter(LINGER) : Deadline.NEVER_NANOS;
        int result = kernel.awaitAny(sleeping.size() + 1, deadline, false);
        idle &= result == -Errno.ETIMEDOUT;
        return idle ? -Errno.EAGAIN : result;
    }

    private void rest(int ticket) {
        int result = kernel.awaitNanos(control.address(), false, ticket, LINGER);
        idle = result == -Errno.ETIMEDOUT;
    }

    /** Whether the loop ends, since no waiter came for a while. */
    private boolean isOver() {
        return idle && reactor.retire(this);
    }

    boolean isVacant() {
        return occupied().isEmpty();
    }

    /** For a loop that may not be asleep just now; a waiter takes two wakes as one. */
    void wake(long address) {
        for (Seat seat : occupied()) {
            if (seat.word.address() == address && seat.waiter.wake(Reactor.WOKEN)) {
                // No waiter passes the wake on: all waiters are woken anyway.
                boolean unused = seat.waiter.resume();
            }
        }
    }

    private List<Seat> occupied() {
        synchronized (seats) {
            seats.removeIf(seat -> !seat.waiter.isWaiting());
            return List.copyOf(seats);
        }
    }

    private void afterSleep(List<Seat> slept, int result, int ticket) {
        if (result < 0 && result != -Errno.EAGAIN && result != -Errno.EINTR) {
            failUnreadable(slept, -result);
            if (result != -Errno.EFAULT) {
                rest(ticket); // the kernel would refuse it again
            }
        }
        // Backwards, since the last one was certainly woken.
        for (int i = slept.size() - 1; i >= 0; i--) {
            Seat seat = slept.get(i);
            if (i < result) {
                seat.settle(Reactor.WOKEN);
            } else if (seat.waiter.isWaiting() && seat.hasChanged()) {
                seat.settle(Reactor.CHANGED);
            }
        }
    }

    /** The kernel does not say which word it could not read. */
    private void failUnreadable(List<Seat> slept, int errno) {
        boolean memory = errno == Errno.EFAULT;
        for (Seat seat : slept) {
            if (!memory || !kernel.isReadable(seat.word.address())) {
                seat.settle(Reactor.FAILED + errno);
            }
        }
    }

    /** A waiter's place in a loop. */
    static final class Seat implements Cancellation {

        private final FutexWord word;
        private final int expected;
        private final Waiter waiter;
        private volatile ReactorLoop loop;

        @SuppressWarnings("NullAway.Init") // the loop is set by the loop that takes the seat
        Seat(FutexWord word, int expected, Waiter waiter) {
            this.word = word;
            this.expected = expected;
            this.waiter = waiter;
        }

        @Override
        public boolean cancel() {
            boolean first = waiter.cancel();
            // Also if the waiter has given up: the kernel still queues it.
            if (waiter.outcome() < 0) {
                loop.poke();
            }
            return first;
        }

        boolean hasChanged() {
            return word.get() != expected;
        }

        void settle(int outcome) {
            loop.reactor.settle(word, waiter, outcome);
        }
    }
}
