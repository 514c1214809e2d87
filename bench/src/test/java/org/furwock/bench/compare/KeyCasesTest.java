package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyCasesTest {

    private final Catalogue catalogue = new Catalogue(Set.of("jna"), null);

    private List<Case> all(Grid grid, Grid fairGrid) {
        List<Case> cases = new ArrayList<>();
        for (Family family : Family.values()) {
            cases.addAll(catalogue.cases(family, family == Family.FAIR ? fairGrid : grid));
        }
        return cases;
    }

    @Test
    void shouldBeOnePairForEachWayOfWaiting() {
        List<Case> keys = KeyCases.of(all(Grid.NORMAL, Grid.FAIR_NORMAL));

        assertThat(keys)
                .extracting(Case::family)
                .containsExactly(
                        Family.CONTENDED,
                        Family.FAIR,
                        Family.PINGPONG,
                        Family.CONDITION,
                        Family.QUEUE,
                        Family.BARRIER);
        assertThat(keys)
                .allSatisfy(
                        key -> {
                            assertThat(key.ours()).as("%s", key).hasSize(1);
                            assertThat(key.peers()).as("%s", key).hasSize(1);
                        });
    }

    @Test
    void shouldBeInTheFullRunToo() {
        assertThat(KeyCases.of(all(Grid.FULL, Grid.FAIR_FULL)))
                .isEqualTo(KeyCases.of(all(Grid.NORMAL, Grid.FAIR_NORMAL)));
    }

    @Test
    void shouldLeaveOutWhatWasNotChosen() {
        assertThat(KeyCases.of(catalogue.cases(Family.BARRIER, Grid.NORMAL)))
                .extracting(Case::toString)
                .containsExactly("barrier, 4 parties");
    }

    @Test
    void shouldTellTheSameCaseInTwoEnvironmentsApart() {
        Case idle = catalogue.cases(Family.LATCH, Grid.NORMAL).get(0);

        assertThat(idle.in(Environment.BUSY)).isNotEqualTo(idle).hasToString("latch, busy");
        assertThat(idle).hasToString("latch");
    }

    @Test
    void shouldTakeLongerTurnsBesideNeighboursButNotToWarmUp() {
        Case idle = catalogue.cases(Family.FAIR, Grid.FAIR_NORMAL).get(0);

        Pace pace = idle.in(Environment.BUSY).pace(Pace.NORMAL);

        assertThat(pace.millis()).isGreaterThanOrEqualTo(500);
        assertThat(pace.warmupMillis()).isEqualTo(Pace.NORMAL.warmupMillis());
        assertThat(pace.measured()).isGreaterThan(1);
        assertThat(Comparison.turns(List.of(idle.in(Environment.BUSY)), Pace.NORMAL, 3))
                .isEqualTo(2L * pace.turns() * 3);
    }
}
