package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.lowlevel.AsymmetricFence;
import org.furwock.sync.Background;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The release mode of locks, which a process chooses once. */
@Timeout(600)
class ReleaseModeTest {

    /** Many threads that wait in every way; one lost wake-up stops all of them. */
    static final class Hammer {

        private static final int THREADS = 6;
        private static final int ROUNDS = 20_000;

        private Hammer() {}

        public static void main(String[] arguments) throws Exception {
            FutexReentrantLock lock = new FutexReentrantLock();
            Condition turn = lock.newCondition();
            int[] count = new int[1];
            List<Background<?>> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int way = i % 3;
                threads.add(Background.run(() -> hammer(lock, turn, way, count)));
            }
            for (Background<?> thread : threads) {
                thread.join();
            }
            System.out.println(System.getProperty(ReleaseMode.PROPERTY) + " " + count[0]);
        }

        private static void hammer(FutexReentrantLock lock, Condition turn, int way, int[] count)
                throws InterruptedException {
            for (int done = 0; done < ROUNDS; ) {
                int micros = ThreadLocalRandom.current().nextInt(200);
                if (way != 1) {
                    lock.lock();
                } else if (!lock.tryLock(micros, TimeUnit.MICROSECONDS)) {
                    continue;
                }
                done++;
                count[0]++;
                turn.signal();
                if (way == 2 && done % 16 == 0) {
                    turn.awaitNanos(1_000L * micros);
                }
                lock.unlock();
            }
        }
    }

    private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";

    @Test
    void shouldBeChosenByName() {
        assertThat(ReleaseMode.isFencedFromStart("exchange", true)).isTrue();
        assertThat(ReleaseMode.isFencedFromStart("exchange", false)).isTrue();
    }

    @Test
    void shouldBeAsymmetricOnlyWhereTheCompilerKeepsTheOrder() {
        assertThat(ReleaseMode.isFencedFromStart(null, true)).isFalse();
        assertThat(ReleaseMode.isFencedFromStart(null, false)).isTrue();
    }

    @Test
    void shouldKnowTheCompilersThatKeepTheOrder() {
        assertThat(ReleaseMode.isOrdered(HOTSPOT, false)).isTrue();
        assertThat(ReleaseMode.isOrdered("Java HotSpot(TM) 64-Bit Server VM", false)).isTrue();
        assertThat(ReleaseMode.isOrdered(HOTSPOT, true)).as("Graal may be there").isFalse();
        assertThat(ReleaseMode.isOrdered("Substrate VM", false)).isFalse();
        assertThat(ReleaseMode.isOrdered("Eclipse OpenJ9 VM", false)).isFalse();
        assertThat(ReleaseMode.isOrdered(null, false)).isFalse();
    }

    /** The interface alone decides: the compiler behind it is unknown. */
    @Test
    void shouldBeFencedWhereACompilerInJavaMayRun() throws Exception {
        List<String> options = List.of("-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI");
        try (ChildJvm child = ChildJvm.start(Mode.class, options)) {
            assertThat(child.outputOfSuccess()).contains("fenced: true");
        }
        try (ChildJvm child = ChildJvm.start(Mode.class, List.of())) {
            assertThat(child.outputOfSuccess()).contains("fenced: false");
        }
    }

    /** Says how releases are done. */
    static final class Mode {

        public static void main(String[] args) {
            System.out.println("fenced: " + ReleaseMode.fenced);
        }
    }

    @Test
    void shouldRefuseTheAsymmetricModeWhereItCannotBeHad() {
        if (AsymmetricFence.isAvailable()) {
            assertThat(ReleaseMode.isFencedFromStart("asymmetric", true)).isFalse();
        }
        boolean ordered = !AsymmetricFence.isAvailable();
        assertThatThrownBy(() -> ReleaseMode.isFencedFromStart("asymmetric", ordered))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("furwock.release=asymmetric")
                .hasMessageContaining("choose exchange");
    }

    @Test
    void shouldSayWhichNamesThereAre() {
        for (String name : new String[] {"Exchange", "", "fast"}) {
            assertThatThrownBy(() -> ReleaseMode.isFencedFromStart(name, true))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "furwock.release=" + name + ": choose one of [asymmetric, exchange]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"asymmetric", "exchange"})
    void shouldForgetNobodyInEitherMode(String mode) throws Exception {
        Assumptions.assumeTrue(
                mode.equals("exchange") || AsymmetricFence.isAvailable(),
                "membarrier is not granted here");
        List<String> options = List.of("-Dfurwock.release=" + mode, "-XX:TieredStopAtLevel=4");
        try (ChildJvm child = ChildJvm.start(Hammer.class, options)) {
            assertThat(child.outputOfSuccess())
                    .contains(mode + " " + Hammer.THREADS * Hammer.ROUNDS);
        }
    }
}
