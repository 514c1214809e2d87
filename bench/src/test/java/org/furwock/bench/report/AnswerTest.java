package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.furwock.bench.compare.ComparisonResult;
import org.furwock.bench.compare.Environment;
import org.furwock.bench.compare.Family;
import org.furwock.bench.compare.Ratios;
import org.junit.jupiter.api.Test;

/** Ratios here are of times: 0.5 is twice as fast. */
class AnswerTest {

    private static ComparisonResult lock(Family family, Environment environment, double ratio) {
        return Reports.result(
                family, "", environment, "FutexReentrantLock", "ReentrantLock", ratio);
    }

    private static ComparisonResult undecided(Family family, double ratio) {
        ComparisonResult sure = lock(family, Environment.IDLE, ratio);
        List<Double> rounds = List.of(ratio / 9, ratio, ratio * 9);
        return new ComparisonResult(
                family,
                sure.title(),
                sure.environment(),
                sure.ours(),
                sure.peer(),
                sure.oursNanos(),
                sure.peerNanos(),
                Ratios.ofRounds(rounds),
                rounds);
    }

    private static String idle(ComparisonResult... results) {
        return Answer.sentences(List.of(results)).get(0);
    }

    @Test
    void shouldSaySwapIdleAndNameTheExceptionBusy() {
        assertThat(
                        Answer.sentences(
                                List.of(
                                        lock(Family.CONTENDED, Environment.IDLE, 0.5),
                                        lock(Family.CONTENDED, Environment.BUSY, 0.5),
                                        lock(Family.CONDITION, Environment.BUSY, 1.5))))
                .containsExactly("On this machine, idle: swap.", "Busy: swap, but not conditions.");
    }

    @Test
    void shouldSayStayWhereItIsSlowerOnAverageAndNameTheExceptions() {
        assertThat(
                        idle(
                                lock(Family.CONTENDED, Environment.IDLE, 4),
                                lock(Family.QUEUE, Environment.IDLE, 0.8)))
                .isEqualTo("On this machine, idle: stay with the JDK, except for bounded queues.");
    }

    @Test
    void shouldNameTheCaseWhereItIsNotTheWholeWork() {
        assertThat(
                        idle(
                                Reports.result(
                                        Family.RWLOCK,
                                        "2 readers at once",
                                        Environment.IDLE,
                                        "FutexReentrantReadWriteLock",
                                        "ReentrantReadWriteLock",
                                        0.3),
                                Reports.result(
                                        Family.RWLOCK,
                                        "4 threads, 95 % reads",
                                        Environment.IDLE,
                                        "FutexReentrantReadWriteLock",
                                        "ReentrantReadWriteLock",
                                        1.2)))
                .isEqualTo(
                        "On this machine, idle: swap, but not reader-writer locks"
                                + " (4 threads, 95 % reads).");
    }

    @Test
    void shouldCountWholeProgramsAndNameTheOneThatLoses() {
        assertThat(
                        idle(
                                Reports.result(
                                        Family.PROGRAMS,
                                        "H2",
                                        Environment.IDLE,
                                        "Furwock",
                                        "JDK",
                                        0.5),
                                Reports.result(
                                        Family.PROGRAMS,
                                        "commons-pool2",
                                        Environment.IDLE,
                                        "Furwock",
                                        "JDK",
                                        1.2)))
                .isEqualTo("On this machine, idle: swap, but not programs (commons-pool2).");
    }

    @Test
    void shouldCountTheCasesWhereThereAreSeveral() {
        assertThat(Answer.sentences(Reports.everything().results()).get(0))
                .isEqualTo("On this machine, idle: swap, but not contended locks (8 of 48 cases).");
    }

    @Test
    void shouldSayWhereTheRoundsDoNotAgree() {
        assertThat(idle(undecided(Family.CONTENDED, 1.1)))
                .isEqualTo("On this machine, idle: this run cannot tell.");
        assertThat(
                        idle(
                                lock(Family.UNCONTENDED, Environment.IDLE, 0.02),
                                lock(Family.BARRIER, Environment.IDLE, 0.02),
                                lock(Family.LATCH, Environment.IDLE, 0.02),
                                undecided(Family.CONTENDED, 1.1)))
                .isEqualTo("On this machine, idle: swap; not clear for contended locks.");
    }

    @Test
    void shouldFirstSayWhatIsClearWhereTheAverageIsNot() {
        ComparisonResult unclear = undecided(Family.CONTENDED, 1.1);
        ComparisonResult faster = lock(Family.FAIR, Environment.IDLE, 0.8);
        ComparisonResult slower = lock(Family.CONDITION, Environment.IDLE, 1.25);
        assertThat(idle(unclear, faster))
                .isEqualTo(
                        "On this machine, idle: swap fair locks; for the rest this run cannot"
                                + " tell.");
        assertThat(idle(unclear, slower))
                .isEqualTo(
                        "On this machine, idle: do not swap conditions; for the rest this run"
                                + " cannot tell.");
        assertThat(idle(unclear, faster, slower))
                .isEqualTo(
                        "On this machine, idle: swap fair locks, but not conditions; for the rest"
                                + " this run cannot tell.");
    }

    @Test
    void shouldSayThatNothingIsGainedWhereItIsTheSame() {
        assertThat(idle(lock(Family.CONTENDED, Environment.IDLE, 0.98)))
                .isEqualTo("On this machine, idle: no difference on average.");
        assertThat(
                        idle(
                                lock(Family.FAIR, Environment.IDLE, 0.9),
                                lock(Family.CONDITION, Environment.IDLE, 1.1)))
                .isEqualTo(
                        "On this machine, idle: no difference on average; faster: fair locks;"
                                + " slower: conditions.");
    }

    @Test
    void shouldNotCountWhatReplacesNoClassOfTheJdk() {
        ComparisonResult mutex =
                Reports.result(
                        Family.CONTENDED, "", Environment.IDLE, "Mutex", "ReentrantLock", 0.1);
        assertThat(Answer.sentences(List.of(mutex))).isEmpty();
        assertThat(idle(mutex, lock(Family.CONTENDED, Environment.IDLE, 2)))
                .isEqualTo("On this machine, idle: stay with the JDK.");
    }

    @Test
    void shouldSayWhatWasNotMeasuredAndAddOneProcessorIfItWas() {
        assertThat(Answer.sentences(List.of(lock(Family.FAIR, Environment.IDLE, 0.5))))
                .containsExactly("On this machine, idle: swap.", "Busy: not measured.");
        assertThat(Answer.sentences(List.of(lock(Family.FAIR, Environment.PINNED, 0.5))))
                .contains("On one processor: swap.");
    }

    @Test
    void shouldNameThreeExceptionsAndCountTheRest() {
        List<ComparisonResult> results = new ArrayList<>();
        results.add(lock(Family.UNCONTENDED, Environment.IDLE, 0.0001));
        for (Family family :
                List.of(
                        Family.CONTENDED,
                        Family.FAIR,
                        Family.CONDITION,
                        Family.QUEUE,
                        Family.VIRTUAL)) {
            results.add(lock(family, Environment.IDLE, 1.1));
        }
        assertThat(Answer.sentences(results).get(0))
                .endsWith("swap, but not contended locks, fair locks, conditions and 2 more.");
    }
}
