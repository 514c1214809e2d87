package org.furwock.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.furwock.futex.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The profile of the drop-in locks, in a process that has it on. */
@Timeout(600)
class LockProfileTest {

    private static final List<String> ON = List.of("-Dfurwock.profile");

    private static String run(List<String> options, Object... arguments)
            throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(ProfiledProgram.class, options, arguments)) {
            return child.outputOfSuccess();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FutexReentrantLock", "WriteLock", "ReadLock"})
    void shouldEstimateAcquisitionsByASample(String lock) throws InterruptedException {
        String line =
                run(ON, "count")
                        .lines()
                        .filter(site -> site.contains(lock + " acquisitions"))
                        .findFirst()
                        .orElseThrow();

        assertThat(line).contains("ProfiledProgram.java:").endsWith("contended 0");
        String acquisitions = line.replaceAll(".*acquisitions (\\d+).*", "$1");
        assertThat(Long.parseLong(acquisitions)).isBetween(15_000L, 25_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reentrant", "fair", "write", "read"})
    void shouldTimeAWaitAndTheHoldThatCausedIt(String kind) throws InterruptedException {
        assertThat(run(ON, "wait", kind))
                .contains("contended 1")
                .contains("wait at least 60 ms: true")
                .contains("hold at least 60 ms: true")
                .contains("holder holder in ProfiledProgram.holdLong");
    }

    @Test
    void shouldRecordEventsFromTheirThresholdOn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("locks.jfr");
        run(ON, "record", file);

        Map<String, List<RecordedEvent>> events =
                RecordingFile.readAllEvents(file).stream()
                        .collect(Collectors.groupingBy(event -> event.getEventType().getName()));
        List<RecordedEvent> contentions = events.get("org.furwock.LockContention");
        assertThat(contentions) // the short waits are below it, on a machine with time
                .isNotEmpty()
                .allMatch(event -> event.getDuration().compareTo(Duration.ofMillis(20)) >= 0);
        RecordedEvent contention = contentions.get(0);
        assertThat(contention.getString("lockClass")).endsWith("FutexReentrantLock");
        assertThat(contention.getString("creationSite")).contains("ProfiledProgram");
        assertThat(contention.getString("ownerName")).isEqualTo("holder");
        assertThat(contention.getBoolean("acquired")).isTrue();

        List<RecordedEvent> holds = events.get("org.furwock.LockHeldTooLong");
        assertThat(holds).isNotEmpty();
        assertThat(holds.get(0).getString("identity")).isEqualTo(contention.getString("identity"));
        assertThat(holds.get(0).getDuration("held")).isGreaterThanOrEqualTo(Duration.ofMillis(20));
        assertThat(holds.get(0).getStackTrace().getFrames())
                .anyMatch(frame -> frame.getMethod().getName().equals("holdLong"));

        List<RecordedEvent> sites = events.get("org.furwock.LockSite");
        RecordedEvent last = sites.get(sites.size() - 1);
        assertThat(last.getLong("contended")).isEqualTo(1 + ProfiledProgram.SHORT_WAITS);
        assertThat(last.getString("longestHolderStack")).contains("holdLong");
    }

    @Test
    void shouldTakeTheThresholdOfLongHoldsFromAProperty(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("locks.jfr");
        List<String> options = new ArrayList<>(ON);
        options.add("-Dfurwock.profile.held-too-long=100000");
        run(options, "record", file);

        assertThat(RecordingFile.readAllEvents(file))
                .noneMatch(
                        event ->
                                event.getEventType()
                                        .getName()
                                        .equals("org.furwock.LockHeldTooLong"));
    }

    @Test
    void shouldLoadNoClassOfItWhenItIsOff() throws InterruptedException {
        String output = run(List.of("-Xlog:class+load"), "wait", "reentrant");

        assertThat(output)
                .contains("org.furwock.profile.ProfileOptions ")
                .doesNotContain("org.furwock.profile.LockProfile ")
                .doesNotContain("org.furwock.profile.LockSite")
                .doesNotContain("org.furwock.profile.LockWait")
                .doesNotContain("org.furwock.profile.ReadProfile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reentrant", "fair", "write"})
    void shouldNotBreakALockWhenTheHeapIsFull(String kind) throws InterruptedException {
        List<String> options = new ArrayList<>(ON);
        options.addAll(List.of("-Xmx24m", "-XX:-UseTLAB", "-XX:-UseGCOverheadLimit"));

        assertThat(run(options, "full", kind)).contains("all rounds done");
    }

    @Test
    void shouldRefuseOtherValues() {
        assertThatThrownBy(() -> ProfileOptions.isOn("yes"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("furwock.profile=yes: choose true or false");
        assertThatThrownBy(() -> ProfileOptions.millis("0"))
                .hasMessageContaining("furwock.profile.held-too-long=0");
        assertThatThrownBy(() -> ProfileOptions.millis("20ms"))
                .hasMessageContaining("furwock.profile.held-too-long=20ms");
        assertThat(ProfileOptions.isOn("")).isTrue();
        assertThat(ProfileOptions.isOn("false")).isFalse();
    }
}
