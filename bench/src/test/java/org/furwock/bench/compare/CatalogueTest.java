package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.furwock.bench.jmh.LockKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class CatalogueTest {

    private final Catalogue withoutC = new Catalogue(Set.of("jna"), null);

    @Test
    void shouldCrossAllSettingsOfTheGrid() {
        Grid grid = new Grid(List.of(2, 4), List.of(0, 20, 200), List.of(0, 200));

        List<Case> cases = withoutC.cases(Family.CONTENDED, grid);

        assertThat(cases).extracting(Case::title).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void shouldHaveAllCellsOfTheFairGridInFairModeOnBothSides() {
        List<Case> cases = withoutC.cases(Family.FAIR, Grid.FAIR_FULL);

        assertThat(cases)
                .extracting(Case::title)
                .hasSize(3 * 2 * 3)
                .doesNotHaveDuplicates()
                .contains("2 threads, section 20, pause 0", "16 threads, section 200, pause 2000");
        assertThat(cases)
                .flatExtracting(Case::contestants)
                .allSatisfy(
                        one -> {
                            JmhContestant jmh = (JmhContestant) one;
                            assertThat(LockKind.valueOf(jmh.params().get("kind")))
                                    .isIn(
                                            LockKind.FAIR_FUTEX_REENTRANT_LOCK,
                                            LockKind.FAIR_REENTRANT_LOCK);
                        });
        assertThat(cases)
                .extracting(one -> parametersAndThreads(one.ours().get(0)))
                .doesNotHaveDuplicates()
                .contains("16 threads, section 200, pause 2000");
    }

    private static String parametersAndThreads(Contestant contestant) {
        JmhContestant jmh = (JmhContestant) contestant;
        return jmh.threads()
                + " threads, section "
                + jmh.params().get("section")
                + ", pause "
                + jmh.params().get("pause");
    }

    @Test
    void shouldPassItemsFromOneToOneAndFromFourToFour() {
        assertThat(withoutC.cases(Family.QUEUE, Grid.NORMAL))
                .extracting(Case::title)
                .containsExactly("1 producer, 1 consumer", "4 producers, 4 consumers");
    }

    @Test
    void shouldLeaveOutWhatHasNoPeer() {
        assertThat(withoutC.cases(Family.SYSCALL, Grid.NORMAL)).isEmpty();
        assertThat(withoutC.cases(Family.PINGPONG, Grid.NORMAL))
                .singleElement()
                .satisfies(one -> assertThat(one.peers()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void shouldNameBenchmarksThatJmhKnows(Family family) {
        Set<String> known = jmhBenchmarks();

        Stream<JmhContestant> contestants =
                withoutC.cases(family, Grid.FULL).stream()
                        .flatMap(one -> one.contestants().stream())
                        .filter(JmhContestant.class::isInstance)
                        .map(JmhContestant.class::cast);

        assertThat(contestants).allSatisfy(one -> assertThat(known).contains(one.benchmark()));
    }

    @Test
    void shouldHaveParametersThatTheBenchmarksKnow() {
        for (Family family : EnumSet.complementOf(EnumSet.of(Family.PROGRAMS))) {
            for (Case one : withoutC.cases(family, Grid.NORMAL)) {
                for (Contestant contestant : one.contestants()) {
                    JmhContestant jmh = (JmhContestant) contestant;
                    assertThat(parametersOf(jmh))
                            .as("%s of %s", jmh.name(), one)
                            .containsAll(jmh.params().keySet());
                }
            }
        }
    }

    private static Set<String> parametersOf(JmhContestant contestant) {
        String type = contestant.benchmark().replaceFirst("\\.[a-zA-Z]+$", "");
        try {
            return Arrays.stream(Class.forName(type).getFields())
                    .filter(field -> field.isAnnotationPresent(Param.class))
                    .map(field -> field.getName())
                    .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldOfferWorkInEveryFamilyThatIsMeasuredInTime() {
        assertThat(Family.ofCompare())
                .filteredOn(family -> !withoutC.cases(family, Grid.NORMAL).isEmpty())
                .contains(
                        Family.UNCONTENDED,
                        Family.CONTENDED,
                        Family.FAIR,
                        Family.PINGPONG,
                        Family.CONDITION,
                        Family.RWLOCK,
                        Family.QUEUE,
                        Family.BARRIER,
                        Family.SEMAPHORE,
                        Family.LATCH);
    }

    @Test
    void shouldHaveTitlesThatFitTheTable() {
        assertThat(Family.values())
                .allSatisfy(family -> assertThat(family.title()).hasSizeLessThan(100));
    }

    private static Set<String> jmhBenchmarks() {
        Set<String> names = new HashSet<>();
        for (BenchmarkListEntry entry :
                BenchmarkList.defaultList()
                        .getAll(
                                OutputFormatFactory.createFormatInstance(
                                        System.out, VerboseMode.SILENT),
                                List.of())) {
            names.add(entry.getUsername());
        }
        return names;
    }
}
