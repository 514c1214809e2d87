package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.furwock.futex.TestThreads.Task;
import org.furwock.futex.linux.Abi;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The engine that a process gets, and the messages about the others. */
@HangBound
class EngineSelectionTest {

    private static final String PROPERTY = "-D" + Engines.PROPERTY + "=";

    private static String tell(String... options) throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Teller.class, List.of(options))) {
            return child.outputOfSuccess();
        }
    }

    /** Runs in a process of its own. */
    static final class Teller {
        private Teller() {}

        public static void main(String[] arguments) {
            try {
                EngineInfo info = EngineInfo.current();
                System.out.println("name: " + info.name());
                System.out.println("reason: " + info.reason());
                info.rejected().forEach(line -> System.out.println("rejected: " + line));
                System.out.println("a round: " + round());
            } catch (IllegalStateException e) {
                System.out.println("error: " + e.getMessage());
            }
            System.out.println("obstacle: " + KernelFeatures.current().obstacle());
            System.out.println("granted: " + KernelFeatures.current().operations().size());
        }

        private static WaitResult round() {
            FutexWord word = FutexWord.allocate();
            Task<WaitResult> sleeper =
                    TestThreads.start(() -> Sleepers.despiteSpurious(() -> Futex.await(word, 0)));
            Sleepers.awaitAsleep(word, 1);
            Sleepers.wakeOne(word);
            return sleeper.get();
        }
    }

    @Test
    void shouldBeTheOneThatWasAskedFor() {
        String wanted = System.getProperty(Engines.PROPERTY);
        Assumptions.assumeTrue(wanted != null, "this run asks for none");

        assertThat(EngineInfo.current().name()).isEqualTo(wanted);
        assertThat(EngineInfo.current().reason())
                .isEqualTo("chosen by " + Engines.PROPERTY + "=" + wanted);
    }

    @Test
    void shouldNameTheChoicesIfThereIsNoSuchEngine() throws InterruptedException {
        assertThat(tell(PROPERTY + "steam"))
                .contains(
                        "error: furwock.engine=steam is unknown; the choices are jna, ffm or"
                                + " emulated");
        assertThat(Engines.choose("JNA").error()).contains("the choices are jna, ffm or emulated");
    }

    @Test
    void shouldSayWhyThereIsNoFfm() throws InterruptedException {
        boolean old = Runtime.version().feature() < 22;
        Assumptions.assumeTrue(
                old || !Engines.choose("ffm").error().isEmpty(), "this run has the FFM engine");

        assertThat(tell(PROPERTY + "ffm"))
                .contains("error: furwock.engine=ffm cannot be used: ffm: ")
                .contains(
                        old
                                ? "needs JDK 22 or newer and this is " + Runtime.version().feature()
                                : "META-INF/versions/22")
                .contains("the choices are jna, ffm or emulated");
    }

    @Test
    void shouldTakeTheFastestByItself() throws InterruptedException {
        assumeLinux();
        boolean hasFfm = Engines.choose("ffm").engine() != null;
        String told = tell(PROPERTY);

        assertThat(told).contains("a round: WOKEN");
        if (hasFfm) {
            assertThat(told).contains("name: ffm").doesNotContain("rejected");
        } else {
            assertThat(told).contains("name: jna").contains("rejected: ffm: ");
        }
    }

    @Test
    void shouldEmulateByItselfWhereThereAreNoFutexes() throws InterruptedException {
        assertThat(tell(PROPERTY, "-Dos.name=Mac OS X"))
                .contains("name: emulated")
                .contains("rejected: ffm: futexes are a facility of Linux and this is Mac OS X")
                .contains("rejected: jna: futexes are a facility of Linux and this is Mac OS X")
                .contains("a round: WOKEN")
                .contains("obstacle: futexes are a facility of Linux and this is Mac OS X")
                .contains("granted: 0");
    }

    @Test
    void shouldSayWhyTheKernelCannotBeUsedIfItIsAskedForAllTheSame() throws InterruptedException {
        assertThat(tell(PROPERTY + "jna", "-Dos.name=Mac OS X"))
                .contains("error: furwock.engine=jna cannot be used: jna: futexes are a facility")
                .contains("the choices are jna, ffm or emulated")
                .contains("granted: 0");
    }

    @Test
    void shouldNotGuessTheCallNumbersOfAnUnknownMachine() throws InterruptedException {
        assumeLinux();
        assertThat(tell(PROPERTY, "-Dos.arch=sparcv9"))
                .contains("name: emulated")
                .contains("x86-64, aarch64 and riscv64, and this is sparcv9");
    }

    @Test
    void shouldNotKeepTheContextClassLoaderOfTheFirstThread() throws InterruptedException {
        List<String> options = List.of(PROPERTY + "jna");
        try (ChildJvm child = ChildJvm.start(FirstInAGroup.class, options)) {
            assertThat(child.outputOfSuccess())
                    .isEqualTo("jna, context loaders left: 0, interrupted: true");
        }
    }

    /** Runs in a process of its own. */
    static final class FirstInAGroup {
        private FirstInAGroup() {}

        public static void main(String[] arguments) throws InterruptedException {
            ThreadGroup group = new ThreadGroup("of the first");
            Thread first = new Thread(group, () -> use(group));
            first.setContextClassLoader(new URLClassLoader(new URL[0]));
            first.start();
            first.join();
        }

        private static void use(ThreadGroup group) {
            Thread self = Thread.currentThread();
            ClassLoader loader = self.getContextClassLoader();
            self.interrupt();
            System.out.print(EngineInfo.current().name());
            Futex.wake(FutexWord.allocate(), 1);
            boolean interrupted = Thread.interrupted();
            boolean same = self.getContextClassLoader() == loader;
            long left =
                    threads(group).stream()
                            .filter(t -> t != self && t.getContextClassLoader() == loader)
                            .count();
            System.out.print(", context loaders left: " + (same ? left : "not even the caller's"));
            System.out.println(", interrupted: " + interrupted);
        }

        private static List<Thread> threads(ThreadGroup group) {
            Thread[] found = new Thread[16];
            return List.of(Arrays.copyOf(found, group.enumerate(found)));
        }
    }

    @Test
    void shouldMeetAtOneBufferAlsoWithoutNativeCode() throws InterruptedException {
        List<String> options = List.of(PROPERTY + "emulated", "-Dos.name=Mac OS X");
        try (ChildJvm child = ChildJvm.start(TwoWordsOneBuffer.class, options)) {
            assertThat(child.outputOfSuccess()).isEqualTo("1 1");
        }
    }

    /** Runs in a process of its own. */
    static final class TwoWordsOneBuffer {
        private TwoWordsOneBuffer() {}

        public static void main(String[] arguments) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(128).alignedSlice(64);
            FutexWord one = FutexWord.of(buffer, 4, FutexScope.PRIVATE);
            FutexWord other = FutexWord.of(buffer, 4, FutexScope.PRIVATE);
            Waiters waiters = Waiters.asleep(one, 1);
            int seen = Futex.sleepers(other);
            int woken = Futex.wake(other, 1);
            System.out.println(seen + " " + woken);
            Futex.wakeAll(one);
            waiters.results();
        }
    }

    @Test
    void shouldKeepItsReasonsFromChange() {
        List<String> reasons = new ArrayList<>(List.of("one"));
        EngineInfo info = new EngineInfo("name", "reason", reasons);
        reasons.add("two");

        assertThat(info.rejected()).containsExactly("one");
    }

    private static void assumeLinux() {
        Assumptions.assumeTrue(Abi.obstacle().isEmpty(), Abi::obstacle);
    }
}
