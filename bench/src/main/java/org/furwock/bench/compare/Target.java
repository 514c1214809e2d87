package org.furwock.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A target of this project against a peer. Reports show a missed target as missed.
 *
 * @param limit the greatest ratio of our time to the peer's that meets the target
 */
public record Target(double limit) {

    /** The relation of a ratio to its target. */
    public enum Standing {
        /** Reached, and the whole interval with it. */
        MET,
        /** Reached by the median, but the interval goes beyond. */
        PERHAPS_MET,
        /** Missed by the median, but the interval reaches it. */
        PERHAPS_MISSED,
        /** Missed, and the whole interval with it. */
        MISSED
    }

    private record Rule(Family family, String titlePart, String ours, String peer, double limit) {

        boolean covers(Family aFamily, String aTitle, String ofOurs, String aPeer) {
            return family == aFamily
                    && aTitle.contains(titlePart)
                    && ours.equals(ofOurs)
                    && peer.equals(aPeer);
        }
    }

    private static final String DROP_IN = "FutexReentrantLock";
    private static final String JDK_LOCK = "ReentrantLock";
    private static final String JDK_RW_LOCK = "ReentrantReadWriteLock";
    private static final String BARRIER = "Barrier";
    private static final String CYCLIC = "CyclicBarrier";

    private static final List<Rule> RULES =
            List.of(
                    time(Family.UNCONTENDED, "", "Mutex", CContestant.NAME, 1.1),
                    time(Family.UNCONTENDED, "", DROP_IN, JDK_LOCK, 0.55),
                    speed(Family.CONTENDED, "", DROP_IN, JDK_LOCK, 0.95),
                    speed(Family.FAIR, "", DROP_IN + ", fair", JDK_LOCK + ", fair", 1.5),
                    speed(Family.PINGPONG, "", "Event", "LockSupport", 2),
                    speed(Family.PINGPONG, "", "Parker", "LockSupport", 2),
                    speed(Family.CONDITION, "ping-pong", DROP_IN, JDK_LOCK, 1.5),
                    speed(Family.CONDITION, "signalAll", DROP_IN, JDK_LOCK, 1.5),
                    speed(Family.QUEUE, "", DROP_IN, JDK_LOCK, 1.5),
                    time(Family.RWLOCK, "uncontended", "Futex" + JDK_RW_LOCK, JDK_RW_LOCK, 0.6),
                    speed(Family.RWLOCK, "at once", "Futex" + JDK_RW_LOCK, JDK_RW_LOCK, 3),
                    speed(Family.RWLOCK, "95 %", "Futex" + JDK_RW_LOCK, JDK_RW_LOCK, 1),
                    speed(Family.BARRIER, "32 parties", BARRIER, CYCLIC, 2),
                    speed(Family.BARRIER, "2 parties", BARRIER, CYCLIC, 3),
                    speed(Family.BARRIER, "4 parties", BARRIER, CYCLIC, 2.5),
                    speed(Family.BARRIER, "8 parties", BARRIER, CYCLIC, 2.5),
                    speed(Family.BARRIER, "", BARRIER, "Phaser", 1),
                    speed(Family.SEMAPHORE, "uncontended", "Semaphore", "j.u.c.Semaphore", 1),
                    speed(Family.SEMAPHORE, "2 permits", "Semaphore", "j.u.c.Semaphore", 1.2),
                    speed(Family.PROGRAMS, "", ProgramContestant.OURS, ProgramContestant.JDK, 0.95),
                    speed(Family.LATCH, "", "Latch", "CountDownLatch", 1.2),
                    time(Family.SHARED, "reply", "Event", "Unix socket", 0.5),
                    time(Family.SHARED, "uncontended", "RobustMutex", CContestant.NAME, 2));

    /** The targets that depend on the engine. */
    private static final Map<String, List<Rule>> RULES_BY_ENGINE =
            Map.of(
                    "ffm",
                    List.of(
                            time(Family.PINGPONG, "", "Futex", CContestant.NAME, 1.15),
                            time(Family.SHARED, "reply", "Event", CContestant.NAME, 1.2)),
                    "jna",
                    List.of(
                            time(Family.PINGPONG, "", "Futex", CContestant.NAME, 1.4),
                            time(Family.SHARED, "reply", "Event", CContestant.NAME, 1.5)));

    private static Rule time(Family family, String title, String ours, String peer, double atMost) {
        return new Rule(family, title, ours, peer, atMost);
    }

    private static Rule speed(
            Family family, String title, String ours, String peer, double atLeast) {
        return new Rule(family, title, ours, peer, 1 / atLeast);
    }

    /** The target of a comparison, if there is one; some depend on the engine. */
    public static Optional<Target> of(
            Family family, String title, String ours, String peer, String engine) {
        return Stream.concat(
                        RULES.stream(), RULES_BY_ENGINE.getOrDefault(engine, List.of()).stream())
                .filter(rule -> rule.covers(family, title, ours, peer))
                .findFirst()
                .map(rule -> new Target(rule.limit));
    }

    /** The relation of a ratio to this target. */
    public Standing standing(Ratio ratio) {
        if (ratio.median() <= limit) {
            return ratio.high() <= limit ? Standing.MET : Standing.PERHAPS_MET;
        }
        return ratio.low() > limit ? Standing.MISSED : Standing.PERHAPS_MISSED;
    }
}
