package org.furwock.sync.model;

import java.util.stream.Stream;
import org.furwock.sync.RwLock;
import org.furwock.sync.UpgradableLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RwLock} in all interleavings of a few threads, with and without flaws. */
@ModelTest
class RwLockModelTest {

    private static final Class<?> WORD = Variant.named("org.furwock.sync.RwLockWord");

    private static final Class<?> UPGRADE = Variant.named("org.furwock.sync.RwLockUpgrade");

    private static Variant lock() {
        return Variant.of(RwLock.class, WORD, UPGRADE, UpgradableLock.class, RwLockScenarios.class)
                // The table of waits decides nothing.
                .changing(
                        RwLock.class,
                        "RwLockWait.await(writeLock, READ, interruptible, deadline)",
                        "state.awaitRead(interruptible, deadline, writeLock)")
                .changing(
                        RwLock.class,
                        "RwLockWait.await(this, WRITE, interruptible, deadline)",
                        "state.awaitWrite(interruptible, deadline, this)")
                .changing(
                        UpgradableLock.class,
                        "RwLockWait.await(writeLock, UPGRADABLE, interruptible, deadline)",
                        "state.awaitEnter(interruptible, deadline, this)")
                .changing(
                        UpgradableLock.class,
                        "RwLockWait.await(writeLock, UPGRADE, interruptible, deadline)",
                        "state.awaitUpgrade(interruptible, deadline, writeLock)");
    }

    private static final Variant SOUND = lock();

    @ParameterizedTest
    @ValueSource(
            classes = {
                RwLockScenarios.OneWriterTwoReaders.class,
                RwLockScenarios.ThreeWriters.class,
                RwLockScenarios.WriterGivesUp.class,
                RwLockScenarios.ReaderGivesUp.class,
                RwLockScenarios.Downgrade.class,
                RwLockScenarios.Upgrade.class,
                RwLockScenarios.TwoUpgrade.class,
                RwLockScenarios.UpgradeTwice.class,
                RwLockScenarios.UpgradeGivesUp.class,
                RwLockScenarios.EntryGivesUp.class
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
        return new Mutant(flaw, finding, scenario, WORD, text, replacement);
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                mutant(
                        "the last reader to leave wakes no claimant",
                        Model.HANG,
                        RwLockScenarios.OneWriterTwoReaders.class,
                        "Futex.wakeBitset(word, 1, WaiterKind.CLAIMANT.bit());",
                        ""),
                mutant(
                        "the end of a claim wakes one reader",
                        Model.HANG,
                        RwLockScenarios.OneWriterTwoReaders.class,
                        "Futex.wakeBitset(word, Integer.MAX_VALUE, WaiterKind.READER.bit());",
                        "Futex.wakeBitset(word, 1, WaiterKind.READER.bit());"),
                mutant(
                        "a woken writer does not count on others",
                        Model.HANG,
                        RwLockScenarios.ThreeWriters.class,
                        "others = WRITERS_WAIT;",
                        ""),
                mutant(
                        "a writer that gives up leaves its claim behind",
                        Model.HANG + "|the word of a free lock is",
                        RwLockScenarios.WriterGivesUp.class,
                        "} else if (endClaim(seen)) {",
                        "} else {"),
                mutant(
                        "a reader that gives up leaves its count behind",
                        Model.HANG + "|the word of a free lock is",
                        RwLockScenarios.ReaderGivesUp.class,
                        "} else if (leaveWaiting(seen, 0)) {",
                        "} else {"),
                mutant(
                        "a reader comes in past a claim",
                        "while a thread writes",
                        RwLockScenarios.OneWriterTwoReaders.class,
                        "while (!isClaimed(seen)) {",
                        "while (!isClaimed(seen) || readers(seen) == 0) {"),
                mutant(
                        "a writer claims the lock beside an upgrader",
                        Model.HANG + "|has written between|the word of a free lock is",
                        RwLockScenarios.Upgrade.class,
                        "BARRED = CLAIMED | UPGRADER | WAITING;",
                        "BARRED = CLAIMED | WAITING;"),
                mutant(
                        "the end of a read phase does not wake the upgrader",
                        Model.HANG,
                        RwLockScenarios.UpgradeTwice.class,
                        "if (left && (next & BARRED) == UPGRADER) {",
                        "if (false) {"),
                mutant(
                        "the end of an upgrade does not restore the read lock",
                        Model.HANG + "|the word of a free lock is|not held by the current thread",
                        RwLockScenarios.UpgradeGivesUp.class,
                        "next += ONE_READER;",
                        ""),
                mutant(
                        "the upgrader leaves and wakes nobody",
                        Model.HANG,
                        RwLockScenarios.TwoUpgrade.class,
                        "if (done && opens && writersWait(seen)) {",
                        "if (false) {"),
                new Mutant(
                        "the upgrader leaves and its bit stays",
                        Model.HANG + "|the word of a free lock is",
                        RwLockScenarios.TwoUpgrade.class,
                        UPGRADE,
                        "(seen & ~UPGRADER) - ONE_READER",
                        "seen - ONE_READER"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(lock());
    }
}
