package org.furwock.bench.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.furwock.bench.jmh.BarrierKind;
import org.furwock.bench.jmh.BarrierRound;
import org.furwock.bench.jmh.ConditionPingPong;
import org.furwock.bench.jmh.ConditionWakeAll;
import org.furwock.bench.jmh.ContendedLock;
import org.furwock.bench.jmh.ContendedMonitor;
import org.furwock.bench.jmh.FutexPingPong;
import org.furwock.bench.jmh.LatchWakeAll;
import org.furwock.bench.jmh.LockKind;
import org.furwock.bench.jmh.ProcessRoundTrip;
import org.furwock.bench.jmh.QueueRound;
import org.furwock.bench.jmh.RwLockKind;
import org.furwock.bench.jmh.RwLockRound;
import org.furwock.bench.jmh.SemaphoreKind;
import org.furwock.bench.jmh.SemaphoreRound;
import org.furwock.bench.jmh.SleeperPingPong;
import org.furwock.bench.jmh.UncontendedLock;
import org.furwock.bench.jmh.UncontendedMonitor;
import org.furwock.bench.jmh.UncontendedRobustMutex;
import org.furwock.bench.jmh.VirtualThreads;
import org.furwock.bench.jmh.WakeCall;
import org.furwock.bench.peer.CPeer;
import org.furwock.bench.programs.ProgramKind;
import org.jspecify.annotations.Nullable;

/** All cases. */
public final class Catalogue {

    private static final String SYNCHRONIZED = "synchronized";
    private static final String ROUND = "round";
    private static final String ROUND_TRIP = "roundTrip";

    private static final List<LockKind> OUR_LOCKS =
            List.of(LockKind.MUTEX, LockKind.FUTEX_REENTRANT_LOCK);

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
     * The cases of a family; none if this machine cannot do the work, or if there is no peer.
     *
     * @param grid the settings of the contended and of the fair family
     */
    public List<Case> cases(Family family, Grid grid) {
        return switch (family) {
            case UNCONTENDED -> List.of(uncontended());
            case CONTENDED -> grid.cells().stream().map(Catalogue::contended).toList();
            case FAIR -> grid.cells().stream().map(Catalogue::fair).toList();
            case PINGPONG -> List.of(pingPong());
            case CONDITION -> List.of(conditionPingPong(), signalAll(8), signalAll(32));
            case QUEUE ->
                    List.of(
                            queue("1 producer, 1 consumer", "oneToOne"),
                            queue("4 producers, 4 consumers", "fourToFour"));
            case RWLOCK -> List.of(readUncontended(), readers(), mostlyReaders());
            case BARRIER -> Stream.of(2, 4, 8, 32).map(this::barrier).toList();
            case SEMAPHORE ->
                    List.of(
                            semaphore("uncontended", 1, 1, 0, 0),
                            semaphore("4 threads, 2 permits", 4, 2, 20, 20));
            case LATCH -> List.of(latch());
            case SHARED -> shared();
            case SYSCALL -> syscall();
            case VIRTUAL -> virtual();
            case PROGRAMS -> programs();
            case MEMORY, PROBE ->
                    List.of(); // MEMORY has no times; the work of PROBE comes from the user
        };
    }

    /** The contestant in C, if there is one. */
    private Stream<Contestant> inC(String mode) {
        return c == null ? Stream.empty() : Stream.of(new CContestant(CContestant.NAME, c, mode));
    }

    private List<Contestant> peers(String modeOfC, Contestant... others) {
        return Stream.concat(Arrays.stream(others), inC(modeOfC)).toList();
    }

    private Case uncontended() {
        return new Case(
                Family.UNCONTENDED,
                "",
                OUR_LOCKS.stream().map(Catalogue::uncontended).toList(),
                peers(
                        "mutex",
                        uncontended(LockKind.REENTRANT_LOCK),
                        JmhContestant.of(SYNCHRONIZED, UncontendedMonitor.class, ROUND),
                        uncontended(LockKind.STAMPED_LOCK)));
    }

    private static Contestant uncontended(LockKind kind) {
        return JmhContestant.of(kind.title(), UncontendedLock.class, ROUND)
                .withParam("kind", kind.name());
    }

    private static Case contended(Grid.Cell cell) {
        Contestant monitor =
                JmhContestant.of(SYNCHRONIZED, ContendedMonitor.class, ROUND)
                        .withThreads(cell.threads())
                        .withParams(params(cell));
        return new Case(
                Family.CONTENDED,
                cell.title(),
                OUR_LOCKS.stream().map(kind -> contended(kind, cell)).toList(),
                List.of(contended(LockKind.REENTRANT_LOCK, cell), monitor));
    }

