package org.furwock.futex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class NativeImageMetadataTest {

    private static final int SHORT_CALL = 1 + 3;
    private static final int LONG_CALL = 1 + 6;
    private static final int CALLOC = 2;
    private static final int FREE = 1;

    @Test
    void shouldNameWhatExists() throws Exception {
        NativeImageMetadata metadata =
                NativeImageMetadata.read(NativeImageMetadata.place("futex-core"));

        assertThat(metadata.problems()).isEmpty();
        assertThat(metadata.types())
                .contains(
                        "org.furwock.futex.linux.JnaCalls",
                        "com.sun.jna.Native",
                        FutexWaitEvent.class.getName());
        assertThat(metadata.downcallParameters())
                .containsExactly(SHORT_CALL, LONG_CALL, CALLOC, FREE);
    }

    @Test
    void shouldFindWhatIsWrong() throws Exception {
        String wrong =
                """
                {"reflexion": [],
                 "reflection": [
                   {"condition": {"typeReached": "no.Such"}, "type": "java.lang.Thread",
                    "methods": [{"name": "noSuch"}]},
                   {"name": "java.lang.Object"}],
                 "resources": [{"pattern": "x"}],
                 "foreign": {"downcalls": [{"returnType": "void"}]}}
                """;

        assertThat(NativeImageMetadata.of(new ObjectMapper().readTree(wrong)).problems())
                .hasSize(8)
                .anyMatch(problem -> problem.contains("reflexion"))
                .anyMatch(problem -> problem.contains("no.Such"))
                .anyMatch(problem -> problem.contains("no method noSuch"))
                .anyMatch(problem -> problem.contains("has no type"))
                .anyMatch(problem -> problem.contains("has no glob"))
                .anyMatch(problem -> problem.contains("has no parameterTypes"));
    }
}
