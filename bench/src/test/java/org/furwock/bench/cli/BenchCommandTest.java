package org.furwock.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BenchCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private int run(String commandLine) {
        return BenchCommand.run(commandLine.isEmpty() ? new String[0] : commandLine.split(" "));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "compare --nonsense",
                "compare --only nonsense",
                "compare --quick --full",
                "compare --rounds 1",
                "compare --threads 0",
                "compare --json /no/such/folder/file.json",
                "compare --only probe",
                "report",
                "probe",
                "probe no.such.Work",
                "probe java.lang.Object",
                "probe org.furwock.bench.probe.SharedMap --lock no.such.Lock",
                "probe org.furwock.bench.probe.SharedMap --rounds 1",
                "probe org.furwock.bench.probe.SharedMap --threads 0"
            })
    void shouldExitWith2AndSayWhereHelpIsOnWrongUsage(String commandLine) {
        assertThat(run(commandLine)).isEqualTo(2);
        assertThat(complaint()).contains("error: ").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "compare --help",
                "info --help",
                "help smoke",
                "help report",
                "report --help",
                "probe --help",
                "demo --help",
                "shm --help",
                "shm inspect --help"
            })
    void shouldExitWith0AndPrintUsageOnHelp(String commandLine) {
        assertThat(run(commandLine)).isZero();
        assertThat(printed()).startsWith("Usage: ");
        assertThat(complaint()).isEmpty();
        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void shouldPrintItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(printed()).startsWith("Furwock bench ");
    }

    @Test
    void shouldExitWith1AndNameTheFileIfItIsNoReport() {
        assertThat(run("report /no/such/old.json /no/such/new.json")).isEqualTo(1);
        assertThat(complaint()).contains("/no/such/old.json");
    }

    @Test
    void shouldExitWith1AndNameTheFileIfThereIsNothingToMakeAPageOf() {
        assertThat(run("report /no/such/only.json")).isEqualTo(1);
        assertThat(complaint()).contains("/no/such/only.json");
    }

    @Test
    void shouldShowTheMachineAndTheEngine() {
        assertThat(run("info")).isZero();
        assertThat(printed())
                .containsSubsequence("kernel", "CPU", "JDK", "engine", "granted", "FUTEX_WAKE");
    }

    @Test
    void shouldShowTheFirstUseOfALock() {
        assertThat(run("info --start-up")).isZero();
        assertThat(printed())
                .containsSubsequence("first lock", "ReentrantLock", "FutexReentrantLock");
        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void shouldShowTheSameForPrograms() throws IOException {
        assertThat(run("info --json")).isZero();

        JsonNode info = new ObjectMapper().readTree(printed());
        assertThat(info.path("format").asText()).isEqualTo("furwock-info/1");
        assertThat(info.path("machine").path("engine").asText()).isNotEmpty();
        assertThat(info.path("features").path("granted").isArray()).isTrue();
        assertThat(info.path("features").path("membarrier").isBoolean()).isTrue();
        assertThat(info.path("costNanos").path("ReentrantLock lock + unlock").asDouble())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "demo", "report /no/such/old.json /no/such/new.json"})
    void shouldPrintNoLineThatIsWiderThanATerminal(String commandLine) {
        run(commandLine);

        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
        assertThat(complaint().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void shouldGoThroughTheClassicExample() {
        assertThat(run("demo")).isZero();
        assertThat(printed())
                .containsSubsequence(
                        "Waiting...",
                        "word is now 1",
                        "returned 1, the number of threads woken",
                        "the wait ended: WOKEN",
                        "Done!",
                        "returned VALUE_CHANGED at once",
                        "returned 0",
                        "TIMED_OUT");
    }
}
