import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives each heading of the pages in a folder the anchor that GitHub gives it, which links name. The
 * site plugin makes other ones. The profile "site" runs this on its copies of the pages.
 */
class HeadingAnchors {

    private static final Pattern HEADING = Pattern.compile("^(##+ )(.*)$");

    public static void main(String[] arguments) throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            pages = files.filter(file -> file.toString().endsWith(".md")).toList();
        }
        for (Path page : pages) {
            Files.write(page, withAnchors(Files.readAllLines(page)));
        }
    }

    private static List<String> withAnchors(List<String> lines) {
        List<String> result = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        boolean code = false;
        for (String line : lines) {
            code ^= line.startsWith("```");
            Matcher heading = HEADING.matcher(line);
            if (code || !heading.matches()) {
                result.add(line);
                continue;
            }
            String anchor = anchor(heading.group(2));
            int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
            String id = earlier == 0 ? anchor : anchor + "-" + earlier;
            result.add(heading.group(1) + "<a id=\"" + id + "\"></a>" + heading.group(2));
        }
        return result;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
