package org.furwock.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {

    @TempDir Path folder;

    @Test
    void shouldMakeTheSamePageOfWhatItReadBack() throws IOException {
        Path file = folder.resolve("report.json");
        JsonReport.write(Reports.everything(), file);

        CompareReport read = ReportReader.read(file);

        assertThat(read.results()).isEqualTo(Reports.everything().results());
        assertThat(HtmlReport.toHtml(read)).isEqualTo(HtmlReport.toHtml(Reports.everything()));
        assertThat(JsonReport.toJson(read)).isEqualTo(JsonReport.toJson(Reports.everything()));
    }

    @ParameterizedTest
    @CsvSource({
        "\"contended\", \"juggling\", JUGGLING",
        "2025-02-03, yesterday, yesterday",
        "\"idle\", \"on fire\", ON FIRE"
    })
    void shouldNameTheFileAndWhatItDoesNotKnow(String known, String unknown, String named)
            throws IOException {
        Path file = folder.resolve("report.json");
        Files.writeString(file, JsonReport.toJson(Reports.sample()).replace(known, unknown));

        assertThatIOException()
                .isThrownBy(() -> ReportReader.read(file))
                .withMessageContaining("report.json")
                .withMessageContaining(named);
    }
}
