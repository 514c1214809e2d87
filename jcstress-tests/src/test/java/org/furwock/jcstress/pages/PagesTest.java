package org.furwock.jcstress.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.furwock.jcstress.mutate.MutateCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jcstress.infra.runners.TestList;

/** What the pages in docs quote, name, link to and tell the reader to run must exist. */
class PagesTest {

    private static final Sources SOURCES = new Sources(Path.of("..").toAbsolutePath().normalize());
    private static final Map<String, String> PAGES = SOURCES.pages();

    private static final Pattern BLOCK = Pattern.compile("(?s)```java\n(.*?)\n```");
    private static final Pattern SOURCE_LINK = Pattern.compile("\\]\\(\\.\\./([^)#]+\\.java)\\)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCED = Pattern.compile("(?s)```.*?```|(?m)^ {4}.*$");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern MEMBER = Pattern.compile("([A-Z][A-Za-z0-9]+)\\.([a-z]\\w*)");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z0-9]\\w*");

    private static String page(String name) {
        String text = PAGES.get(name);
        assertThat(text).as("the page docs/%s", name).isNotNull();
        return text;
    }

    private static Stream<String> pageNames() {
        return PAGES.keySet().stream().sorted();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    /**
     * Excerpts come after a link to their source; a line of three dots stands for what is left out.
     */
    @ParameterizedTest
    @ValueSource(strings = {"ladder.md"})
    void shouldQuoteTheSourcesAsTheyAre(String name) {
        String page = page(name);
        List<MatchResult> links = SOURCE_LINK.matcher(page).results().toList();
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();

        assertThat(blocks).as("excerpts").hasSizeGreaterThan(10);
        for (MatchResult block : blocks) {
            String file =
                    links.stream()
                            .filter(link -> link.end() < block.start())
                            .reduce((earlier, later) -> later)
                            .orElseThrow()
                            .group(1);
            String source = squeezed(Sources.read(SOURCES.root().resolve(file)));
            for (String part : block.group(1).split("(?m)^\\s*\\.\\.\\.\\s*$")) {
                assertThat(source)
                        .as("%s has the excerpt%n%s", file, part)
                        .contains(squeezed(part));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pageNames")
    void shouldLinkToWhatExists(String name) {
        List<String> dead = new ArrayList<>();
        for (MatchResult link :
                LINK.matcher(FENCED.matcher(page(name)).replaceAll("")).results().toList()) {
            String target = link.group(1);
            if (!target.contains("://") && !exists(name, target)) {
                dead.add(target);
            }
        }

        assertThat(dead).as("dead links in docs/%s", name).isEmpty();
    }

    private static boolean exists(String page, String target) {
        String[] parts = target.split("#", 2);
        Path source = SOURCES.root().resolve("docs").resolve(page).normalize();
        Path file = parts[0].isEmpty() ? source : source.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || Sources.read(file)
                        .lines()
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(line -> anchor(line).equals(parts[1]));
    }

    /** The anchor that GitHub makes of a headline. */
    private static String anchor(String headline) {
        return headline.replaceAll("^#+\\s*", "")
                .toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    @ParameterizedTest
    @ValueSource(strings = {"architecture.md", "ladder.md"})
    void shouldNameWhatExists(String name) {
        List<String> unknown = new ArrayList<>();
        String prose = FENCED.matcher(page(name)).replaceAll("");
        for (MatchResult code : CODE.matcher(prose).results().toList()) {
            String text = code.group(1);
            var member = MEMBER.matcher(text);
            if (member.matches()) {
                if (!SOURCES.hasMember(member.group(1), member.group(2))) {
                    unknown.add(text);
                }
            } else if (TYPE.matcher(text).matches() && !SOURCES.hasClass(text)) {
                unknown.add(text);
            } else if (text.matches("[a-z]+[A-Z]\\w*|[A-Z]+(_[A-Z]+)*") && !SOURCES.hasWord(text)) {
                unknown.add(text);
            }
        }

        assertThat(unknown).as("names in docs/%s that no source has", name).isEmpty();
    }

    private static List<String> arguments(Pattern command) {
        return PAGES.values().stream()
                .flatMap(page -> command.matcher(page).results())
                .map(match -> match.group(1).replace("'", ""))
                .toList();
    }

    private static void assertAllSelect(List<String> expressions, List<String> names) {
        assertThat(expressions)
                .isNotEmpty()
                .allSatisfy(
                        expression -> {
                            Predicate<String> finds = Pattern.compile(expression).asPredicate();
                            assertThat(names).as(expression).anyMatch(finds);
                        });
    }

    @Test
    void shouldRunStressTestsThatExist() {
        List<String> tests = new ArrayList<>(TestList.tests());

        assertAllSelect(arguments(Pattern.compile("\\$J test (?!REGEX|NAME)(\\S+?)[\\s`]")), tests);
    }

    @Test
    void shouldSeedMutantsThatExist() {
        assertAllSelect(
                arguments(Pattern.compile("mutate --only (?!REGEX)([^\\s`]+)")),
                MutateCommand.names());
    }

    @Test
    void shouldRunBenchmarksAndUnitTestsThatExist() {
        assertThat(arguments(Pattern.compile("bench\\.jar jmh (\\w+)")))
                .isNotEmpty()
                .allMatch(SOURCES::hasClass);
        assertThat(arguments(Pattern.compile("-Dtest='?(?!NameTest)(\\w+)")))
                .allMatch(SOURCES::hasClass);
    }

    @Test
    void shouldCheckVariantsOfModelsThatExist() {
        List<String> commands = arguments(Pattern.compile("docs/models/check (\\w+ -D[^\\n#`]+)"));

        assertThat(commands).isNotEmpty();
        for (String command : commands) {
            String[] words = command.strip().split("\\s+");
            String model = Sources.read(SOURCES.root().resolve("docs/models/" + words[0] + ".pml"));
            Arrays.stream(words)
                    .skip(1)
                    .forEach(flag -> assertThat(model).contains(flag.replaceAll("=.*", "")));
        }
    }
}
