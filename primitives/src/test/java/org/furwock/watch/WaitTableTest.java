package org.furwock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.furwock.futex.Deadline;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.Test;

@HangBound
class WaitTableTest {

    private static final int MANY = 20_000;
    private static final int ROUNDS = 100_000;

    /** A wait for nothing. */
    private static final class Wait extends WaitRecord {

        @Override
        protected Object lock() {
            return this;
        }

        @Override
        protected String mode() {
            return "test";
        }

        @Override
        protected void addHolders(Collection<Thread> to) {}
    }

    private static WaitRecord enter() {
        Wait wait = new Wait();
        WaitTable.enter(wait, false, Deadline.NOW, false);
        return wait;
    }

    /** Those of other tests' threads do not count. */
    private static Set<WaitRecord> seen() {
        Set<WaitRecord> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        WaitTable.waits().stream().filter(wait -> wait instanceof Wait).forEach(seen::add);
        return seen;
    }

    @Test
    void shouldHoldManyThreads() {
        TestThreads.assumeVirtual();
        List<Task<WaitRecord>> tasks = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            tasks.add(TestThreads.start(TestThreads.Kind.VIRTUAL, WaitTableTest::enter));
        }
        List<WaitRecord> waits = tasks.stream().map(Task::get).toList();

        assertThat(waits).allMatch(WaitTable::contains);
        assertThat(seen()).hasSize(MANY);
        waits.forEach(WaitTable::leave);
        assertThat(seen()).isEmpty();
    }

    @Test
    void shouldRemoveOnlyTheRecordThatLeaves() {
        WaitRecord first = enter();
        WaitTable.leave(first);
        WaitRecord second = enter(); // in the same place
        WaitTable.leave(first);
        assertThat(WaitTable.contains(second)).isTrue();
        WaitTable.leave(second);
        WaitTable.leave(null);
        assertThat(seen()).isEmpty();
    }

    @Test
    void shouldLoseNoWaitToAnotherThread() {
        AtomicBoolean over = new AtomicBoolean();
        Task<Void> looker =
                TestThreads.start(
                        () -> {
                            while (!over.get()) {
                                int size = seen().size();
                                assertThat(size).isLessThanOrEqualTo(8);
                            }
                            return null;
                        });
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(
                    TestThreads.start(
                            () -> {
                                for (int j = 0; j < ROUNDS; j++) {
                                    WaitRecord outer = enter();
                                    WaitRecord inner = enter();
                                    boolean both =
                                            WaitTable.contains(outer) && WaitTable.contains(inner);
                                    WaitTable.leave(outer);
                                    boolean one =
                                            !WaitTable.contains(outer) && WaitTable.contains(inner);
                                    WaitTable.leave(inner);
                                    if (!both || !one) {
                                        throw new AssertionError("lost in round " + j);
                                    }
                                }
                                return null;
                            }));
        }
        tasks.forEach(Task::get);
        over.set(true);
        looker.get();
        assertThat(seen()).isEmpty();
    }
}
