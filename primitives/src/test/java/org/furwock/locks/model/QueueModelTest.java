package org.furwock.locks.model;

import static org.furwock.locks.model.LockVariant.LOCK;
import static org.furwock.locks.model.LockVariant.QUEUE;

import java.util.stream.Stream;
import org.furwock.locks.QueueScenarios;
import org.furwock.sync.model.FlawTest;
import org.furwock.sync.model.Model;
import org.furwock.sync.model.ModelTest;
import org.furwock.sync.model.Mutant;
import org.furwock.sync.model.Variant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue of a lock, its wake flag and its hand-over, with and without flaws. */
@ModelTest
class QueueModelTest {

    private static final String NO_WAKE = "the last waiter sleeps for ever";
    private static final String LOST = "locked after all|is not the first|" + NO_WAKE;

    private static Variant queue() {
        return LockVariant.steps(QueueScenarios.class);
    }

    private static final Variant SOUND = queue();

    @ParameterizedTest
    @ValueSource(
            classes = {
                QueueScenarios.FirstInTime.class,
                QueueScenarios.FirstInterrupted.class,
                QueueScenarios.HandOverToInterrupted.class,
                QueueScenarios.HandOver.class,
                QueueScenarios.HandOverPastBarger.class,
                QueueScenarios.TwoInterrupted.class,
                QueueScenarios.BehindTwoThatGaveUp.class,
                QueueScenarios.NewWaiter.class,
                QueueScenarios.NewBehindInterrupted.class,
                QueueScenarios.TwoNew.class
            })
    void shouldHold(Class<? extends Runnable> scenario) {
        Model.assertHolds(SOUND.newInstance(scenario, Runnable.class));
    }

    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "the wake flag is cleared after the search for the first waiter",
                        NO_WAKE,
                        QueueScenarios.FirstInTime.class,
                        LOCK,
                        "wakeFlag = false; Waiter first = first();",
                        "Waiter first = first(); wakeFlag = false;"),
                new Mutant(
                        "the wake flag is set before the waiter is the head",
                        NO_WAKE,
                        QueueScenarios.FirstInTime.class,
                        LOCK,
                        "} else if (becomeHead(me)) {\n            wakeFlag = true;\n",
                        "} else { wakeFlag = true; becomeHead(me);\n"),
                new Mutant(
                        "a waiter that becomes the head reports no first waiter",
                        NO_WAKE,
                        QueueScenarios.FirstInTime.class,
                        QUEUE,
                        "return tail != waiter;",
                        "return false;"),
                new Mutant(
                        "the new head tests for a first waiter before it is the head",
                        Model.HANG,
                        QueueScenarios.NewWaiter.class,
                        QUEUE,
                        "        Waiter before = livePredecessor(waiter);\n"
                                + "        waiter.forgetThread();",
                        "boolean any = tail != waiter; Waiter before = livePredecessor(waiter);\n"
                                + " if (true) { head = waiter; waiter.prev = null;"
                                + " before.next = null; waiter.status = Waiter.GRANTED;"
                                + " return any; }\n        waiter.forgetThread();"),
                new Mutant(
                        "a waiter that gives up passes no wake on",
                        NO_WAKE,
                        QueueScenarios.FirstInterrupted.class,
                        QUEUE,
                        "if (!removeIfLast(waiter)) {",
                        "if (!removeIfLast(waiter) && false) {"),
                new Mutant(
                        "a waiter that is granted the lock and gives up loses it",
                        LOST,
                        QueueScenarios.HandOverToInterrupted.class,
                        LOCK,
                        "} else { enter(me); release();",
                        "} else { me.status = Waiter.CANCELLED; leave(me);\n"),
                new Mutant(
                        "the lock is handed over to a cancelled waiter",
                        LOST,
                        QueueScenarios.HandOverToInterrupted.class,
                        LOCK,
                        "|| !first.moves(Waiter.WAITING, Waiter.GRANTED)) {\n"
                                + "            return false;\n        }",
                        ") { return false; } first.status = Waiter.GRANTED;"),
                new Mutant(
                        "a hand-over does not unpark",
                        Model.HANG,
                        QueueScenarios.HandOver.class,
                        LOCK,
                        "        first.unpark();\n        return true;",
                        "        return true;"),
                new Mutant(
                        "a hand-over frees the lock, too",
                        "not alone",
                        QueueScenarios.HandOverPastBarger.class,
                        LOCK,
                        "if (!(handoffRequested && handOver())) {",
                        "if (handoffRequested && handOver()) { free(); } else {"),
                new Mutant(
                        "a waiter does not step over one that gave up",
                        Model.HANG,
                        QueueScenarios.BehindTwoThatGaveUp.class,
                        QUEUE,
                        "while (before.isCancelled()) {",
                        "while (before.isCancelled() && before == waiter) {"),
                new Mutant(
                        "a waker takes a waiter that gave up for the first one",
                        LOST,
                        QueueScenarios.TwoInterrupted.class,
                        QUEUE,
                        "found = w.isCancelled() ? found : w;",
                        "found = w;"),
                new Mutant(
                        "the tail is removed without regard to a new waiter",
                        Model.HANG + "|is in the queue",
                        QueueScenarios.NewBehindInterrupted.class,
                        QUEUE,
                        "waiter == tail && moveTail(waiter, before)",
                        "waiter == tail && TAIL.getAndSet(this, before) != null"),
                new Mutant(
                        "a waker relies on the shortcut",
                        Model.HANG,
                        QueueScenarios.NewBehindInterrupted.class,
                        QUEUE,
                        "if (next != null && !next.isCancelled()) {",
                        "if (next == null || !next.isCancelled()) {"));
    }

    @FlawTest
    @MethodSource("mutants")
    void shouldFindTheFlaw(Mutant mutant) {
        mutant.assertIsFound(queue());
    }
}
