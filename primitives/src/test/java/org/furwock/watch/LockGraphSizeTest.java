package org.furwock.watch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.furwock.diagnostics.LockInversion;
import org.furwock.futex.HangBound;
import org.furwock.futex.Sleepers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many locks: what is searched, what is kept, and what happens at the bounds. */
@HangBound
class LockGraphSizeTest {

    private static final int ACCOUNTS = 1000;
    private static final int PLAIN_ROUNDS = 300;
    private static final long VISITS_PER_PAIR = 20;

    private final LockGraph graph = new LockGraph();

    private static LockGraph.Stack stack() {
        return new LockGraph.Stack("thread", List.of());
    }

    /** All locks of one creation site, as an array of accounts. */
    private static List<OrderedLock> locks(int count, String lockClass) {
        List<OrderedLock> locks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            locks.add(new OrderedLock(lockClass));
        }
        return locks;
    }

    private @Nullable LockInversion see(OrderedLock from, OrderedLock to) {
        return graph.see(from, to, LockGraphSizeTest::stack, true);
    }

    private static LockNode own(OrderedLock lock) {
        return requireNonNull(lock.own);
    }

    @Test
    void shouldNotSearchWhileManyLocksOfOneSiteAreAcquiredByIndex() {
        List<OrderedLock> accounts = locks(ACCOUNTS, "account");
        for (int i = 0; i < ACCOUNTS; i++) {
            for (int j = i + 1; j < ACCOUNTS; j++) {
                assertThat(see(accounts.get(i), accounts.get(j)) == null).isTrue();
            }
        }
        assertThat(graph.visits()).as("nodes that were searched").isZero();
        assertThat(graph.stackCount()).as("one code, one stack").isEqualTo(1);

        assertThat(see(accounts.get(700), accounts.get(30)).steps()).hasSize(2);
        assertThat(graph.visits()).isLessThan(2 * ACCOUNTS);
        OrderedLock one = accounts.get(0);
        OrderedLock other = new OrderedLock("account");
        OrderedLock third = new OrderedLock("account");
        assertThat(see(one, other)).isNull();
        assertThat(see(other, third)).isNull();
        assertThat(see(third, one).steps()).hasSize(3);
    }

    @Test
    void shouldSearchLittleWhileManyLocksOfOneSiteAreAcquiredInAnyPairs() {
        List<OrderedLock> accounts = locks(ACCOUNTS, "account");
        Random random = random();
        int pairs = 50 * ACCOUNTS;
        for (int i = 0; i < pairs; i++) {
            int a = random.nextInt(ACCOUNTS);
            int b = random.nextInt(ACCOUNTS);
            if (a != b) {
                LockInversion none =
                        see(accounts.get(Math.min(a, b)), accounts.get(Math.max(a, b)));
                assertThat(none == null).isTrue();
            }
        }
        assertThat(graph.visits()).isBetween(1L, VISITS_PER_PAIR * pairs);
    }

    private static Random random() {
        long seed = System.nanoTime();
        System.out.println("LockGraphSizeTest: seed " + seed);
        return new Random(seed);
    }

    /** The edges of one graph, without ranks. */
    private static final class PlainGraph {

        private final boolean[][] edges;

        PlainGraph(int size) {
            edges = new boolean[size][size];
        }

        boolean leads(int from, int to, boolean[] met) {
            if (from == to) {
                return true;
            }
            met[from] = true;
            for (int next = 0; next < edges.length; next++) {
                if (edges[from][next] && !met[next] && leads(next, to, met)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void collect(OrderedLock lock, LockGraph graph) {
        LockNode node = lock.own;
        if (node != null) {
            Reference<?> reference = graph.reference(node);
            reference.clear(); // so that it is not queued by the collector as well
            graph.forget(reference);
        }
    }

    /**
     * Few contradictions or many, kept or not, with locks that leave and others that take their
     * places: each answer is that of a plain search.
     */
    @Test
    void shouldFindWhatAPlainSearchFinds() {
        Random random = random();
        for (int round = 0; round < PLAIN_ROUNDS; round++) {
            LockGraph tested = new LockGraph();
            int size = 3 + random.nextInt(20);
            int wrong = random.nextInt(30); // of a hundred edges
            PlainGraph plain = new PlainGraph(size);
            List<OrderedLock> locks = locks(size, "random");
            Collections.shuffle(locks, random);
            for (int step = 0; step < 6 * size; step++) {
                int a = random.nextInt(size);
                int b = random.nextInt(size);
                boolean isWrong = random.nextInt(100) < wrong;
                boolean keep = random.nextInt(4) > 0;
                if (a == b) {
                    collect(locks.set(a, new OrderedLock("random")), tested);
                    for (int i = 0; i < size; i++) {
                        plain.edges[a][i] = false;
                        plain.edges[i][a] = false;
                    }
                } else {
                    int from = isWrong ? Math.max(a, b) : Math.min(a, b);
                    int to = a + b - from;
                    boolean known = plain.edges[from][to];
                    boolean cycle = !known && plain.leads(to, from, new boolean[size]);
                    LockInversion found =
                            tested.see(
                                    locks.get(from), locks.get(to), LockGraphSizeTest::stack, keep);
                    assertThat(found != null).isEqualTo(cycle);
                    if (found != null) {
                        assertThat(found.steps().get(0).held()).isEqualTo(own(locks.get(to)).name);
                        assertThat(found.steps().get(found.steps().size() - 1).wanted())
                                .isEqualTo(own(locks.get(to)).name);
                    }
                    plain.edges[from][to] |= !cycle || keep;
                    assertThat(own(locks.get(from)).knows(own(locks.get(to))))
                            .isEqualTo(plain.edges[from][to]);
                }
            }
        }
    }

    /** Far more locks than the graph has places, of which each is in use for a short time. */
    @Test
    void shouldLetTheNodesOfCollectedLocksGo() {
        OrderedLock first = new OrderedLock("short-lived");
        OrderedLock last = new OrderedLock("short-lived");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < LockGraph.MOST / 2; i++) {
                OrderedLock lock = new OrderedLock("short-lived");
                assertThat(see(first, lock) == null && see(lock, last) == null).isTrue();
                assertThat(lock.own != null).isTrue();
            }
            awaitNodes(4);
        }
        assertThat(see(last, first)).as("a way through locks that are gone").isNull();
        OrderedLock lock = new OrderedLock("short-lived");
        assertThat(see(first, lock)).isNull();
        assertThat(see(lock, first).steps()).hasSize(2);
        assertThat(see(first, last).steps()).hasSize(2);
    }

    /** Until so few nodes are there, two new ones among them, whose locks free the places. */
    private void awaitNodes(int count) {
        Sleepers.await(
                () -> {
                    System.gc();
                    see(new OrderedLock("short-lived"), new OrderedLock("short-lived"));
                    return graph.singleCount() <= count;
                },
                () -> graph.singleCount() + " nodes should become " + count);
    }

    @Test
    void shouldTellOnceThatItComparesNoMoreLocksAndStillKnowTheOthers() {
        List<OrderedLock> locks = locks(LockGraph.MOST, "too many");
        List<String> lines =
                linesOf(
                        () -> {
                            for (int i = 1; i < LockGraph.MOST; i++) {
                                assertThat(see(locks.get(i - 1), locks.get(i)) == null).isTrue();
                            }
                        });
        assertThat(lines).isEmpty();

        OrderedLock one = new OrderedLock("too many");
        OrderedLock other = new OrderedLock("too many");
        lines =
                linesOf(
                        () -> {
                            assertThat(see(one, other)).isNull();
                            assertThat(see(other, one)).isNull();
                        });
        assertThat(one.own).isNull();
        assertThat(other.own).isNull();
        assertThat(graph.singleCount()).isEqualTo(LockGraph.MOST);
        assertThat(lines).singleElement().asString().startsWith("furwock.order: 4096 locks were");
        assertThat(see(locks.get(2), locks.get(0)).steps()).hasSize(3);
    }

    @Test
    void shouldTellOnceThatItKeepsNoMoreStacksAndStillCheck() {
        List<OrderedLock> locks = locks(200, "stacks");
        List<String> lines =
                linesOf(
                        () -> {
                            for (int i = 0; i < locks.size(); i++) {
                                for (int j = i + 1; j < locks.size(); j++) {
                                    LockGraph.Stack stack =
                                            new LockGraph.Stack(i + " " + j, List.of());
                                    graph.see(locks.get(i), locks.get(j), () -> stack, true);
                                }
                            }
                        });
        assertThat(graph.stackCount()).isEqualTo(LockGraph.MOST_STACKS);
        assertThat(lines).singleElement().asString().contains("8192 different stacks are kept");
        assertThat(see(locks.get(5), locks.get(3)).steps())
                .extracting(LockInversion.Step::thread)
                .containsExactly("3 5", "thread");
        assertThat(see(locks.get(199), locks.get(198)).steps())
                .extracting(LockInversion.Step::thread)
                .containsExactly("(not kept)", "thread");
    }

    /** What the log has of the order of locks. */
    private static List<String> linesOf(Runnable body) {
        try (CapturedLog log = new CapturedLog(LockInversion.class)) {
            body.run();
            return log.lines();
        }
    }

    @Test
    void shouldCheckNoMoreThanSoManyClasses() {
        for (int i = 0; i < LockGraph.MOST; i++) {
            assertThat(graph.nodeOf("n" + i)).isNotNull();
        }
        assertThat(linesOf(() -> assertThat(graph.nodeOf("one more")).isNull()))
                .singleElement()
                .asString()
                .startsWith("furwock.order: locks have 4096 creation sites and names.");
        assertThat(linesOf(() -> assertThat(graph.nodeOf("two more")).isNull())).isEmpty();
        assertThat(graph.nodeOf("n0")).isNotNull();
    }
}
