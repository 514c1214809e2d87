package org.furwock.locks.model;

import static org.furwock.locks.model.LockVariant.READERS;
import static org.furwock.locks.model.LockVariant.WRITERS;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.furwock.locks.FutexReentrantReadWriteLock;
import org.furwock.locks.model.LockVariant.Mode;
import org.furwock.locks.model.ReadWriteScenarios.Downgrade;
import org.furwock.locks.model.ReadWriteScenarios.ReadAgain;
import org.furwock.locks.model.ReadWriteScenarios.ReaderAndWriterWait;
import org.furwock.locks.model.ReadWriteScenarios.ReaderInterrupted;
import org.furwock.locks.model.ReadWriteScenarios.ReaderStays;
import org.furwock.locks.model.ReadWriteScenarios.ReaderStaysAfterWrite;
import org.furwock.locks.model.ReadWriteScenarios.ReaderTimesOut;
import org.furwock.locks.model.ReadWriteScenarios.ReaderTries;
import org.furwock.locks.model.ReadWriteScenarios.TwoWritersAndReader;
import org.furwock.locks.model.ReadWriteScenarios.Waits;
import org.furwock.locks.model.ReadWriteScenarios.WriterAndReader;
import org.furwock.locks.model.ReadWriteScenarios.WriterAndTwoReaders;
import org.furwock.locks.model.ReadWriteScenarios.WriterDrains;
import org.furwock.locks.model.ReadWriteScenarios.WriterInterrupted;
import org.furwock.locks.model.ReadWriteScenarios.WriterTimesOut;
import org.furwock.sync.model.FlawTest;
import org.furwock.sync.model.Model;
import org.furwock.sync.model.ModelTest;
import org.furwock.sync.model.Mutant;
import org.furwock.sync.model.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FutexReentrantReadWriteLock} in each mode of its readers, with and without flaws. */
@ModelTest
class ReadWriteModelTest {

    private static final Map<Mode, Variant> SOUND = new EnumMap<>(Mode.class);

    private static Variant lock(Mode mode) {
        return LockVariant.readWriteLock(ReadWriteScenarios.class, mode);
    }

    private static Stream<Arguments> in(Mode mode, Class<?>... scenarios) {
        return Arrays.stream(scenarios).map(scenario -> Arguments.of(mode, scenario));
    }

