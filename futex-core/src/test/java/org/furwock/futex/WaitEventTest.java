package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.furwock.futex.TestThreads.Kind;
import org.furwock.futex.TestThreads.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The flight recorder's event of a wait. All tests read one recording: JDK 17 loses pooled strings
 * of all but the first (JDK-8257621 and its successors).
 */
@HangBound
class WaitEventTest {

    private static final String NAME = "org.furwock.FutexWait";

    private static final Object BLOCKER = new StringBuilder("the lock");

    private static final FutexWord PRIVATE_WORD = FutexWord.allocate(FutexScope.PRIVATE);
    private static final FutexWord SHARED_WORD = FutexWord.allocate(FutexScope.SHARED);
    private static final FutexWord UNSLEPT_WORD = FutexWord.allocate();
    private static final FutexWord VIRTUALS_WORD = FutexWord.allocate();
    private static final FutexWord UNSEEN_WORD = FutexWord.allocate();

    private static List<RecordedEvent> recorded;

    @BeforeAll
    static void record(@TempDir Path folder) throws IOException {
        Futex.awaitNanos(
                UNSEEN_WORD,
                0,
                0,
                WaitOptions.INTERRUPTIBLE,
                null); // the first wait of all comes before the recorder
        Path file = folder.resolve("waits.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(NAME).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            waitInAllWays();
            recording.stop();
            recording.dump(file);
        }
        recorded =
                RecordingFile.readAllEvents(file).stream()
                        .filter(event -> event.getEventType().getName().equals(NAME))
                        .toList();
    }

    private static void waitInAllWays() {
        for (FutexWord word : new FutexWord[] {PRIVATE_WORD, SHARED_WORD}) {
            beWoken(TestThreads.start(() -> sleepWithBlocker(word)), word);
        }
        if (TestThreads.hasVirtual()) {
            beWoken(
                    TestThreads.start(Kind.VIRTUAL, () -> Futex.await(VIRTUALS_WORD, 0)),
                    VIRTUALS_WORD);
        }
        FutexWord[] both = {UNSLEPT_WORD, PRIVATE_WORD};
        Futex.await(UNSLEPT_WORD, 1);
        Futex.awaitNanos(UNSLEPT_WORD, 0, 1_000_000, WaitOptions.UNINTERRUPTIBLE, null);
        Futex.awaitAny(both, new int[] {0, 1}, Deadline.NEVER);
    }

    private static void beWoken(Task<WaitResult> sleeper, FutexWord word) {
        Sleepers.awaitAsleep(word, 1);
        Sleepers.wakeOne(word);
        assertThat(sleeper.get()).isEqualTo(WaitResult.WOKEN);
    }

    private static WaitResult sleepWithBlocker(FutexWord word) {
        return Sleepers.despiteSpurious(
                () -> Futex.await(word, 0, Deadline.NEVER, WaitOptions.INTERRUPTIBLE, BLOCKER));
    }

    private static List<RecordedEvent> eventsAt(FutexWord word) {
        return recorded.stream()
                .filter(event -> event.getLong("address") == word.address())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(FutexScope.class)
    void shouldTellAllOfAWait(FutexScope scope) {
        List<RecordedEvent> events =
                eventsAt(scope == FutexScope.PRIVATE ? PRIVATE_WORD : SHARED_WORD);

        RecordedEvent event = events.get(events.size() - 1); // before it perhaps spurious ones
        assertThat(event.getString("scope")).isEqualTo(scope.name());
        assertThat(event.getString("operation")).isEqualTo("FUTEX_WAIT");
        assertThat(event.getString("blockerClass")).isEqualTo("java.lang.StringBuilder");
        assertThat(event.getString("result")).isEqualTo("WOKEN");
        assertThat(event.getDuration()).isPositive();
        assertThat(event.getThread().getJavaName()).isEqualTo("test");
        assertThat(event.getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getName().contains("sleepWithBlocker"));
    }

    @Test
    void shouldTellEveryResultAndForm() {
        List<RecordedEvent> events = eventsAt(UNSLEPT_WORD);

        assertThat(events)
                .extracting(
                        event -> event.getString("operation"), event -> event.getString("result"))
                .containsExactly(
                        tuple("FUTEX_WAIT", "VALUE_CHANGED"),
                        tuple("FUTEX_WAIT", "TIMED_OUT"),
                        tuple("futex_waitv", "VALUE_CHANGED"));
        assertThat(events)
                .extracting(event -> event.getString("blockerClass"))
                .containsOnly(FutexWord.class.getName());
        assertThat(events.get(1).getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
    }

    @Test
    void shouldTellOfVirtualThreadsToo() {
        TestThreads.assumeVirtual();

        assertThat(eventsAt(VIRTUALS_WORD))
                .extracting(event -> event.getString("result"))
                .containsExactly("WOKEN");
    }

    @Test
    void shouldBeSilentWhileNobodyRecords() {
        assertThat(eventsAt(UNSEEN_WORD)).isEmpty();
        assertThat(WaitEvents.begin()).isNull();
    }

    @Test
    void shouldBeSilentIfSwitchedOff() {
        try (Recording recording = new Recording()) {
            recording.disable(NAME);
            recording.start();
            assertThat(WaitEvents.begin()).isNull();
        }
    }
}
