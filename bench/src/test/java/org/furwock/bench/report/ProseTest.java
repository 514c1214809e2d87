package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProseTest {

    @Test
    void shouldFillLinesUpToTheWidthAndNoFurther() {
        String exactly = "x".repeat(ResultTable.WIDTH - "note ".length() - 2);

        assertThat(Prose.wrap("note ", exactly + " y").lines())
                .containsExactly("note " + exactly + " y");
        assertThat(Prose.wrap("note ", exactly + " yy").lines())
                .containsExactly("note " + exactly, "     yy");
    }

    @Test
    void shouldKeepAWordThatIsLongerThanALine() {
        String path = "/a".repeat(ResultTable.WIDTH);

        assertThat(Prose.wrap("", "see " + path).lines()).containsExactly("see", path);
        assertThat(Prose.wrap("page: ", path).lines()).containsExactly("page: " + path);
    }
}
