package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.furwock.bench.compare.Target.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "UNCONTENDED, '', Mutex, C, 1.1",
        "UNCONTENDED, '', FutexReentrantLock, ReentrantLock, 0.55",
        "BARRIER, 2 parties, Barrier, CyclicBarrier, 0.33333",
        "BARRIER, 4 parties, Barrier, CyclicBarrier, 0.4",
        "BARRIER, 8 parties, Barrier, CyclicBarrier, 0.4",
        "BARRIER, 32 parties, Barrier, CyclicBarrier, 0.5",
        "BARRIER, 32 parties, Barrier, Phaser, 1.0",
        "QUEUE, '1 producer, 1 consumer', FutexReentrantLock, ReentrantLock, 0.66667",
        "QUEUE, '4 producers, 4 consumers', FutexReentrantLock, ReentrantLock, 0.66667",
        "FAIR, '16 threads, section 20, pause 0', 'FutexReentrantLock, fair', 'ReentrantLock, fair', 0.66667",
        "SEMAPHORE, '4 threads, 2 permits', Semaphore, j.u.c.Semaphore, 0.83333",
        "PROGRAMS, commons-pool2, Furwock, JDK, 1.05263",
        "LATCH, '', Latch, CountDownLatch, 0.83333",
        "RWLOCK, '4 threads, 95 % reads', FutexReentrantReadWriteLock, ReentrantReadWriteLock, 1.0",
        "PINGPONG, '', Parker, LockSupport, 0.5",
        "PINGPONG, '', Futex, C, 1.4",
        "SHARED, 'request and reply', Event, C, 1.5",
        "SHARED, 'request and reply', Event, Unix socket, 0.5",
        "SHARED, 'robust, uncontended', RobustMutex, C, 2"
    })
    void shouldKnowTheFiguresToReach(
            Family family, String title, String ours, String peer, double limit) {
        assertThat(Target.of(family, title, ours, peer, "jna"))
                .hasValueSatisfying(
                        target -> assertThat(target.limit()).isCloseTo(limit, within(1e-4)));
    }

    @Test
    void shouldExpectMoreOfTheFasterEngine() {
        assertThat(Target.of(Family.PINGPONG, "", "Futex", "C", "ffm")).contains(new Target(1.15));
        assertThat(Target.of(Family.PINGPONG, "", "Futex", "C", "emulated")).isEmpty();
    }

    @Test
    void shouldHaveNoneWhereNobodySaidSo() {
        assertThat(Target.of(Family.CONTENDED, "", "Mutex", "ReentrantLock", "jna")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.4, 0.59, MET",
        "0.5, 0.4, 0.70, PERHAPS_MET",
        "0.7, 0.5, 0.90, PERHAPS_MISSED",
        "0.7, 0.65, 0.90, MISSED"
    })
    void shouldSayWhetherItIsReachedAndHowSurely(
            double median, double low, double high, Standing standing) {
        assertThat(new Target(0.6).standing(new Ratio(median, low, high))).isEqualTo(standing);
    }

    @Test
    void shouldNameContestantsThatThereAre() {
        Catalogue catalogue = new Catalogue(Set.of("jna"), null);
        long withTarget =
                Family.ofCompare().stream()
                        .flatMap(family -> catalogue.cases(family, Grid.NORMAL).stream())
                        .flatMap(
                                one ->
                                        one.ours().stream()
                                                .flatMap(
                                                        ours ->
                                                                one.peers().stream()
                                                                        .filter(
                                                                                peer ->
                                                                                        hasTarget(
                                                                                                one,
                                                                                                ours,
                                                                                                peer))))
                        .count();

        // 1 uncontended, 4 contended, 4 fair, 2 ping-pong, 3 condition, 2 queue, 3 rwlock,
        // 8 barrier, 2 semaphore, 1 latch, 1 between processes; those against C need a compiler.
        assertThat(withTarget).isEqualTo(31);
    }

    private static boolean hasTarget(Case one, Contestant ours, Contestant peer) {
        return Target.of(one.family(), one.title(), ours.name(), peer.name(), "jna").isPresent();
    }
}
