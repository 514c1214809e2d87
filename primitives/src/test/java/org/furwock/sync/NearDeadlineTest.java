package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.furwock.futex.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Waits with a near deadline, in a process where a time counts as near that is long enough to
 * arrange things in it. {@link ShortTimeoutTest} has the usual time.
 */
@Timeout(600)
class NearDeadlineTest {

    private static String run(long nearNanos, String scene) throws InterruptedException {
        List<String> options = List.of("-Dfurwock.wait.shortest-sleep=" + nearNanos);
        try (ChildJvm child = ChildJvm.start(NearDeadlineProgram.class, options, scene)) {
            return child.outputOfSuccess();
        }
    }

    @Test
    void shouldTakeTheTokenForWhichAThreadWatches() throws InterruptedException {
        assertThat(run(TimeUnit.HOURS.toNanos(1), "token")).contains("taken true, left false");
    }

    @Test
    void shouldBeInterruptedWhileAThreadWatches() throws InterruptedException {
        assertThat(run(TimeUnit.HOURS.toNanos(1), "interrupt").lines())
                .containsExactly(
                        "mutex interrupted",
                        "parker interrupted",
                        "latch interrupted",
                        "event interrupted",
                        "semaphore interrupted",
                        "fair semaphore interrupted",
                        "barrier interrupted",
                        "condition interrupted");
    }

    /** Else the next set of the event would wake no thread. */
    @Test
    void shouldKeepTheMarkOfTheSleepersWhenOvertakenAtTheDeadline() throws InterruptedException {
        assertThat(run(TimeUnit.SECONDS.toNanos(1), "mark"))
                .contains("passed false, marked true")
                .contains("passed true");
    }
}
