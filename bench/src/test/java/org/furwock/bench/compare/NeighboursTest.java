package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.furwock.bench.jmh.UncontendedMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real processes. */
@Timeout(120)
class NeighboursTest {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final JmhContestant MONITOR =
            JmhContestant.of("synchronized", UncontendedMonitor.class, "round");

    @BeforeAll
    static void allowForksSideBySide() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void shouldUseProcessorTimeUntilClosedAndBeGoneThen() throws IOException {
        List<Process> processes;
        try (Neighbours neighbours = Neighbours.start(2)) {
            processes = neighbours.processes();
            assertThat(processes).hasSize(2).allMatch(Process::isAlive);
            for (Process process : processes) {
                awaitMoreProcessorTime(process);
            }
            neighbours.check();
        }

        assertThat(processes).noneMatch(Process::isAlive);
        assertThat(processes).noneMatch(one -> ProcessHandle.of(one.pid()).isPresent());
    }

    /** Returns when the process has used a fifth of a second more; the time-out is the test's. */
    private static void awaitMoreProcessorTime(Process process) {
        Duration start = process.info().totalCpuDuration().orElseThrow();
        Duration enough = start.plusMillis(200);
        while (process.info().totalCpuDuration().orElseThrow().compareTo(enough) < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldNoticeThatOneHasEnded() throws IOException {
        try (Neighbours neighbours = Neighbours.start(2)) {
            Process second = neighbours.processes().get(1);
            second.destroyForcibly();
            second.onExit().join();

            assertThatIOException()
                    .isThrownBy(neighbours::check)
                    .withMessageContaining("ended during the measurement");
        }
    }

    @Test
    void shouldRunBesideTheTurnsThatCountAndBeGoneAfterwards() throws InterruptedException {
        NeighbourProgress progress = new NeighbourProgress();
        Case busy =
                new Case(Family.UNCONTENDED, "", List.of(MONITOR), List.of(named("the same")))
                        .in(Environment.BUSY);
        Pace pace = new Pace(1, 1, 20);

        Comparison comparison = run(busy, pace, progress);

        assertThat(comparison.failures()).isEmpty();
        // In each of two rounds: a turn of both to warm up, and one of both that counts.
        assertThat(progress.alive)
                .containsExactly(0, 0, PROCESSORS, PROCESSORS, 0, 0, PROCESSORS, PROCESSORS);
        assertThat(progress.seen).hasSize(2 * PROCESSORS).noneMatch(ProcessHandle::isAlive);
        assertThat(comparison.results())
                .singleElement()
                .extracting(ComparisonResult::environment)
                .isEqualTo(Environment.BUSY);
    }

    @Test
    void shouldBeGoneAfterACaseThatFailedBesideThem() throws InterruptedException {
        NeighbourProgress progress = new NeighbourProgress();
        JmhContestant broken = named("broken").withJvmArg("-Xmx1k");
        Case busy =
                new Case(Family.UNCONTENDED, "", List.of(broken), List.of(MONITOR))
                        .in(Environment.BUSY);

        Comparison comparison = run(busy, new Pace(0, 1, 20), progress);

        assertThat(comparison.failures()).containsOnlyKeys(busy);
        assertThat(progress.alive).containsExactly(PROCESSORS); // the good one begins
        assertThat(progress.seen).hasSize(PROCESSORS).noneMatch(ProcessHandle::isAlive);
    }

    private static Comparison run(Case one, Pace pace, Progress progress)
            throws InterruptedException {
        Comparison comparison =
                new Comparison(
                        List.of(one), pace, 2, Duration.ofMinutes(1), ForkMode.TOGETHER, progress);
        comparison.run();
        return comparison;
    }

    private static JmhContestant named(String name) {
        return new JmhContestant(name, MONITOR.benchmark(), 0, Map.of(), List.of());
    }

    /**
     * The neighbours hold this process's standard error open, so that its end is the end of all of
     * them. If they outlived their parent, reading would not end, and the test would time out.
     */
    @Test
    void shouldEndWithTheirParentThoughItIsHalted() throws IOException, InterruptedException {
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HaltingParent.class.getName())
                        .start();
        String pids = new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        parent.getErrorStream().readAllBytes();

        assertThat(parent.waitFor()).isEqualTo(HaltingParent.STATUS);
        assertThat(pids.strip().split(" ")).hasSize(2).allMatch(pid -> Long.parseLong(pid) > 0);
    }

    /** Starts neighbours and ends without closing them, as if it were killed. */
    static final class HaltingParent {

        static final int STATUS = 7;

        private HaltingParent() {}

        public static void main(String[] args) throws IOException {
            List<Process> processes = Neighbours.start(2).processes();
            System.out.println(processes.get(0).pid() + " " + processes.get(1).pid());
            System.out.flush();
            Runtime.getRuntime().halt(STATUS);
        }
    }

    /** Counts the neighbours that live at the end of each turn. */
    private static final class NeighbourProgress implements Progress {

        private final List<Integer> alive = new ArrayList<>();
        private final Set<ProcessHandle> seen = new LinkedHashSet<>();

        @Override
        public void round(int round, int rounds) {}

        @Override
        public void begin(Case work) {}

        @Override
        public void turn() {
            List<ProcessHandle> neighbours =
                    ProcessHandle.current()
                            .children()
                            .filter(
                                    child ->
                                            child.info()
                                                    .commandLine()
                                                    .orElse("")
                                                    .contains(NeighbourMain.class.getName()))
                            .toList();
            alive.add(neighbours.size());
            seen.addAll(neighbours);
        }

        @Override
        public void close() {}
    }
}
