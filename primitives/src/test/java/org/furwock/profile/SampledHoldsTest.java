package org.furwock.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.furwock.futex.TestThreads;
import org.junit.jupiter.api.Test;

/** The holds that a profile times, step by step. */
class SampledHoldsTest {

    private static final Object LOCK = new Object();

    private final LockSite site = new LockSite("a lock", "a place");

    private Times holds() {
        return site.snapshot().holds();
    }

    /** Begins a hold that is no sample, after many others in a row. */
    private void beginUnsampled(LockProfile profile) {
        boolean sampled = true;
        while (sampled) {
            for (int i = 0; i < 10_000; i++) { // so often that few are
                profile.begin();
                profile.end(LOCK);
            }
            sampled = begin(profile);
        }
    }

    /** Whether the hold that begins is a sample. */
    private boolean begin(LockProfile profile) {
        long before = site.snapshot().acquisitions();
        profile.begin();
        return site.snapshot().acquisitions() != before;
    }

    @Test
    void shouldNotCountAHoldThatWasOnlyWatched() {
        LockProfile profile = new LockProfile(site);
        beginUnsampled(profile);
        long samples = holds().count();

        profile.watch();
        profile.end(LOCK);

        assertThat(samples).isPositive();
        assertThat(holds().count()).isEqualTo(samples);
    }

    /** A thread that waited for the hold before was late to say so. */
    @Test
    void shouldNotTimeAHoldFromTheWatchOfTheOneBefore() {
        LockProfile profile = new LockProfile(site);
        long longest = 0;
        boolean sampled = true;
        while (sampled) {
            beginUnsampled(profile);
            profile.end(LOCK);
            profile.watch();
            longest = holds().longest().toNanos();
            spin(2 * longest + TimeUnit.MILLISECONDS.toNanos(1));
            sampled = begin(profile);
        }
        profile.end(LOCK);

        assertThat(holds().longest().toNanos()).isEqualTo(longest);
    }

    private static void spin(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldTimeOneReaderAfterTheOther() {
        ReadProfile profile = new ReadProfile(site);
        profile.begin();
        profile.end(LOCK);
        TestThreads.start(
                        () -> {
                            profile.begin();
                            profile.end(LOCK);
                            return null;
                        })
                .get();

        assertThat(holds().count()).isEqualTo(2);
    }

    @Test
    void shouldTimeTheNextReaderAfterOneThatEndedInside() throws InterruptedException {
        ReadProfile profile = new ReadProfile(site);
        Thread dead = new Thread(profile::begin);
        dead.start();
        dead.join();

        profile.begin();
        profile.end(LOCK);

        assertThat(holds().count()).isEqualTo(1);
    }
}