    static Stream<Arguments> scenarios() {
        return Stream.of(
                        in(
                                Mode.COUNTED,
                                WriterAndTwoReaders.class,
                                ReadAgain.class,
                                ReaderTries.class,
                                WriterTimesOut.class,
                                WriterInterrupted.class,
                                ReaderTimesOut.class,
                                ReaderAndWriterWait.class,
                                Downgrade.class,
                                Waits.class),
                        in(
                                Mode.FENCED,
                                WriterAndTwoReaders.class,
                                ReaderStays.class,
                                WriterTimesOut.class),
                        in(
                                Mode.UNFENCED,
                                WriterAndTwoReaders.class,
                                ReaderStays.class,
                                ReaderTries.class,
                                WriterDrains.class,
                                WriterTimesOut.class),
                        in(
                                Mode.CHANGING,
                                TwoWritersAndReader.class,
                                ReadAgain.class,
                                ReaderStaysAfterWrite.class,
                                ReaderTimesOut.class,
                                ReaderInterrupted.class,
                                Waits.class),
                        in(Mode.HANDING, TwoWritersAndReader.class, WriterAndTwoReaders.class))
                .flatMap(checks -> checks);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldHold(Mode mode, Class<? extends Runnable> scenario) {
        Variant sound = SOUND.computeIfAbsent(mode, ReadWriteModelTest::lock);
        Model.assertHolds(sound.newInstance(scenario, Runnable.class));
    }

    private static final String BESIDE = "a reader beside a writer|a writer beside a reader";

    private static Arguments mutant(
            Mode mode,
            String flaw,
            String finding,
            Class<? extends Runnable> scenario,
            Class<?> type,
            String text,
            String replacement) {
        return Arguments.of(mode, new Mutant(flaw, finding, scenario, type, text, replacement));
    }

    static Stream<Arguments> mutants() {
        return Stream.of(
                mutant(
                        Mode.CHANGING,
                        "the second look ignores a change of the mode",
                        BESIDE,
                        ReaderStaysAfterWrite.class,
                        READERS,
                        "if (((before ^ after) & (WRITER | MODE)) != 0) {",
                        "if ((after & WRITER) != 0) {"),
                mutant(
                        Mode.FENCED,
                        "there is no second look",
                        BESIDE,
                        ReaderStays.class,
                        READERS,
                        "if (((before ^ after) & (WRITER | MODE)) != 0) {",
                        "if (after == -1) {"),
                mutant(
                        Mode.FENCED,
                        "a reader changes to COUNTED while it holds its slot",
                        BESIDE,
                        ReaderStays.class,
                        READERS,
                        "if (own.writesSeen == writes && (now & (WRITER | MODE)) == FENCED"
                                + " && mayUnfence()) {\n"
                                + "            WORD.compareAndSet(this, now, now ^ MODE);",
                        "if ((now & (WRITER | MODE)) == FENCED) {\n"
                                + "            WORD.compareAndSet(this, now, now & ~MODE);"),
                mutant(
                        Mode.COUNTED,
                        "a writer takes a free gate for the lock, and ignores the count",
                        BESIDE,
                        ReaderStays.class,
                        WRITERS,
                        "tryHold(READERS | MODE)",
                        "tryHold(MODE)"),
                mutant(
                        Mode.FENCED,
                        "a draining writer ignores a reader that tries past it",
                        BESIDE,
                        ReaderTries.class,
                        WRITERS,
                        "isDrained() && tryHold(READERS)",
                        "isDrained() && tryHold(0)"),
                mutant(
                        Mode.FENCED,
                        "a writer does not look at the slots",
                        BESIDE,
                        ReaderStays.class,
                        WRITERS,
                        "((now & MODE) == 0 || !requireNonNull(slots).isAnyHeld())",
                        "((now & MODE) == 0 || slots != null)"),
                mutant(
                        Mode.FENCED,
                        "a draining writer publishes itself after its look",
                        Model.HANG,
                        WriterDrains.class,
                        WRITERS,
                        "drainingWriter = me; try {"
                                + " long limit = ReleaseMode.tryHeavyFence() ? Long.MAX_VALUE"
                                + " : WaitPolicy.OUT_OF_MEMORY_PAUSE;\n"
                                + " boolean taken = tryHoldDrained();",
                        "try { long limit = Long.MAX_VALUE; boolean taken = tryHoldDrained();"
                                + " drainingWriter = me;"),
                mutant(
                        Mode.FENCED,
                        "a reader that sets its slot back wakes no writer",
                        Model.HANG,
                        WriterAndReader.class,
                        READERS,
                        "releaseBy(own);\n            return false;",
                        "own.setHolds(0);\n            return false;"),
                mutant(
                        Mode.FENCED,
                        "a reader that releases its slot wakes no writer",
                        Model.HANG,
                        WriterDrains.class,
                        READERS,
                        "if (((long) WORD.getOpaque(this) & WANTED) != 0) {",
                        "if (slots == null) {"),
                mutant(
                        Mode.COUNTED,
                        "the last reader by the count wakes no writer",
                        Model.HANG,
                        WriterDrains.class,
                        READERS,
                        "(before & READERS) == READER) {",
                        "(before & READERS) == 0) {"),
                mutant(
                        Mode.COUNTED,
                        "a writer that gives up leaves WANTED behind",
                        "refuses a reader",
                        WriterTimesOut.class,
                        WRITERS,
                        "WORD.getAndAdd(this, -WANTED);",
                        ""),
                mutant(
                        Mode.COUNTED,
                        "a writer that gives up keeps the gate",
                        Model.HANG + "|refuses a writer",
                        WriterTimesOut.class,
                        WRITERS,
                        "if (!taken) {\n                release();\n            }",
                        ""),
                mutant(
                        Mode.COUNTED,
                        "a queued reader is not counted",
                        BESIDE + "|read after all|" + Model.HANG,
                        ReaderAndWriterWait.class,
                        READERS,
                        "WORD.getAndAdd(this, READER + ACQUISITION); release();",
                        "release();"),
                mutant(
                        Mode.COUNTED,
                        "a writer that goes on as a reader loses its read hold",
                        Model.HANG
                                + "|written while|IllegalMonitor|read after all|refuses a writer",
                        Downgrade.class,
                        WRITERS,
                        "WORD.setRelease(this, readers | mode);",
                        "WORD.setRelease(this, mode);"),
                mutant(
                        Mode.COUNTED,
                        "a writer that finds the gate free ignores the count",
                        BESIDE,
                        ReaderStays.class,
                        WRITERS,
                        "(now & (READERS | GATE | MODE)) == 0",
                        "(now & (GATE | MODE)) == 0"),
                mutant(
                        Mode.FENCED,
                        "a writer that finds the gate free ignores the slots",
                        BESIDE,
                        ReaderStays.class,
                        WRITERS,
                        "(now & (READERS | GATE | MODE)) == 0",
                        "(now & (READERS | GATE)) == 0"),
                mutant(
                        Mode.HANDING,
                        "a writer that hands the gate over frees it as well",
                        BESIDE + "|refuses a writer|" + Model.HANG,
                        TwoWritersAndReader.class,
                        WRITERS,
                        "GATE | readers | mode",
                        "readers | mode"),
                mutant(
                        Mode.COUNTED,
                        "a wait on a condition ends with the gate only",
                        "without the lock|not held by the current thread",
                        Waits.class,
                        WRITERS,
                        "take(false, Deadline.NEVER);",
                        ""));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mode mode, Mutant mutant) {
        mutant.assertIsFound(lock(mode));
    }
}
