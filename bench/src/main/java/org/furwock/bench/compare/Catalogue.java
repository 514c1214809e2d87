package org.furwock.bench.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.furwock.bench.jmh.ContendedLock;
import org.furwock.bench.jmh.ContendedMonitor;
import org.furwock.bench.jmh.FutexPingPong;
import org.furwock.bench.jmh.LockKind;
import org.furwock.bench.jmh.ParkPingPong;
import org.furwock.bench.jmh.UncontendedLock;
import org.furwock.bench.jmh.UncontendedMonitor;
import org.furwock.bench.jmh.WakeCall;
import org.furwock.bench.peer.CPeer;
import org.jspecify.annotations.Nullable;

/** All cases that there are. */
public final class Catalogue {

    private static final String SYNCHRONIZED = "synchronized";

    private final Set<String> engines;
    private final @Nullable CPeer c;

    /**
     * @param engines the engines that reach the kernel on this machine
     * @param c the peer in C, or null if there is none
     */
    public Catalogue(Set<String> engines, @Nullable CPeer c) {
        this.engines = Set.copyOf(engines);
        this.c = c;
    }

    /**
     * The cases of a family; none if this machine cannot do the work, or nobody to compare with.
     */
    public List<Case> cases(Family family, Grid grid) {
        return switch (family) {
            case UNCONTENDED -> List.of(uncontended());
            case CONTENDED -> contended(grid);
            case SYSCALL -> syscall();
            case PINGPONG -> List.of(pingPong());
        };
    }

    private static Case uncontended() {
        JmhContestant monitor = JmhContestant.of(SYNCHRONIZED, UncontendedMonitor.class, "round");
        return new Case(
                Family.UNCONTENDED,
                "",
                List.of(uncontended(LockKind.MUTEX)),
                List.of(uncontended(LockKind.REENTRANT_LOCK), monitor));
    }

    private static JmhContestant uncontended(LockKind kind) {
        return JmhContestant.of(kind.title(), UncontendedLock.class, "round")
                .withParams(Map.of("kind", kind.name()));
    }

    private static List<Case> contended(Grid grid) {
        List<Case> cases = new ArrayList<>();
        for (int threads : grid.threads()) {
            for (int section : grid.sections()) {
                for (int pause : grid.pauses()) {
                    cases.add(contended(threads, section, pause));
                }
            }
        }
        return cases;
    }

    private static Case contended(int threads, int section, int pause) {
        Map<String, String> params =
                Map.of("section", Integer.toString(section), "pause", Integer.toString(pause));
        JmhContestant monitor =
                JmhContestant.of(SYNCHRONIZED, ContendedMonitor.class, "round")
                        .withThreads(threads)
                        .withParams(params);
        return new Case(
                Family.CONTENDED,
                threads + " threads, section " + section + ", pause " + pause,
                List.of(contended(LockKind.MUTEX, threads, params)),
                List.of(contended(LockKind.REENTRANT_LOCK, threads, params), monitor));
    }

    private static JmhContestant contended(LockKind kind, int threads, Map<String, String> params) {
        Map<String, String> all = new HashMap<>(params);
        all.put("kind", kind.name());
        return JmhContestant.of(kind.title(), ContendedLock.class, "round")
                .withThreads(threads)
                .withParams(all);
    }

    private List<Case> syscall() {
        if (c == null || engines.isEmpty()) {
            return List.of();
        }
        List<Contestant> ours = new ArrayList<>();
        for (String engine : engines) {
            ours.add(
                    JmhContestant.of("Futex.wake, " + engine, WakeCall.class, "wake")
                            .withJvmArg("-Dfurwock.engine=" + engine));
        }
        return List.of(
                new Case(Family.SYSCALL, "", ours, List.of(new CContestant("C", c, "wake"))));
    }

    private Case pingPong() {
        List<Contestant> peers = new ArrayList<>();
        peers.add(JmhContestant.of("LockSupport", ParkPingPong.class, "roundTrip"));
        if (c != null) {
            peers.add(new CContestant("C", c, "pingpong"));
        }
        return new Case(
                Family.PINGPONG,
                "",
                List.of(JmhContestant.of("Futex", FutexPingPong.class, "roundTrip")),
                peers);
    }
}
