package org.furwock.jcstress.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.furwock.jcstress.run.QuietJvm;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class TestRunTest {

    private static final Bounds.Bound LONGEST_RUN = new Bounds.Bound(500_000, 2_000);

    @TempDir Path folder;

    private Outcome outcomeOf(Class<?> tests) throws Exception {
        List<String> command = QuietJvm.command();
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(TestJvm.class.getName(), tests.getName()));
        return new TestRun(command, folder, folder.resolve("log"), test -> LONGEST_RUN).run();
    }

    @Test
    void shouldSayThatAllPass() throws Exception {
        assertThat(outcomeOf(Passes.class).kind()).isEqualTo(Outcome.Kind.PASSED);
    }

    @Test
    void shouldStopAtTheFirstFailureAndNameIt() throws Exception {
        Outcome outcome = outcomeOf(Fails.class);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
        assertThat(outcome.test()).contains("fails()");
        assertThat(outcome.detail()).contains("on purpose");
    }

    @Test
    void shouldNoticeAHangAndKeepTheThreadDump() throws Exception {
        Outcome outcome = outcomeOf(Hangs.class);
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.HUNG);
        assertThat(outcome.test()).contains("hangs()");
        assertThat(Files.readString(folder.resolve("log"))).contains("CountDownLatch.await");
    }

    @Test
    void shouldNotTakeATestThatWorksForOneThatHangs() throws Exception {
        assertThat(outcomeOf(Works.class).kind()).isEqualTo(Outcome.Kind.PASSED);
    }

    @Test
    void shouldNoticeThatTheJvmEndsWithoutAVerdict() throws Exception {
        assertThat(outcomeOf(Ends.class).kind()).isEqualTo(Outcome.Kind.CRASHED);
    }

    // What is run there; surefire leaves nested classes out.

    static final class Passes {
        @Test
        void passes() {}
    }

    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class Fails {
        @Test
        @Order(1)
        void fails() {
            Assertions.fail("on purpose");
        }

        @Test
        @Order(2)
        void neverEnds() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    static final class Hangs {
        @Test
        void hangs() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    static final class Works {
        @Test
        void worksForThreeSeconds() {
            long start = System.nanoTime();
            while (System.nanoTime() - start < 3_000_000_000L) {
                Thread.onSpinWait();
            }
        }
    }

    static final class Ends {
        @Test
        void ends() {
            Runtime.getRuntime().halt(7);
        }
    }
}
