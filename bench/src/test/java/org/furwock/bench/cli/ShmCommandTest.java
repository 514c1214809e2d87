package org.furwock.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.PiFutex;
import org.furwock.futex.region.SharedRegion;
import org.furwock.sync.shared.RobustMutex;
import org.furwock.sync.shared.SharedPrimitives;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShmCommandTest {

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private SharedRegion region;

    @BeforeEach
    void makeRegionAndCatchOutput() throws IOException {
        String engine = EngineInfo.current().name();
        Assumptions.assumeFalse(engine.equals("emulated"), "emulation reaches no other process");
        region = SharedRegion.at(folder.resolve("orders")).layout("orders 3").create();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** In one line, wherever it was wrapped. */
    private String complaint() {
        return err.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }

    @Test
    void shouldListRegionsAndNothingElse() throws IOException {
        Files.write(folder.resolve("other"), new byte[8192]);
        SharedPrimitives.mutex(region, "lock");
        assertThat(BenchCommand.run("shm", "ls", "--dir", folder.toString())).isZero();
        assertThat(printed())
                .contains("orders  65536 bytes, 1 slots, 0 processes, layout 'orders 3'")
                .doesNotContain("other");
    }

    /** Escape, the control sequence introducer in one character, and a change of direction. */
    @Test
    void shouldNotLetNamesSpeakToTheTerminal() throws IOException {
        String evil = "a\u001b[2Jb\u009b2Jc\u202ed";
        SharedRegion other = SharedRegion.at(folder.resolve("evil")).layout(evil).create();
        other.slot(evil, evil, 4);
        assertThat(BenchCommand.run("shm", "ls", "--dir", folder.toString())).isZero();
        assertThat(BenchCommand.run("shm", "inspect", other.path().toString())).isZero();
        assertThat(BenchCommand.run("shm", "inspect", folder + "/" + evil)).isEqualTo(1);
        assertThat(printed() + complaint())
                .contains("layout 'a?[2Jb?2Jc?d'", "layout     a?[2Jb?2Jc?d")
                .doesNotContain("\u001b", "\u009b", "\u202e");
    }

    @Test
    void shouldShowTheHoldersOfAll() throws Exception {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust lock");
        SharedPrimitives.semaphore(region, "tickets", 5);
        mutex.lock();
        assertThat(BenchCommand.run("shm", "inspect", region.path().toString())).isZero();
        mutex.unlock();
        assertThat(printed())
                .containsSubsequence("layout     orders 3", "mapped by")
                .containsPattern(
                        "robust lock +pthread_mutex_t robust/1 +held\\s+owner: thread "
                                + mutexOwner()
                                + " of process "
                                + ProcessHandle.current().pid()
                                + "\\s+\\([^)]*\\),\\s+alive,\\s+0\\s+asleep")
                .containsPattern("tickets +Semaphore/1 permits=5 +5 permits\\s+owner: -, 0 asleep");
    }

    @Test
    void shouldPrintNoLineThatIsWiderThanATerminal() throws Exception {
        RobustMutex mutex = SharedPrimitives.robustMutex(region, "robust lock");
        mutex.lock();
        assertThat(BenchCommand.run("shm", "inspect", region.path().toString())).isZero();
        mutex.unlock();
        // A path may be longer, and is not broken.
        assertThat(printed().lines().filter(line -> !line.startsWith("region ")))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    private static int mutexOwner() {
        return PiFutex.threadId();
    }

    @Test
    void shouldUnlinkARegionAndNothingElse() throws IOException {
        Path other = Files.write(folder.resolve("other"), new byte[8192]);
        assertThat(BenchCommand.run("shm", "unlink", other.toString())).isEqualTo(1);
        assertThat(complaint()).startsWith("error: ").contains("is no shared region");
        assertThat(other).exists();
        assertThat(BenchCommand.run("shm", "unlink", region.path().toString())).isZero();
        assertThat(region.path()).doesNotExist();
    }

    @Test
    void shouldSayInALineWhatIsWrong() throws IOException {
        assertThat(BenchCommand.run("shm", "inspect", folder + "/nothing")).isEqualTo(1);
        assertThat(complaint()).contains("error: there is no file ").contains("nothing");
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        assertThat(BenchCommand.run("shm", "inspect", empty.toString())).isEqualTo(1);
        assertThat(complaint()).contains("size of the file: found 0, expected at least 4096");
        assertThat(BenchCommand.run("shm")).isEqualTo(2);
        assertThat(complaint()).contains("ls, inspect or unlink");
    }
}
