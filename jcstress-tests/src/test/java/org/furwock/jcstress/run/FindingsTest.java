package org.furwock.jcstress.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private static final String LOST_WAKE_UP =
            """
            ... [VM ERROR] org.furwock.jcstress.own.Crowd
              Compilation: unified across all actors
              Fork: #1

              Messages:
                Failed with error code 87

              VM error stream:
                LOST WAKE-UP: a thread has been waiting for the same thing for 5000 ms
                  third waits for null
                      at MyLock.lock(MyLock.java:11)
                  the kernel's view: thread, state, system call and its arguments
                      8098 java S 202 0x7f9ac471f990
            (Results: 7 planned; 0 passed, 0 failed, 0 soft errs, 1 hard errs)
              not part of it
            """;

    private static final String FORBIDDEN =
            """
            .... [FAILED] org.furwock.jcstress.own.Exclusion
              Fork: #1

              RESULT    SAMPLES     FREQ       EXPECT  DESCRIPTION
                   1         12    0.01%    Forbidden  an increment was lost
                   2     99,988   99.99%   Acceptable  both
            """;

    private static final String PASSED =
            """
            .... [OK] org.furwock.jcstress.own.Wakeup
              RESULT    SAMPLES     FREQ       EXPECT  DESCRIPTION
                   1          0    0.00%    Forbidden  an increment was lost
            """;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final Findings findings = new Findings(out, new Progress(out));

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldPrintTheDumpOfALostWakeUpUpToTheKernelsView() {
        LOST_WAKE_UP.lines().forEach(findings::line);

        assertThat(printed())
                .containsSubsequence(
                        "JVM ENDED: own.Crowd", "LOST WAKE-UP", "third waits", "at MyLock.lock")
                .doesNotContain("Compilation", "0x7f9ac471f990", "planned", "not part of it");
    }

    @Test
    void shouldPrintOnlyTheForbiddenOutcomes() {
        FORBIDDEN.lines().forEach(findings::line);

        assertThat(printed())
                .containsSubsequence("FORBIDDEN: own.Exclusion", "an increment was lost")
                .doesNotContain("both", "Fork");
    }

    @Test
    void shouldPrintAFindingBeforeTheNextLineIsRead() {
        findings.line(LOST_WAKE_UP.lines().findFirst().orElseThrow());

        assertThat(printed()).contains("JVM ENDED: own.Crowd");
    }

    @Test
    void shouldSayNothingOfATestThatPassed() {
        FORBIDDEN.lines().forEach(findings::line);
        int before = printed.size();

        PASSED.lines().forEach(findings::line);

        assertThat(printed.size()).isEqualTo(before);
    }

    @Test
    void shouldPrintATestOnceThoughTheLogRepeatsItAtTheEnd() {
        LOST_WAKE_UP.lines().forEach(findings::line);
        FORBIDDEN.lines().forEach(findings::line);
        int before = printed.size();

        LOST_WAKE_UP.lines().forEach(findings::line);

        assertThat(printed.size()).isEqualTo(before);
    }

    @Test
    void shouldWrapLongLines() {
        findings.line("[VM ERROR] org.furwock.jcstress.own.Crowd");
        findings.line("  Messages:");
        findings.line("    " + "word ".repeat(40));
        findings.line("    " + "w".repeat(200));

        assertThat(printed().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
        assertThat(printed().replaceAll("\\s", "")).contains("word".repeat(40) + "w".repeat(200));
    }
}
