package org.furwock.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import org.furwock.diagnostics.LockInversion;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestThreads;
import org.furwock.futex.TestThreads.Task;
import org.furwock.waiting.Choice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@HangBound
class LockGraphTest {

    private static final int ROUNDS = 20_000;

    private final LockGraph graph = new LockGraph();

    private static LockGraph.Stack stack() {
        return new LockGraph.Stack("thread", List.of());
    }

    private LockNode node(String name) {
        LockNode node = graph.nodeOf(name);
        assertThat(node).isNotNull();
        return node;
    }

    private @Nullable LockInversion see(LockNode from, LockNode to) {
        return graph.see(from, to, stack(), true);
    }

    @Test
    void shouldFindTheShortestWayBack() {
        LockNode a = node("a");
        LockNode b = node("b");
        LockNode c = node("c");
        assertThat(see(a, b)).isNull();
        assertThat(see(b, c)).isNull();
        assertThat(see(a, c)).isNull();

        assertThat(see(c, a).steps())
                .extracting(LockInversion.Step::held, LockInversion.Step::wanted)
                .containsExactly(tuple("a", "c"), tuple("c", "a"));
        assertThat(see(c, a)).as("once").isNull();
    }

    @Test
    void shouldListTheStepsOfACycleInTheirOrder() {
        LockNode[] nodes = {node("a"), node("b"), node("c"), node("d")};
        for (int i = 2; i >= 0; i--) { // seen in another order
            assertThat(see(nodes[i], nodes[i + 1])).isNull();
        }

        assertThat(see(nodes[3], nodes[0]).steps())
                .extracting(step -> step.held() + step.wanted())
                .containsExactly("ab", "bc", "cd", "da");
    }

    @Test
    void shouldFindAnInversionAgainThatWasNotKept() {
        LockNode a = node("a");
        LockNode b = node("b");
        assertThat(see(a, b)).isNull();
        for (int i = 0; i < 3; i++) {
            assertThat(graph.see(b, a, stack(), false)).isNotNull();
        }
        assertThat(b.knows(a)).isFalse();
    }

    @Test
    void shouldKnowOnlyTheOrdersThatItHasSeen() {
        List<LockNode> nodes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            nodes.add(node("n" + i));
        }
        LockNode from = nodes.get(130);
        for (int i = 131; i < 200; i += 7) {
            assertThat(see(from, nodes.get(i))).isNull();
        }
        for (int i = 0; i < 200; i++) {
            assertThat(from.knows(nodes.get(i))).isEqualTo(i > 130 && (i - 131) % 7 == 0);
        }
    }

    /** Of three orders that close a cycle, three threads see one each, at the same time. */
    @Test
    void shouldReportEachCycleExactlyOnceWhoeverComesLast() {
        LockNode[][] cycles = new LockNode[ROUNDS / 20][3];
        for (int i = 0; i < cycles.length; i++) {
            for (int j = 0; j < 3; j++) {
                cycles[i][j] = node("n" + i + "." + j);
            }
        }
        AtomicInteger[] reports = new AtomicInteger[cycles.length];
        Phaser rounds = new Phaser(3);
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < reports.length; i++) {
            reports[i] = new AtomicInteger();
        }
        for (int t = 0; t < 3; t++) {
            int thread = t;
            tasks.add(
                    TestThreads.start(
                            () -> {
                                for (int i = 0; i < cycles.length; i++) {
                                    if (i % 16 == 0) {
                                        rounds.arriveAndAwaitAdvance();
                                    }
                                    LockNode[] c = cycles[i];
                                    LockNode to = c[(thread + 1) % 3];
                                    if (!c[thread].knows(to) && see(c[thread], to) != null) {
                                        reports[i].incrementAndGet();
                                    }
                                }
                                rounds.arriveAndDeregister();
                                return null;
                            }));
        }
        tasks.forEach(Task::get);
        assertThat(reports).allMatch(count -> count.get() == 1);
    }

    @Test
    void shouldKeepReadHoldsAndWriteHoldsApart() {
        OrderedLock a = new OrderedLock("a");
        OrderedLock b = new OrderedLock("b");
        HeldLocks held = HeldLocks.current();
        held.addWrite(a);
        held.addRead(a);
        held.addRead(a);
        held.addWrite(b);
        held.removeWrite(a);
        assertThat(held.contains(a)).isTrue();
        held.removeRead(a);
        assertThat(held.contains(a)).isTrue();
        held.removeRead(a);
        assertThat(held.contains(a)).isFalse();
        held.removeWrite(b);
        for (int i = 0; i < 100; i++) {
            held.addWrite(i % 2 == 0 ? a : b);
        }
        assertThat(held.size()).isEqualTo(100);
        for (int i = 0; i < 50; i++) {
            held.removeWrite(a);
            held.removeWrite(b);
        }
        held.removeWrite(a); // an acquisition for which there was no memory
        assertThat(held.size()).isZero();
    }

    @Test
    void shouldGiveEachThreadItsOwnListThoughTheyUseOneLock() {
        OrderedLock lock = new OrderedLock("shared");
        HeldLocks mine = HeldLocks.current(lock);
        assertThat(HeldLocks.current(lock)).isSameAs(mine).isSameAs(HeldLocks.current());
        HeldLocks other = TestThreads.start(() -> HeldLocks.current(lock)).get();
        assertThat(other).isNotSameAs(mine);
        assertThat(HeldLocks.current(lock)).isSameAs(mine);
    }

    @Test
    void shouldRefuseOtherValues() {
        assertThatThrownBy(() -> Choice.parse(WatchOptions.ORDER_PROPERTY, "yes", WatchMode.class))
                .hasMessage("furwock.order=yes: choose one of [off, log, throw]");
        assertThatThrownBy(() -> Choice.millis(WatchOptions.PERIOD_PROPERTY, "1s", 1))
                .hasMessageContaining("furwock.deadlocks.period=1s");
    }
}