    /** A lock in a cell of the grid. */
    static JmhContestant contended(LockKind kind, Grid.Cell cell) {
        return JmhContestant.of(kind.title(), ContendedLock.class, ROUND)
                .withThreads(cell.threads())
                .withParams(params(cell))
                .withParam("kind", kind.name());
    }

    private static Map<String, String> params(Grid.Cell cell) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("section", Integer.toString(cell.section()));
        params.put("pause", Integer.toString(cell.pause()));
        return params;
    }

    private static Case fair(Grid.Cell cell) {
        return new Case(
                Family.FAIR,
                cell.title(),
                List.of(contended(LockKind.FAIR_FUTEX_REENTRANT_LOCK, cell)),
                List.of(contended(LockKind.FAIR_REENTRANT_LOCK, cell)));
    }

    private Case pingPong() {
        return new Case(
                Family.PINGPONG,
                "",
                List.of(
                        JmhContestant.of("Futex", FutexPingPong.class, ROUND_TRIP),
                        sleeper(SleeperPingPong.Kind.EVENT),
                        sleeper(SleeperPingPong.Kind.PARKER)),
                peers("pingpong", sleeper(SleeperPingPong.Kind.LOCK_SUPPORT)));
    }

    private static Contestant sleeper(SleeperPingPong.Kind kind) {
        return JmhContestant.of(kind.title(), SleeperPingPong.class, ROUND_TRIP)
                .withParam("kind", kind.name());
    }

    private Case conditionPingPong() {
        return new Case(
                Family.CONDITION,
                "ping-pong",
                OUR_LOCKS.stream().map(Catalogue::conditionPingPong).toList(),
                peers("condition", conditionPingPong(LockKind.REENTRANT_LOCK)));
    }

    private static Contestant conditionPingPong(LockKind kind) {
        return JmhContestant.of(kind.title(), ConditionPingPong.class, ROUND_TRIP)
                .withParam("kind", kind.name());
    }

    private static Case signalAll(int sleepers) {
        return new Case(
                Family.CONDITION,
                "signalAll to " + sleepers,
                OUR_LOCKS.stream().map(kind -> signalAll(kind, sleepers)).toList(),
                List.of(signalAll(LockKind.REENTRANT_LOCK, sleepers)));
    }

    private static Contestant signalAll(LockKind kind, int sleepers) {
        return JmhContestant.of(kind.title(), ConditionWakeAll.class, "wake")
                .withParam("kind", kind.name())
                .withParam("sleepers", Integer.toString(sleepers));
    }

    private static Case queue(String title, String group) {
        return new Case(
                Family.QUEUE,
                title,
                List.of(
                        queue(LockKind.FUTEX_REENTRANT_LOCK, group),
                        queue(LockKind.FUTEX_REENTRANT_LOCK, group)
                                .withName(LockKind.FUTEX_REENTRANT_LOCK.title() + ", sleep=park")
                                .withJvmArg("-Dfurwock.sleep=park")),
                List.of(queue(LockKind.REENTRANT_LOCK, group)));
    }

    private static JmhContestant queue(LockKind kind, String group) {
        return JmhContestant.of(kind.title(), QueueRound.class, group)
                .withParam("kind", kind.name());
    }

    private Case readUncontended() {
        return rwLock("read, uncontended", 1, 0, 0, inC("read").toList());
    }

    private static Case readers() {
        return rwLock("2 readers at once", 2, 0, 20, List.of());
    }

    private static Case mostlyReaders() {
        return rwLock("4 threads, 95 % reads", 4, 20, 20, List.of());
    }

    private static Case rwLock(
            String title, int threads, int writeEvery, int section, List<Contestant> more) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("writeEvery", Integer.toString(writeEvery));
        params.put("section", Integer.toString(section));
        List<Contestant> ours = new ArrayList<>();
        List<Contestant> peers = new ArrayList<>();
        for (RwLockKind kind : RwLockKind.values()) {
            JmhContestant one =
                    JmhContestant.of(kind.title(), RwLockRound.class, ROUND)
                            .withThreads(threads)
                            .withParams(params)
                            .withParam("kind", kind.name());
            (kind.isOurs() ? ours : peers).add(one);
        }
        peers.addAll(more);
        return new Case(Family.RWLOCK, title, ours, peers);
    }

    private Case barrier(int parties) {
        return new Case(
                Family.BARRIER,
                parties + " parties",
                List.of(barrier(BarrierKind.BARRIER, parties)),
                peers(
                        "barrier" + parties,
                        barrier(BarrierKind.CYCLIC_BARRIER, parties),
                        barrier(BarrierKind.PHASER, parties)));
    }

    private static Contestant barrier(BarrierKind kind, int parties) {
        return JmhContestant.of(kind.title(), BarrierRound.class, "meet")
                .withParam("kind", kind.name())
                .withParam("parties", Integer.toString(parties));
    }

    private static Case semaphore(String title, int threads, int permits, int section, int pause) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("permits", Integer.toString(permits));
        params.put("section", Integer.toString(section));
        params.put("pause", Integer.toString(pause));
        return new Case(
                Family.SEMAPHORE,
                title,
                List.of(semaphore(SemaphoreKind.SEMAPHORE, threads, params)),
                List.of(semaphore(SemaphoreKind.JDK_SEMAPHORE, threads, params)));
    }

    private static Contestant semaphore(
            SemaphoreKind kind, int threads, Map<String, String> params) {
        return JmhContestant.of(kind.title(), SemaphoreRound.class, ROUND)
                .withThreads(threads)
                .withParams(params)
                .withParam("kind", kind.name());
    }

    private static Case latch() {
        return new Case(
                Family.LATCH,
                "",
                List.of(latch(LatchWakeAll.Kind.LATCH)),
                List.of(latch(LatchWakeAll.Kind.COUNT_DOWN_LATCH)));
    }

    private static Contestant latch(LatchWakeAll.Kind kind) {
        return JmhContestant.of(kind.title(), LatchWakeAll.class, "wake")
                .withParam("kind", kind.name());
    }

    private List<Case> shared() {
        if (engines.isEmpty()) {
            return List.of();
        }
        List<Contestant> peers = new ArrayList<>();
        peers.add(processRoundTrip(ProcessRoundTrip.Way.UNIX_SOCKET));
        if (c != null) {
            peers.add(new CContestant(CContestant.NAME, c, "event"));
            peers.add(new CContestant(CContestant.NAME + ", yielding", c, "eventyield"));
        }
        Case roundTrip =
                new Case(
                        Family.SHARED,
                        "request and reply",
                        List.of(processRoundTrip(ProcessRoundTrip.Way.EVENT)),
                        peers);
        Case uncontended =
                new Case(
                        Family.SHARED,
                        "robust, uncontended",
                        List.of(uncontended(UncontendedRobustMutex.Kind.ROBUST)),
                        inC("robust").toList());
        return c == null ? List.of(roundTrip) : List.of(roundTrip, uncontended);
    }

    private static Contestant processRoundTrip(ProcessRoundTrip.Way way) {
        return JmhContestant.of(way.title(), ProcessRoundTrip.class, ROUND_TRIP)
                .withParam("way", way.name());
    }

    private static Contestant uncontended(UncontendedRobustMutex.Kind kind) {
        return JmhContestant.of(kind.title(), UncontendedRobustMutex.class, ROUND)
                .withParam("kind", kind.name());
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
        return List.of(new Case(Family.SYSCALL, "", ours, inC("wake").toList()));
    }

    private static List<Case> programs() {
        return ProgramFiles.here()
                .map(
                        files ->
                                Arrays.stream(ProgramKind.values())
                                        .map(kind -> program(kind, files))
                                        .toList())
                .orElse(List.of());
    }

    /** The programs of a quick run. */
    public static List<Case> quickPrograms(List<Case> programs) {
        List<String> titles = ProgramKind.QUICK.stream().map(ProgramKind::title).toList();
        return programs.stream().filter(one -> titles.contains(one.title())).toList();
    }

    private static Case program(ProgramKind kind, ProgramFiles files) {
        return new Case(
                Family.PROGRAMS,
                kind.title(),
                List.of(new ProgramContestant(kind, true, files)),
                List.of(new ProgramContestant(kind, false, files)));
    }

    private static List<Case> virtual() {
        if (Runtime.version().feature() < VirtualThreads.FIRST_JDK) {
            return List.of();
        }
        return List.of(
                new Case(
                        Family.VIRTUAL,
                        "",
                        OUR_LOCKS.stream().map(Catalogue::virtual).toList(),
                        List.of(virtual(LockKind.REENTRANT_LOCK))));
    }

    private static Contestant virtual(LockKind kind) {
        return JmhContestant.of(kind.title(), VirtualThreads.class, "rounds")
                .withParam("kind", kind.name());
    }
}
