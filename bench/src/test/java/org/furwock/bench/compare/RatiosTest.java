package org.furwock.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.furwock.bench.compare.Ratio.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatiosTest {

    @Test
    void shouldDivideOurTimeByThePeersTurnByTurn() {
        // The machine became ten times slower in between: the ratio does not notice.
        List<Double> ours = List.of(10.0, 100.0, 30.0);
        List<Double> peer = List.of(20.0, 200.0, 60.0);

        assertThat(Ratios.ofRound(ours, peer)).isEqualTo(0.5);
    }

    @Test
    void shouldTakeTheMiddleTurnSoThatOneDisturbedTurnDoesNotCount() {
        assertThat(Ratios.ofRound(List.of(10.0, 10.0, 900.0), List.of(10.0, 10.0, 10.0)))
                .isEqualTo(1.0);
    }

    @Test
    void shouldRefuseTurnsThatHaveNoPartner() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratios.ofRound(List.of(1.0, 2.0), List.of(1.0)))
                .withMessageContaining("2 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Ratios.ofRound(List.of(), List.of()));
    }

    @Test
    void shouldGiveStudentsIntervalOfTheLogarithms() {
        // Logarithms -1, 0, 1: mean 0, standard deviation 1, t(0.975, 2) = 4.302653.
        Ratio ratio = Ratios.ofRounds(List.of(Math.exp(-1), 1.0, Math.exp(1)));

        double halfWidth = 4.302653 / Math.sqrt(3);
        assertThat(ratio.median()).isEqualTo(1.0);
        assertThat(ratio.low()).isCloseTo(Math.exp(-halfWidth), within(1e-6));
        assertThat(ratio.high()).isCloseTo(Math.exp(halfWidth), within(1e-3));
    }

    @Test
    void shouldTurnRoundWhenTheSidesAreSwapped() {
        List<Double> rounds = List.of(1.9, 2.0, 2.3);
        Ratio ratio = Ratios.ofRounds(rounds);
        Ratio swapped = Ratios.ofRounds(rounds.stream().map(r -> 1 / r).toList());

        assertThat(swapped.median()).isCloseTo(1 / ratio.median(), within(1e-12));
        assertThat(swapped.low()).isCloseTo(1 / ratio.high(), within(1e-12));
        assertThat(swapped.high()).isCloseTo(1 / ratio.low(), within(1e-12));
    }

    @Test
    void shouldRefuseASingleRoundBecauseItHasNoSpread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratios.ofRounds(List.of(1.0)))
                .withMessageContaining("are 1");
    }

    @ParameterizedTest
    @CsvSource({
        "0.50, 0.45, 0.55, FASTER",
        "2.00, 1.80, 2.20, SLOWER",
        "0.50, 0.20, 1.01, UNDECIDED",
        "1.50, 0.99, 2.00, UNDECIDED",
        "0.98, 0.97, 0.99, SAME",
        "1.02, 1.01, 1.03, SAME",
        "1.00, 1.00, 1.00, UNDECIDED"
    })
    void shouldSayWhatCanBeSaid(double median, double low, double high, Verdict verdict) {
        assertThat(new Ratio(median, low, high).verdict()).isEqualTo(verdict);
    }
}
