package org.furwock.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.furwock.futex.NativeImageMetadata;
import org.junit.jupiter.api.Test;

class NativeImageTest {

    @Test
    void shouldNameTheEvents() throws Exception {
        NativeImageMetadata metadata =
                NativeImageMetadata.read(NativeImageMetadata.place("furwock-primitives"));

        assertThat(metadata.problems()).isEmpty();
        assertThat(metadata.types())
                .containsExactly(
                        LockContentionEvent.class.getName(),
                        LockHeldTooLongEvent.class.getName(),
                        LockSiteEvent.class.getName());
    }
}
