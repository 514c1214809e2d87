package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.furwock.bench.jmh.UncontendedMonitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class PinningTest {

    private static final String ALLOWED = "Cpus_allowed_list:";

    @BeforeAll
    static void allowForksSideBySide() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0; 0", "0-3; 3", "0,2; 2", "0-3,8,10-11; 11", "2-5,7; 7"})
    void shouldTakeTheLastAllowedProcessor(String list, String last) {
        assertThat(Pinning.last(list)).isEqualTo(last);
    }

    @Test
    void shouldSayWhyItIsNotPossibleOrHow() {
        Pinning here = Pinning.here();

        assertThat(here.isPossible()).isEqualTo(here.obstacle().isEmpty());
    }

    @Test
    void shouldLeaveOtherEnvironmentsAlone() throws IOException {
        assertThat(Pinning.prefix(Environment.IDLE)).isEmpty();
        assertThat(Pinning.prefix(Environment.BUSY)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ForkMode.class)
    void shouldKeepTheMeasuringJvmOnOneProcessor(ForkMode forkMode) throws Exception {
        assumeTrue(Pinning.here().isPossible(), Pinning.here()::obstacle);
        JmhContestant monitor = JmhContestant.of("synchronized", UncontendedMonitor.class, "round");
        Case pinned =
                new Case(Family.UNCONTENDED, "", List.of(monitor), List.of())
                        .in(Environment.PINNED);
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());

        try (ForkMode.Team team = forkMode.start(pinned, new Pace(0, 1, 20))) {
            assertThat(team.competitors().get(monitor).takeTurn().nanos()).isPositive();

            assertThat(ProcessHandle.current().children().filter(one -> !before.contains(one)))
                    .singleElement()
                    .extracting(PinningTest::allowedProcessors)
                    .isEqualTo(Pinning.here().prefix().get(2));
        }
    }

    private static String allowedProcessors(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))
                    .stream()
                    .filter(line -> line.startsWith(ALLOWED))
                    .findFirst()
                    .orElseThrow()
                    .substring(ALLOWED.length())
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
