package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.furwock.sync.LatchGame.AnyLatch;

/** Latches. */
record LatchGame() implements Game<AnyLatch> {

    /** The methods of both. */
    interface AnyLatch {
        void await() throws InterruptedException;

        boolean await(long timeout, TimeUnit unit) throws InterruptedException;

        void countDown();

        long getCount();
    }

    @Override
    public List<AnyLatch> subjects(Random random) {
        int count = random.nextInt(6);
        return List.of(
                Duck.as(AnyLatch.class, new CountDownLatch(count)),
                Duck.as(AnyLatch.class, new Latch(count)));
    }

    @Override
    public Move<AnyLatch> next(Random random, boolean owner) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 ->
                    Move.interruptible(
                            "await",
                            s -> {
                                s.await();
                                return "returned";
                            });
            case 3, 4 -> Move.interruptible("await days", s -> s.await(1, DAYS));
            case 5 -> Move.interruptible("await long", s -> s.await(Long.MAX_VALUE, NANOSECONDS));
            case 6 -> Move.interruptible("await 0", s -> s.await(0, DAYS));
            case 7 -> Move.interruptible("await -1", s -> s.await(-1, DAYS));
            default -> countDown();
        };
    }

    private static Move<AnyLatch> countDown() {
        return Move.of(
                "countDown",
                s -> {
                    s.countDown();
                    return "";
                });
    }

    @Override
    public Move<AnyLatch> letGo() {
        return countDown();
    }

    @Override
    public Move<AnyLatch> helpOut() {
        return countDown();
    }

    @Override
    public boolean isSettled(AnyLatch subject, List<Busy> busy, List<Caller> all) {
        return subject.getCount() > 0
                && busy.stream()
                        .allMatch(
                                b ->
                                        !b.mustReturn()
                                                && LockSupport.getBlocker(b.caller().thread())
                                                        != null);
    }

    @Override
    public String look(AnyLatch subject, List<Caller> all) {
        String text = subject.toString();
        return text.substring(text.indexOf('[')) + subject.getCount();
    }

    @Override
    public String lookOfCaller(AnyLatch subject) {
        return "";
    }
}
