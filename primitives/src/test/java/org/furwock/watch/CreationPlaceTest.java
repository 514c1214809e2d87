package org.furwock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.Test;

@HangBound
class CreationPlaceTest {

    /** As a lock, it asks for the place in its constructor. */
    private static class Made {

        private final String site = CreationPlace.ofCaller(Made.class);
    }

    @Test
    void shouldBeTheLineOfTheProgramThoughTheJdkCallsTheConstructor() throws Exception {
        Map<String, Made> map = new HashMap<>();
        List<Made> all =
                List.of(
                        new Made(),
                        Stream.generate(Made::new).limit(1).toList().get(0),
                        Stream.of(1, 2).parallel().map(i -> new Made()).toList().get(0),
                        ThreadLocal.withInitial(Made::new).get(),
                        map.computeIfAbsent("key", key -> new Made()),
                        Made.class.getDeclaredConstructor().newInstance());

        assertThat(all)
                .extracting(made -> made.site)
                .allSatisfy(
                        site ->
                                assertThat(site)
                                        .startsWith(CreationPlaceTest.class.getName() + ".")
                                        .contains("should"))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldBeALineOfTheJdkIfNoOtherCodeIsOnTheStack() {
        assertThat(CompletableFuture.supplyAsync(Made::new).join().site)
                .startsWith("java.util.concurrent.CompletableFuture");
    }
}
