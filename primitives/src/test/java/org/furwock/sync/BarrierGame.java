package org.furwock.sync;

import static java.util.concurrent.TimeUnit.DAYS;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.sync.BarrierGame.Subject;
import org.furwock.sync.BarrierSubject.AnyBarrier;
import org.furwock.sync.DropIn.Words;

/** Barriers, with all kinds of actions. */
record BarrierGame() implements Game<Subject> {

    /** What a barrier does when it trips; the last two every few times. */
    private enum Action {
        NONE,
        LOOKS,
        FAILS,
        RESETS
    }

    /**
     * One of the two.
     *
     * @param seen what the action has seen
     */
    record Subject(AnyBarrier barrier, List<String> seen) {}

    @Override
    public List<Subject> subjects(Random random) {
        int parties = 1 + random.nextInt(4);
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            actions.add(Action.values()[random.nextInt(Action.values().length)]);
        }
        return Stream.of(Words.JDK, Words.OWN)
                .map(words -> new DropIn(words, Kind.PLATFORM, false))
                .map(on -> make(on, parties, actions))
                .toList();
    }

    private static Subject make(DropIn on, int parties, Set<Action> actions) {
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicReference<AnyBarrier> barrier = new AtomicReference<>();
        boolean none = actions.isEmpty() || actions.contains(Action.NONE);
        barrier.set(
                BarrierSubject.barrier(
                        on, parties, none ? null : () -> act(barrier.get(), actions, seen)));
        return new Subject(barrier.get(), seen);
    }

    private static void act(AnyBarrier barrier, Set<Action> actions, List<String> seen) {
        seen.add(state(barrier));
        boolean due = seen.size() % 3 == 0;
        if (due && actions.contains(Action.RESETS)) {
            barrier.reset();
            seen.add(state(barrier));
        }
        if (due && actions.contains(Action.FAILS)) {
            throw new IllegalStateException("by the action");
        }
    }

    private static String state(AnyBarrier barrier) {
        return barrier.getNumberWaiting() + (barrier.isBroken() ? " broken" : " whole");
    }

    @Override
    public Move<Subject> next(Random random, boolean owner) {
        return switch (random.nextInt(12)) {
            case 0 -> Move.interruptible("await 0", s -> s.barrier.await(0, DAYS));
            case 1, 2, 3 -> Move.interruptible("await days", s -> s.barrier.await(1, DAYS));
            case 4, 5 -> reset();
            default -> Move.interruptible("await", s -> s.barrier.await());
        };
    }

    private static Move<Subject> reset() {
        return Move.of(
                "reset",
                s -> {
                    s.barrier.reset();
                    return "";
                });
    }

    @Override
    public Move<Subject> letGo() {
        return reset();
    }

    @Override
    public Move<Subject> helpOut() {
        return reset();
    }

    /** All have arrived, and the barrier waits for another. */
    @Override
    public boolean isSettled(Subject subject, List<Busy> busy, List<Caller> all) {
        AnyBarrier barrier = subject.barrier;
        return barrier.getNumberWaiting() == busy.size()
                && busy.size() < barrier.getParties()
                && !barrier.isBroken()
                && busy.stream().noneMatch(Busy::mustReturn);
    }

    @Override
    public String look(Subject subject, List<Caller> all) {
        return state(subject.barrier) + subject.barrier.getParties() + subject.seen;
    }

    @Override
    public String lookOfCaller(Subject subject) {
        return "";
    }
}
