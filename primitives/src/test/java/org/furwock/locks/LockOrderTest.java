package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.Test;

/** The order of locks, in processes that check it. */
@HangBound
class LockOrderTest {

    private static String run(String... options) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(OrderProgram.class, List.of(options))) {
            return child.outputOfSuccess();
        }
    }

    @Test
    void shouldLogEachInversionOnceWithAllItsStacks() throws InterruptedException {
        String output = run("-Dfurwock.order=log");

        assertThat(output.lines())
                .contains(
                        "two: 1 found of 2 lockAndUnlock by first lockAndUnlock by main",
                        "fair and reentrant: 0 found",
                        "tries: 0 found",
                        "one site in order: 0 found",
                        "released between: 0 found",
                        "tried: false",
                        "timed upgrade: 0 found",
                        "downgrade: 0 found",
                        "interrupted",
                        "thrown 0, unchanged true")
                .anyMatch(line -> line.startsWith("three: 1 found of 3 "))
                .anyMatch(line -> line.startsWith("ten: 1 found of 10 "))
                .anyMatch(line -> line.startsWith("mixed: 1 found of 2 "))
                .anyMatch(line -> line.startsWith("reads: 1 found of 2 "))
                .anyMatch(line -> line.startsWith("held by a try: 1 found of 2 "))
                .anyMatch(line -> line.startsWith("one site: 1 found of 3 "))
                .anyMatch(line -> line.startsWith("names: 1 found of 2 "))
                .anyMatch(line -> line.startsWith("await: 1 found of 2 "))
                .anyMatch(line -> line.startsWith("upgrade: 1 found of 1 upgrade "))
                .anyMatch(line -> line.startsWith("again: 1 found of 2 "));
        assertThat(output)
                .contains("Inversion of the order of locks:")
                .contains("\"main\" held right and asked for left")
                .contains("at org.furwock.locks.OrderProgram.first(")
                .contains("at org.furwock.locks.OrderProgram.second(")
                .contains(
                        "org.furwock.locks.FutexReentrantLock created by"
                                + " org.furwock.locks.OrderProgram.two(OrderProgram.java:");
    }

    @Test
    void shouldThrowBeforeAnythingHasChanged() throws InterruptedException {
        String output = run("-Dfurwock.order=throw");

        assertThat(output.lines())
                .contains(
                        "two: thrown",
                        "three: thrown",
                        "ten: thrown",
                        "mixed: thrown",
                        "reads: thrown",
                        "tries: 0 found",
                        "held by a try: thrown",
                        "one site in order: 0 found",
                        "one site: thrown",
                        "names: thrown",
                        "upgrade: thrown",
                        "timed upgrade: 0 found",
                        "downgrade: 0 found",
                        "thrown 2, unchanged true")
                .doesNotContain("await: thrown", "interrupted")
                .anyMatch(line -> line.startsWith("await: 1 found of 2 "));
    }

    @Test
    void shouldFindNothingWhenItIsOff() throws InterruptedException {
        assertThat(run().lines())
                .contains("interrupted")
                .noneMatch(line -> line.contains("thrown") && !line.startsWith("thrown 0"))
                .filteredOn(line -> line.contains(" found"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(": 0 found"));
    }
}
