package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.furwock.futex.linux.Abi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A security manager, and a caller without rights. */
@HangBound
class SecurityManagerTest {

    @TempDir private Path folder;

    @BeforeEach
    void hasSecurityManagers() {
        Assumptions.assumeTrue(Runtime.version().feature() < 24, "there are none any more");
        Assumptions.assumeTrue(Abi.obstacle().isEmpty(), Abi::obstacle);
    }

    @Test
    void shouldUseTheRightsOfTheLibrary() throws Exception {
        String policy = grant(place(EngineInfo.class)) + grant(place(Native.class));

        assertThat(tell(policy)).contains("jna WOKEN", "jna WOKEN again");
    }

    @Test
    void shouldDoWithoutRights() throws Exception {
        assertThat(tell("grant { };")).contains("emulated WOKEN", "emulated WOKEN again");
    }

    private String tell(String policy) throws Exception {
        Path file = Files.writeString(folder.resolve("test.policy"), policy);
        List<String> options =
                List.of(
                        "-Djava.security.manager",
                        "-Djava.security.policy==" + file,
                        "-D" + Engines.PROPERTY + "=");
        try (ChildJvm child = ChildJvm.start(Caller.class, options)) {
            return child.outputOfSuccess();
        }
    }

    /** Runs in a process of its own. */
    static final class Caller {
        private Caller() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(use());
            System.out.println(use() + " again");
        }

        private static String use() throws InterruptedException {
            FutexWord word = FutexWord.allocate();
            WaitResult[] result = new WaitResult[1];
            Thread sleeper =
                    new Thread(
                            () -> {
                                do {
                                    result[0] =
                                            Futex.await(
                                                    word,
                                                    0,
                                                    Deadline.NEVER,
                                                    WaitOptions.UNINTERRUPTIBLE);
                                } while (result[0] == WaitResult.SPURIOUS);
                            });
            sleeper.start();
            while (Futex.wake(word, 1) == 0) {
                Thread.onSpinWait();
            }
            sleeper.join();
            return EngineInfo.current().name() + " " + result[0];
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static String grant(URL place) {
        String code = place.getPath().endsWith("/") ? place + "-" : place.toString();
        return "grant codeBase \"" + code + "\" { permission java.security.AllPermission; };\n";
    }
}
