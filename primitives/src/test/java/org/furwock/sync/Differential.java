package org.furwock.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.furwock.futex.Sleepers;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.sync.Game.Busy;
import org.furwock.sync.Game.Move;

/**
 * Compares a class of the JDK with its drop-in. Threads make the same random calls on both, and
 * some of them wait. The results must be equal, and so must the states after each call.
 *
 * <p>Each side has its own callers. A step begins one call, or interrupts one waiting caller, on
 * both sides. Then both sides settle: the queues show that each caller has returned or waits for
 * another call. So the outcome does not depend on the scheduler.
 */
final class Differential<S> implements AutoCloseable {

    private static final int MOST_CALLERS = 4;
    private static final int MOST_STEPS = 40;

    /** How long a difference must last. Only a test that fails spends all of it. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Game<S> game;
    private final UnaryOperator<Move<S>> flaw;
    private final List<List<Caller>> teams = new ArrayList<>();

    // Of one run.

    private long seed;
    private Random random = new Random(0);
    private final List<Side> sides = new ArrayList<>();
    private final List<String> history = new ArrayList<>();
    private int steps;

    /** Whether our side has made the call with the flaw. */
    private boolean isFlawed;

    Differential(Game<S> game, Kind kind) {
        this(game, kind, move -> move);
    }

    /**
     * A comparison that must find a flaw.
     *
     * @param flaw maps a call to the call that our side makes instead
     */
    Differential(Game<S> game, Kind kind, UnaryOperator<Move<S>> flaw) {
        this.game = game;
        this.flaw = flaw;
        for (int side = 0; side < 2; side++) {
            teams.add(
                    IntStream.rangeClosed(0, MOST_CALLERS)
                            .mapToObj(i -> new Caller(kind, "caller " + i))
                            .toList());
        }
    }

    @Override
    public void close() {
        teams.forEach(team -> team.forEach(Caller::end));
    }

    /** A subject and its callers. The last caller makes calls only at the end, to free others. */
    private final class Side {

        private final S subject;
        private final List<Caller> callers;
        private final List<Move<S>> moves = new ArrayList<>();

        Side(S subject, List<Caller> callers) {
            this.subject = subject;
            this.callers = callers;
            callers.forEach(c -> moves.add(Move.of("nothing", s -> "")));
        }

        void start(int caller, boolean interrupted, Move<S> move) {
            moves.set(caller, move);
            Caller thread = callers.get(caller);
            boolean ends = move.isInterruptible() && interrupted;
            boolean mayAwait = move.awaits() && !ends && game.isOwner(subject, thread);
            thread.start(interrupted, mayAwait, steps, () -> move.call().on(subject));
        }

        boolean isSettled() {
            List<Busy> busy = new ArrayList<>();
            for (int i = 0; i < callers.size(); i++) {
                Caller caller = callers.get(i);
                if (caller.isBusy()) {
                    boolean ends = moves.get(i).isInterruptible() && caller.isInterrupted();
                    busy.add(new Busy(caller, ends));
                }
            }
            return busy.isEmpty() || game.isSettled(subject, busy, callers);
        }

        /** Lets all callers return, without a comparison: no thread may stay behind. */
        void freeAll() {
            Sleepers.await(this::freeSome, () -> "not free:\n" + told());
        }

        private boolean freeSome() {
            if (callers.stream().noneMatch(Caller::isBusy)) {
                return true;
            }
            int last = callers.size() - 1;
            for (int i = 0; i <= last; i++) {
                if (!callers.get(i).isBusy()) {
                    start(i, false, i < last ? game.letGo() : game.helpOut());
                } else if (moves.get(i).isInterruptible()) {
                    callers.get(i).interrupt();
                }
            }
            return false;
        }

        String look() {
            StringBuilder text = new StringBuilder();
            for (Caller caller : callers) {
                text.append(caller.name()).append(": ").append(caller.outcome());
                if (!caller.isBusy()) {
                    text.append("; ").append(caller.ask(() -> game.lookOfCaller(subject)));
                }
                text.append("\n");
            }
            return text + game.look(subject, callers);
        }
    }

