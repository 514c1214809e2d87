package org.furwock.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(120)
class LocksCommandTest {

    private final StringWriter out = new StringWriter();

    @TempDir Path folder;

    private Path file;
    private Path page;

    @BeforeEach
    void name() {
        file = folder.resolve("some.jfr");
        page = folder.resolve("page.html");
    }

    /** Empty if all went well, else the message. */
    private String run() {
        CommandLine line = new CommandLine(new LocksCommand());
        line.setOut(new PrintWriter(out));
        StringBuilder message = new StringBuilder();
        line.setExecutionExceptionHandler(
                (e, command, parsed) -> {
                    message.append(e.getMessage());
                    return 1;
                });
        line.execute(file.toString(), "--html", page.toString());
        return message.toString();
    }

    private void record(Runnable program) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.JavaMonitorEnter").withoutThreshold();
            recording.enable("jdk.ThreadPark").withoutThreshold();
            recording.enable("jdk.JVMInformation"); // a recording of nothing is refused
            recording.disable("org.furwock.LockSite"); // other tests have profiled some
            recording.start();
            program.run();
            recording.stop();
            recording.dump(file);
        }
    }

    @Test
    void shouldShowWhichThreadWaitedForWhich() throws IOException {
        record(LocksCommandTest::contend);

        assertThat(run()).isEmpty();

        assertThat(out.toString())
                .contains("LocksCommandTest.enter(line ")
                .contains("waiter -> holder")
                .contains("make it a Lock")
                .contains("There is no lock to swap here.");
        assertThat(out.toString().lines())
                .filteredOn(line -> !line.startsWith("page"))
                .allMatch(line -> line.length() <= 80);
        assertThat(Files.readString(page))
                .startsWith("<!doctype html>")
                .contains("<b>waiter</b> waited for <b>")
                .doesNotContain("http");
    }

    @Test
    void shouldAdviseToSwapALockOfTheJdk() throws IOException {
        record(LocksCommandTest::contendForLock);

        assertThat(run()).isEmpty();

        assertThat(out.toString())
                .contains("ReentrantLock of")
                .containsPattern("Swap these:\\R  .*LocksCommandTest.lockAndUnlock");
        assertThat(Files.readString(page)).contains("Swap these:");
    }

    private static void contendForLock() {
        ReentrantLock lock = new ReentrantLock();
        Thread waiter = new Thread(() -> lockAndUnlock(lock), "waiter");
        lock.lock();
        try {
            waiter.start();
            while (waiter.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        } finally {
            lock.unlock();
        }
        try {
            waiter.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void lockAndUnlock(ReentrantLock lock) {
        lock.lock();
        lock.unlock();
    }

    private static final Object MONITOR = new Object();

    private static void contend() {
        Thread waiter = new Thread(LocksCommandTest::enter, "waiter");
        CountDownLatch held = new CountDownLatch(1);
        Thread holder = new Thread(() -> holdUntilBlocked(held, waiter), "holder");
        try {
            holder.start();
            held.await();
            waiter.start();
            waiter.join();
            holder.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void enter() {
        synchronized (MONITOR) {
            assertThat(Thread.holdsLock(MONITOR)).isTrue();
        }
    }

    private static void holdUntilBlocked(CountDownLatch held, Thread waiter) {
        synchronized (MONITOR) {
            held.countDown();
            while (waiter.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void shouldSayThatThereIsNoLock() throws IOException {
        record(() -> Thread.onSpinWait());

        assertThat(run()).isEmpty();

        assertThat(out.toString()).contains("Record with -Dfurwock.profile");
    }

    @Test
    void shouldRefuseWhatIsNoRecording() throws IOException {
        Files.writeString(file, "this is no recording, but it is long enough to have a header");
        assertThat(run()).startsWith("not a flight recording: " + file);
    }

    @Test
    void shouldRefuseAnEmptyFile() throws IOException {
        Files.createFile(file);
        assertThat(run()).isEqualTo("the file is empty: " + file);
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertThat(run()).isEqualTo("no such file: " + file);
    }

    @Test
    void shouldRefuseAFolder() {
        file = folder;
        assertThat(run()).isEqualTo("not a file: " + folder);
    }
}
