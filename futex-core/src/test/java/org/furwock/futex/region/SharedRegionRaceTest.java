package org.furwock.futex.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.furwock.futex.ChildJvm;
import org.furwock.futex.Futex;
import org.furwock.futex.FutexWord;
import org.furwock.futex.HangBound;
import org.furwock.futex.TestEngines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes that create the same region and the same slots at once. */
@HangBound
class SharedRegionRaceTest {

    @TempDir Path folder;

    @BeforeEach
    void assumeKernel() {
        TestEngines.assumeKernel("it reaches no other process");
    }

    @Test
    void shouldAgreeOnOneRegionAndOneSlotIfSeveralStartAtOnce() throws Exception {
        int processes = 3;
        int rounds = 200;
        ChildJvm[] children = new ChildJvm[processes];
        SharedRegion line = SharedRegion.at(folder.resolve("starting line")).create();
        try {
            for (int i = 0; i < processes; i++) {
                children[i] = ChildJvm.start(Racer.class, List.of(), folder, i, processes, rounds);
            }
            for (ChildJvm child : children) {
                assertThat(child.outputOfSuccess()).isEqualTo("done");
            }
        } finally {
            for (ChildJvm child : children) {
                child.close();
            }
        }
        assertThat(line.slot("line", "int", 4).word(0).get()).isEqualTo(processes * rounds);
        for (int round = 0; round < rounds; round++) {
            SharedRegion region = SharedRegion.at(folder.resolve("race " + round)).open();
            assertThat(region.slots()).hasSize(3);
            for (SharedRegionSlot slot : region.slots()) {
                assertThat(slot.word(0).get()).as(slot.name()).isEqualTo(processes);
            }
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/.furwock-*");
    }

    /**
     * Runs in a process of its own: waits for the others, and then creates the same region and
     * slots.
     */
    static final class Racer {
        private Racer() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            int number = Integer.parseInt(arguments[1]);
            int processes = Integer.parseInt(arguments[2]);
            int rounds = Integer.parseInt(arguments[3]);
            FutexWord line =
                    SharedRegion.at(folder.resolve("starting line"))
                            .open()
                            .slot("line", "int", 4)
                            .word(0);
            for (int round = 0; round < rounds; round++) {
                await(line, line.getAndAdd(1) + 1, (round + 1) * processes);
                SharedRegion region =
                        SharedRegion.at(folder.resolve("race " + round)).openOrCreate();
                for (int i = 0; i < 3; i++) {
                    String name = "slot " + (i + number) % 3;
                    region.slot(name, "int", 4).word(0).getAndAdd(1);
                }
            }
            System.out.println("done");
        }

        private static void await(FutexWord line, int value, int goal) {
            if (value == goal) {
                Futex.wakeAll(line);
            }
            int seen = value;
            while (seen < goal) {
                Futex.await(line, seen);
                seen = line.get();
            }
        }
    }
}