    /** The first difference in the run of this seed, with its history; empty if there is none. */
    String play(long seed) {
        this.seed = seed;
        random = new Random(seed);
        sides.clear();
        history.clear();
        steps = 0;
        isFlawed = false;
        int count = 2 + random.nextInt(MOST_CALLERS - 1);
        List<S> subjects = game.subjects(random);
        for (int side = 0; side < 2; side++) {
            List<Caller> team = new ArrayList<>(teams.get(side).subList(0, count));
            team.add(teams.get(side).get(MOST_CALLERS));
            sides.add(new Side(subjects.get(side), team));
        }
        boolean same = step("made", 0, () -> {});
        int most = random.nextInt(MOST_STEPS);
        for (int i = 0; same && i < most; i++) {
            same = next(count);
        }
        if (same && end(count)) {
            return "";
        }
        sides.forEach(Side::freeAll);
        return told();
    }

    private String told() {
        return "seed " + seed + "\n" + String.join("\n", history);
    }

    private boolean next(int count) {
        int caller = random.nextInt(2) == 0 ? owner(count) : random.nextInt(count);
        boolean interrupt = random.nextInt(8) == 0;
        if (isBusy(caller)) {
            return !interrupt || interrupt(caller);
        }
        boolean owner = caller == owner(count);
        return start(caller, interrupt, game.next(random, owner));
    }

    /** The caller that owns the lock; a random one if none does. */
    private int owner(int count) {
        Side side = sides.get(0);
        return IntStream.range(0, count)
                .filter(i -> !isBusy(i) && game.isOwner(side.subject, side.callers.get(i)))
                .findFirst()
                .orElse(random.nextInt(count));
    }

    private boolean isBusy(int caller) {
        return sides.get(0).callers.get(caller).isBusy();
    }

    private boolean start(int caller, boolean interrupted, Move<S> move) {
        return step(
                caller + " calls " + move.name() + (interrupted ? ", interrupted" : ""),
                caller,
                () -> {
                    Move<S> ours = flaw.apply(move);
                    isFlawed |= ours != move;
                    sides.get(0).start(caller, interrupted, move);
                    sides.get(1).start(caller, interrupted, ours);
                });
    }

    private boolean interrupt(int caller) {
        return step(
                caller + " is interrupted",
                caller,
                () -> sides.forEach(side -> side.callers.get(caller).interrupt()));
    }

    /** Lets all callers return. Returns whether both sides stay the same. */
    private boolean end(int count) {
        boolean same = true;
        for (int i = 0; same && i < count; i++) {
            boolean ends = isBusy(i) && sides.get(0).moves.get(i).isInterruptible();
            same = !ends || interrupt(i);
        }
        while (same && IntStream.rangeClosed(0, count).anyMatch(this::isBusy)) {
            for (int i = 0; same && i < count; i++) {
                same = isBusy(i) || start(i, false, game.letGo());
            }
            same = same && (isBusy(count) || start(count, false, game.helpOut()));
        }
        return same;
    }

    /**
     * Makes a step. Returns whether both sides are the same after it. A thread on its way from one
     * queue to the next is in neither for a moment, so a difference counts only if it lasts.
     */
    private boolean step(String what, int caller, Runnable action) {
        steps++;
        action.run();
        long start = System.nanoTime();
        String expected;
        String actual;
        boolean same;
        do {
            sides.forEach(side -> settle(what, side::isSettled));
            expected = sides.get(0).look();
            actual = sides.get(1).look();
            same = expected.equals(actual);
        } while (!same && !isFlawed && System.nanoTime() - start < PATIENCE_NANOS);
        history.add(what + ": " + sides.get(0).callers.get(caller).outcome());
        if (!same) {
            history.add("EXPECTED\n" + expected + "\nBUT WAS\n" + actual);
        }
        return same;
    }

    private void settle(String what, BooleanSupplier isSettled) {
        Sleepers.await(
                isSettled,
                () ->
                        told()
                                + "\n"
                                + what
                                + "\nTHE JDK'S\n"
                                + describe(sides.get(0))
                                + "\nOURS\n"
                                + describe(sides.get(1)));
    }

    private String describe(Side side) {
        StringBuilder text = new StringBuilder(game.look(side.subject, side.callers));
        side.callers.forEach(
                c -> text.append("\n").append(c.name()).append(": ").append(c.outcome()));
        return text.toString();
    }
}
