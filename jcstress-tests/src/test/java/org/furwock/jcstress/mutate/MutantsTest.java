package org.furwock.jcstress.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

class MutantsTest {

    @Test
    void shouldFitTheClassesAsTheyAre() throws IOException {
        List<String> misfits = new ArrayList<>();
        for (Mutant mutant : Mutants.all()) {
            try {
                assertThat(Seeder.seed(mutant)).isNotEqualTo(Seeder.original(mutant.type()));
            } catch (RuntimeException | AssertionError e) {
                misfits.add(mutant.name() + ": " + e);
            }
        }
        assertThat(misfits).isEmpty();
    }

    @Test
    void shouldGiveClassesThatTheVirtualMachineAccepts() throws IOException {
        for (Mutant mutant : Mutants.all()) {
            StringWriter complaints = new StringWriter();
            CheckClassAdapter.verify(
                    new ClassReader(Seeder.seed(mutant)),
                    getClass().getClassLoader(),
                    false,
                    new PrintWriter(complaints));
            assertThat(complaints.toString()).as(mutant.name()).isEmpty();
        }
    }

    @Test
    void shouldHaveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();
        for (Mutant mutant : Mutants.all()) {
            assertThat(names.add(mutant.name())).as(mutant.name()).isTrue();
        }
    }

    @Test
    void shouldBeLookedForByTestsThatExist() {
        for (Mutant mutant : Mutants.all()) {
            for (Check check : mutant.checks()) {
                assertThat(getClass().getClassLoader().getResource(fileOf(check)))
                        .as(mutant.name() + ": " + check)
                        .isNotNull();
            }
        }
    }

    private static String fileOf(Check check) {
        return check.test().replace('.', '/') + ".class";
    }

    @Test
    void shouldBeRefusedWhereTheClassHasChanged() {
        MutantList list = new MutantList("any", "sync.Latch");
        list.mutant("twice", "It is said to be there twice.")
                .in("countDown")
                .by(Edits.drop(Place.call("wakeAll").number(1, 2)));
        assertThatThrownBy(() -> Seeder.seed(list.mutants().get(0)))
                .isInstanceOf(StalePatternException.class)
                .hasMessageContaining("countDown has 1, and not 2");
    }
}
