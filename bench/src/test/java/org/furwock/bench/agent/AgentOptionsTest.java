package org.furwock.bench.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentOptionsTest {

    @TempDir Path folder;

    @Test
    void shouldTakeAPartWithoutEqualsForOneMoreValue() throws IOException {
        Path one = Files.createFile(folder.resolve("a.jar"));
        Path other = Files.createFile(folder.resolve("b.jar"));
        AgentOptions options =
                AgentOptions.parse(
                        "include=com.acme.*,org.lib.Pool,types=Semaphore,CyclicBarrier,verify=log,"
                                + "exclude=com.acme.web.*,scan="
                                + one
                                + ":"
                                + other
                                + ",report=none");

        assertThat(options.include().match("com/acme/deep/Store")).isTrue();
        assertThat(options.include().match("com/acmeother/Store")).isFalse();
        assertThat(options.include().match("org/lib/Pool$Inner")).isTrue();
        assertThat(options.include().match("org/lib/Pools")).isFalse();
        assertThat(options.exclude().match("com/acme/web/Page")).isTrue();
        assertThat(options.types())
                .containsExactlyInAnyOrder(LockType.SEMAPHORE, LockType.CYCLIC_BARRIER);
        assertThat(options.verify()).isTrue();
        assertThat(options.serial()).isFalse();
        assertThat(options.scan()).containsExactly(one, other);
        assertThat(options.report()).isEqualTo("none");
    }

    @Test
    void shouldSwapAllTypesAndReportUnlessToldOtherwise() {
        AgentOptions options = AgentOptions.parse("include=*");

        assertThat(options.types()).containsExactlyInAnyOrder(LockType.values());
        assertThat(options.verify()).isFalse();
        assertThat(options.report()).isEqualTo("stderr");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                             | include= is missing",
                "types=Semaphore                | include= is missing",
                "include=com.acme.*,colour=red  | colour=",
                "com.acme.*                     | com.acme.*",
                "include=                       | not an option, nor a value of one: 'include='",
                "include=com.*.acme             | com.*.acme",
                "include=java.util.*            | java.util.*",
                "include=a.*,types=StampedLock  | StampedLock",
                "include=a.*,scan=no/such/place | scan=no/such/place: there is no such",
                "include=a.*,verify=yes         | verify= is off or log, not yes"
            })
    void shouldRefuseWhatItDoesNotUnderstand(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentOptions.parse(text))
                .withMessageContaining(part);
    }
}
