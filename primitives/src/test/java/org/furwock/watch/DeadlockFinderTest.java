package org.furwock.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.furwock.diagnostics.Deadlock;
import org.furwock.diagnostics.DeadlockVictimException;
import org.furwock.futex.Deadline;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found of waits that this thread only pretends; all waits are its own. */
@HangBound
class DeadlockFinderTest {

    private final List<WaitRecord> waits = new ArrayList<>();

    /** A wait of the calling thread for itself. */
    private static class Wait extends WaitRecord {

        private int wakes;

        @Override
        protected Object lock() {
            return this;
        }

        @Override
        protected String mode() {
            return "test";
        }

        @Override
        protected void addHolders(Collection<Thread> to) {
            to.add(requireNonNull(thread()));
        }

        @Override
        protected void wake() {
            wakes++;
        }
    }

    private Wait enter(Wait wait, boolean interruptible, Deadline deadline, boolean mayFail) {
        WaitTable.enter(wait, interruptible, deadline, mayFail);
        waits.add(wait);
        return wait;
    }

    /** That nothing ends. */
    private Wait enterEndless(Wait wait) {
        return enter(wait, false, Deadline.NEVER, false);
    }

    private Wait enterInterruptible() {
        return enter(new Wait(), true, Deadline.NEVER, false);
    }

    @AfterEach
    void leaveAll() {
        waits.forEach(WaitTable::leave);
    }

    private static List<List<WaitRecord>> found() {
        return DeadlockFinder.cycles().stream()
                .filter(cycle -> cycle.get(0).thread() == Thread.currentThread())
                .toList();
    }

    @Test
    void shouldFindAThreadThatWaitsForItself() {
        Wait wait = enterEndless(new Wait());
        assertThat(found()).containsExactly(List.of(wait));
    }

    @Test
    void shouldNotFindAWaitWithATimeLimit() {
        enter(new Wait(), false, Deadline.NOW, false);
        assertThat(found()).isEmpty();
    }

    @Test
    void shouldNotFindAWaitThatAnInterruptIsAboutToEnd() {
        enterInterruptible();
        Thread.currentThread().interrupt();
        try {
            assertThat(found()).isEmpty();
        } finally {
            boolean unused = Thread.interrupted();
        }
        assertThat(found()).hasSize(1);
    }

    @Test
    void shouldFindAWaitThatAnInterruptDoesNotEnd() {
        enterEndless(new Wait());
        Thread.currentThread().interrupt();
        try {
            assertThat(found()).hasSize(1);
        } finally {
            boolean unused = Thread.interrupted();
        }
    }

    /** A thread that answers each question with an exception, and no unchecked one. */
    private static final class Refusing extends Thread {

        Refusing(Runnable body) {
            super(body);
        }

        @Override
        public boolean isInterrupted() {
            return fail(new Exception("isInterrupted"));
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return fail(new Exception("getStackTrace"));
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return fail(new Exception("getId"));
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <T, E extends Throwable> T fail(Throwable e) throws E {
            throw (E) e;
        }
    }

    private Wait enterByRefusing(boolean interruptible) {
        FutureTask<Wait> body =
                new FutureTask<>(() -> enter(new Wait(), interruptible, Deadline.NEVER, false));
        Refusing thread = new Refusing(body);
        thread.start();
        return new Task<>(thread, body).get();
    }

    @Test
    void shouldLeaveOutAWaitWhoseThreadDoesNotTellWhetherItIsInterrupted() {
        Wait refused = enterByRefusing(true);
        Wait other = enterInterruptible();
        assertThat(DeadlockFinder.cycles())
                .contains(List.of(other))
                .doesNotContain(List.of(refused));
    }

    @Test
    void shouldReportADeadlockWithoutAStackIfTheThreadDoesNotGiveIt() {
        Wait wait = enterByRefusing(false);
        assertThat(WaitTable.contains(wait)).isTrue();
        assertThat(DeadlockFinder.find())
                .filteredOn(deadlock -> deadlock.links().get(0).lock() == wait)
                .singleElement()
                .satisfies(
                        deadlock -> {
                            assertThat(deadlock.links().get(0).stack()).isEmpty();
                            assertThat(deadlock.describe()).contains(" #unknown waits for ");
                        });
    }

    /** The owner of a lock is read when the wait is over: it may be the waiter by then. */
    @Test
    void shouldNotFindAWaitThatEndsBetweenTheLooks() {
        enterEndless(
                new Wait() {
                    @Override
                    protected void addHolders(Collection<Thread> to) {
                        WaitTable.leave(this);
                        super.addHolders(to);
                    }
                });
        assertThat(found()).isEmpty();
    }

    /** It may not have been asleep when it was woken first. */
    @Test
    void shouldWakeAVictimAtEachLookUntilItsWaitEnds() {
        Wait wait = enter(new Wait(), false, Deadline.NEVER, true);
        wait.fail(requireNonNull(DeadlockFinder.describe(List.of(wait))));
        assertThat(wait.wakes).isEqualTo(1);
        DeadlockWatch.look();
        DeadlockWatch.look();
        assertThat(wait.wakes).isEqualTo(3);
        assertThatThrownBy(() -> WaitRecord.throwIfVictim(wait))
                .isInstanceOf(DeadlockVictimException.class)
                .hasMessageStartingWith("Deadlock of 1 thread:");

        WaitTable.leave(wait);
        DeadlockWatch.look();
        assertThat(wait.wakes).isEqualTo(3);
    }

    /** The standard error stream gets the report then. */
    @Test
    void shouldReportADeadlockOnceThoughTheHandlerFails() {
        PrintStream console = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Runnable failing =
                () -> {
                    throw new AssertionError("a handler of the program");
                };
        List<String> lines;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try (CapturedLog log = new CapturedLog(Deadlock.class, failing)) {
            enterEndless(new Wait());
            DeadlockWatch.look();
            DeadlockWatch.look();
            lines = log.lines();
        } finally {
            System.setErr(console);
        }
        assertThat(lines).singleElement().asString().startsWith("Deadlock of 1 thread:");
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("Deadlock of 1 thread:")
                .contains(lines.get(0))
                .contains("(not logged: java.lang.AssertionError: a handler of the program)");
    }
}
