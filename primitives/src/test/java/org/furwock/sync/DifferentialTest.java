package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.sync.Game.Call;
import org.furwock.sync.Game.Move;
import org.furwock.sync.LockGame.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The drop-ins do what the originals do, in random programs, which are new ones in each run. {@code
 * -Ddifferential.seed=N} plays that program, and {@code -Ddifferential.programs=N} so many.
 */
@HangBound
class DifferentialTest {

    private static final int PROGRAMS = Integer.getInteger("differential.programs", 4);

    /** A flaw shows in the first few. */
    private static final int PROGRAMS_FOR_A_FLAW = 1000;

    static Stream<Arguments> games() {
        List<Arguments> games = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind == Kind.VIRTUAL && !TestThreads.hasVirtual()) {
                continue;
            }
            for (boolean fair : new boolean[] {false, true}) {
                games.add(Arguments.of(new LockGame(false, fair, false), kind));
                games.add(Arguments.of(new LockGame(true, fair, false), kind));
                games.add(Arguments.of(new LockGame(true, fair, true), kind));
                games.add(Arguments.of(new SemaphoreGame(fair), kind));
            }
            games.add(Arguments.of(new LatchGame(), kind));
            games.add(Arguments.of(new BarrierGame(), kind));
        }
        return games.stream();
    }

    @ParameterizedTest
    @MethodSource("games")
    <S> void shouldDoAsTheOriginal(Game<S> game, Kind kind) {
        Long seed = Long.getLong("differential.seed");
        long first = seed == null ? System.nanoTime() : seed;
        try (Differential<S> differential = new Differential<>(game, kind)) {
            for (int i = 0; i < (seed == null ? PROGRAMS : 1); i++) {
                assertThat(differential.play(first + i)).isEmpty();
            }
        }
    }

    /** What our lock does in place of a call. */
    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw("timed tryLock of lock 1", s -> s.locks().get(1).tryLock()), // barges
                flaw("tryLock of lock 0", s -> false),
                flaw("unlock of lock 1", s -> "returned"),
                flaw("signal on condition 0", DifferentialTest::signalAll),
                flaw("signal on condition 1", s -> "returned"),
                flaw("await on condition 0", DifferentialTest::awaitAndForgetInterrupt),
                flaw("awaitNanos MIN on condition 1", s -> s.conditions().get(1).awaitNanos(0)));
    }

    private static Arguments flaw(String call, Call<Subject> instead) {
        return Arguments.of(call, instead);
    }

    private static Object signalAll(Subject subject) {
        subject.conditions().get(0).signalAll();
        return "returned";
    }

    private static Object awaitAndForgetInterrupt(Subject subject) throws InterruptedException {
        Condition condition = subject.conditions().get(0);
        try {
            condition.await();
            return "returned";
        } catch (InterruptedException e) {
            Thread.interrupted(); // another one, which came while the thread waited for the lock
            throw e;
        }
    }

    /** The comparison can fail. */
    @ParameterizedTest
    @MethodSource("flaws")
    void shouldFindAFlaw(String call, Call<Subject> instead) {
        try (Differential<Subject> differential =
                new Differential<>(
                        new LockGame(true, true, false),
                        Kind.PLATFORM,
                        move -> move.name().equals(call) ? flawed(move, instead) : move)) {
            Optional<String> first =
                    LongStream.range(0, PROGRAMS_FOR_A_FLAW)
                            .mapToObj(differential::play)
                            .filter(difference -> !difference.isEmpty())
                            .findFirst();
            assertThat(first).hasValueSatisfying(text -> assertThat(text).contains(call));
        }
    }

    private static Move<Subject> flawed(Move<Subject> move, Call<Subject> instead) {
        return new Move<>(move.name(), move.isInterruptible(), move.awaits(), instead);
    }
}
