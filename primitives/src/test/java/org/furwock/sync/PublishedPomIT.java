package org.furwock.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The poms that are installed and published. Gradle reads no profiles, so it needs all versions.
 */
class PublishedPomIT {

    @ParameterizedTest
    @ValueSource(strings = {"../futex-core", "."})
    void shouldNeedNoParentAndNoProfile(String module) throws Exception {
        Document pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of(module, "target", "flattened-pom.xml").toFile());

        NodeList dependencies = pom.getElementsByTagName("dependency");
        assertThat(dependencies.getLength()).isPositive();
        assertThat(IntStream.range(0, dependencies.getLength()).mapToObj(dependencies::item))
                .allSatisfy(
                        dependency -> {
                            Element one = (Element) dependency;
                            assertThat(one.getElementsByTagName("version").getLength())
                                    .as(one.getTextContent())
                                    .isEqualTo(1);
                        });
        assertThat(pom.getElementsByTagName("parent").getLength()).isZero();
        assertThat(pom.getElementsByTagName("profile").getLength()).isZero();
    }
}
