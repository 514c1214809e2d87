package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.RwLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A {@link RwLock} that lets readers in past its word, in all interleavings of a few threads, with
 * and without flaws. What it needs the membarrier for, the checker cannot see.
 */
@ModelTest
class BiasedRwLockModelTest {

    private static final Class<?> WORD = Variant.named("org.furwock.sync.RwLockWord");
    private static final Class<?> BIASED = Variant.named("org.furwock.sync.BiasedRwLockWord");
    private static final Class<?> PARKER = Variant.named("org.furwock.sync.ThreadParker");
    private static final Class<?> RATE = Variant.named("org.furwock.sync.ReadRate");

    /** Hot at once; on words that the checker sees; without spins, since it has no clock. */
    private static Variant lock() {
        String monitorWord = "org.furwock.futex.MonitorFutex.newWord()";
        return Variant.of(
                        RwLock.class,
                        WORD,
                        BIASED,
                        PARKER,
                        RATE,
                        RwLockScenarios.class,
                        BiasedRwLockScenarios.class)
                .withoutSpin(WORD)
                .changing(WORD, "return QueuedLock.ASYMMETRIC", "return WORD_IS_BIASED")
                .changing(WORD, "    static final int FREE = 0;", FREE_AND_BIASED)
                .changing(BIASED, "super(FutexWord.allocate())", "super(" + monitorWord + ")")
                .changing(BIASED, "AsymmetricFence.heavy();", "")
                .changing(BIASED, "parker.spinOnCreditUntil(this::isDrained)", "isDrained()")
                .changing(PARKER, "word = FutexWord.allocate()", "word = " + monitorWord)
                .changing(RATE, "coldReads % COLD_SAMPLE != 0", "coldReads < 0")
                .changing(RATE, "boolean hot = now - coldSince < HOT;", "boolean hot = true;")
                .changing(RATE, "entries % FENCED_SAMPLE == 0", "entries > 0");
    }

    private static final String FREE_AND_BIASED =
            "    static final int FREE = 0; static final boolean WORD_IS_BIASED = true;";

    private static final Variant SOUND = lock();

    @ParameterizedTest
    @ValueSource(
            classes = {
                BiasedRwLockScenarios.WriterAndReader.class,
                BiasedRwLockScenarios.TwoWritersAndReader.class,
                BiasedRwLockScenarios.TryAndReader.class,
                BiasedRwLockScenarios.WriterWaits.class,
                BiasedRwLockScenarios.WriterGivesUp.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    private static Mutant mutant(
            String flaw,
            String finding,
            Class<? extends Runnable> scenario,
            String text,
            String replacement) {
        return new Mutant(flaw, finding, scenario, BIASED, text, replacement);
    }

    static Stream<Mutant> mutants() {
        // A writer beside a reader; or the reader, on its way out, finds that it cannot be in.
        String torn = "read while somebody writes|not held by the current thread";
        return Stream.of(
                mutant(
                        "a writer does not look at the records",
                        torn,
                        BiasedRwLockScenarios.WriterAndReader.class,
                        "return !requireNonNull(records).isAnyHeld();",
                        "return true;"),
                mutant(
                        "a reader does not look twice",
                        torn,
                        BiasedRwLockScenarios.WriterAndReader.class,
                        "        if ((int) BIAS.getAcquire(this) == ON) {\n            return true;",
                        "        if (own != null) {\n            return true;"),
                mutant(
                        "a writer leaves the bias on",
                        Model.HANG + "|" + torn,
                        BiasedRwLockScenarios.WriterAndReader.class,
                        "            bias = DRAINING;\n            \n",
                        "            \n"),
                mutant(
                        "a reader that leaves wakes nobody",
                        Model.HANG,
                        BiasedRwLockScenarios.WriterWaits.class,
                        "writer.unpark();",
                        "writer.hashCode();"),
                mutant(
                        "a writer publishes itself too late",
                        Model.HANG,
                        BiasedRwLockScenarios.WriterWaits.class,
                        "            drainer = parker;\n",
                        ""),
                mutant(
                        "a writer that gives up says that nobody is in",
                        torn,
                        BiasedRwLockScenarios.WriterGivesUp.class,
                        "            if (drained) {\n                bias = OFF;\n            }",
                        "            bias = OFF;"),
                mutant(
                        "a writer that gives up keeps the word",
                        Model.HANG,
                        BiasedRwLockScenarios.WriterGivesUp.class,
                        "                super.unlockWrite();\n",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(lock());
    }
}
