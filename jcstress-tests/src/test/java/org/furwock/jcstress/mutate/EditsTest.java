package org.furwock.jcstress.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.furwock.jcstress.mutate.Edits.body;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.keepFirst;
import static org.furwock.jcstress.mutate.Edits.moveBefore;
import static org.furwock.jcstress.mutate.Edits.moveBehind;
import static org.furwock.jcstress.mutate.Edits.operate;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import java.util.function.Supplier;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** What each change makes of a method. */
class EditsTest {

    /** What is changed here. */
    public static final class Patient implements Supplier<String> {

        private final StringBuilder text = new StringBuilder();
        private int number = 1;

        /** For the class loader of the changed class. */
        public Patient() {}

        private void say(String word) {
            text.append(word);
        }

        private static int least(int one, int other) {
            return Math.min(one, other);
        }

        @Override
        public String get() {
            say("a");
            number = 2;
            say("b");
            if (number == 2) {
                say("c");
            }
            text.append(least(7 + number, 8));
            return text.toString();
        }
    }

    private static String resultOf(String method, Edit edit) throws Exception {
        Mutant mutant =
                new Mutant(
                        "name",
                        "flaw",
                        Patient.class.getName(),
                        method,
                        edit,
                        List.of(),
                        false,
                        null);
        byte[] file = Seeder.seed(mutant);
        ClassLoader loader =
                new ClassLoader(EditsTest.class.getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve)
                            throws ClassNotFoundException {
                        return name.equals(Patient.class.getName())
                                ? defineClass(name, file, 0, file.length)
                                : super.loadClass(name, resolve);
                    }
                };
        Object patient =
                loader.loadClass(Patient.class.getName()).getDeclaredConstructor().newInstance();
        return (String) ((Supplier<?>) patient).get();
    }

    @Test
    void shouldLeaveOutAStatement() throws Exception {
        assertThat(resultOf("get()Ljava/lang/String;", drop(call("say").number(1, 3))))
                .isEqualTo("bc8");
        assertThat(resultOf("get()Ljava/lang/String;", drop(write("number")))).isEqualTo("ab8");
    }

    @Test
    void shouldMoveAStatement() throws Exception {
        assertThat(
                        resultOf(
                                "get()Ljava/lang/String;",
                                moveBehind(call("say").number(1, 3), call("say").number(2, 3))))
                .isEqualTo("bac8");
        assertThat(
                        resultOf(
                                "get()Ljava/lang/String;",
                                moveBefore(call("say").number(2, 3), call("say").number(1, 3))))
                .isEqualTo("bac8");
    }

    @Test
    void shouldReplaceAValue() throws Exception {
        assertThat(resultOf("get()Ljava/lang/String;", replace(call("least"), 5)))
                .isEqualTo("abc5");
        assertThat(resultOf("get()Ljava/lang/String;", replace(constant("b"), "x")))
                .isEqualTo("axc8");
        assertThat(resultOf("say", body(null))).isEqualTo("8");
        assertThat(resultOf("least", body(3))).isEqualTo("abc3");
        assertThat(resultOf("least", keepFirst(call("min")))).isEqualTo("abc9");
    }

    @Test
    void shouldTurnAJump() throws Exception {
        Place place = call("say").number(2, 3);
        assertThat(resultOf("get()Ljava/lang/String;", jump(place, Jump.ALWAYS))).isEqualTo("ab8");
        assertThat(resultOf("get()Ljava/lang/String;", jump(place, Jump.NEGATED))).isEqualTo("ab8");
        assertThat(resultOf("get()Ljava/lang/String;", jump(place, Jump.NEVER))).isEqualTo("abc8");
    }

    @Test
    void shouldCalculateOtherwise() throws Exception {
        assertThat(resultOf("get()Ljava/lang/String;", operate(code(Opcodes.IADD), Opcodes.ISUB)))
                .isEqualTo("abc5");
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertThatThrownBy(() -> resultOf("get()Ljava/lang/String;", drop(call("say"))))
                .isInstanceOf(StalePatternException.class)
                .hasMessageContaining("get has 3, and not 1, of: call of say");
        assertThatThrownBy(() -> resultOf("put", body(null)))
                .isInstanceOf(StalePatternException.class)
                .hasMessageContaining("0 methods put");
    }
}
