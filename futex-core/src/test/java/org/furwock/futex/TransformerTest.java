package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent whose class transformer is the first to use the library. */
@HangBound
class TransformerTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"jna", "emulated", ""})
    void shouldStartInsideAClassTransformer(String engine) throws Exception {
        List<String> options =
                List.of(
                        "-D" + Engines.PROPERTY + "=" + engine,
                        AgentJar.option(folder, Agent.class));
        try (ChildJvm child = ChildJvm.start(Agent.class, options)) {
            assertThat(child.outputOfSuccess()).contains("woken: 0, asleep: 0");
        }
    }

    /** Runs in a process of its own. */
    static final class Agent implements ClassFileTransformer {

        private static volatile boolean on;

        private Agent() {}

        private static final class First {}

        /** The holder idiom, so that the first class that is loaded makes the word. */
        private static final class Holder {
            private static final FutexWord WORD = FutexWord.allocate();

            private static FutexWord word() {
                return WORD;
            }
        }

        public static void premain(String arguments, Instrumentation instrumentation) {
            instrumentation.addTransformer(new Agent());
        }

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> type, ProtectionDomain d, byte[] bytes) {
            if (!on || loader == null) {
                return null;
            }
            if (Holder.word() != null) { // else this is inside of its initializer
                Futex.wakeAll(Holder.word());
            }
            return null;
        }

        public static void main(String[] arguments) throws Exception {
            on = true;
            Class.forName(First.class.getName());
            int woken = Futex.wakeAll(Holder.word());
            System.out.println("woken: " + woken + ", asleep: " + Futex.sleepers(Holder.word()));
        }
    }
}
