package org.furwock.bench.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.furwock.bench.agent.verify.Violations;

/** The agent's actions so far, while the program runs. */
final class SwapReport implements AgentMXBean {

    private static final int WIDTH = 100;

    private final String options;
    private final List<String> unread;
    private final List<String> unmatched;
    private final Map<String, ClassSwap> swapped = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, String>> refused = new ConcurrentSkipListMap<>();
    private final Map<String, String> failed = new ConcurrentSkipListMap<>();
    private final Map<String, Set<String>> links = new ConcurrentSkipListMap<>();

    /**
     * @param options the options of the command line
     * @param unread the places that the scan could not read
     * @param unmatched the included patterns that match no class of the scan
     */
    SwapReport(String options, List<String> unread, List<String> unmatched) {
        this.options = options;
        this.unread = List.copyOf(unread);
        this.unmatched = List.copyOf(unmatched);
    }

    void swapped(ClassSwap swap) {
        swapped.put(swap.name(), swap);
    }

    /** Adds reasons, by the title of the lock type. */
    void refused(String name, Map<String, String> reasons) {
        refused.merge(name, reasons, SwapReport::union);
    }

    private static Map<String, String> union(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    void failed(String name, Throwable error) {
        failed.put(name, error.toString());
    }

    /** A class that is not changed and links to members that are. */
    void links(String name, Set<String> swappedMembers) {
        links.put(name, new TreeSet<>(swappedMembers));
    }

    @Override
    public String getOptions() {
        return options;
    }

    @Override
    public List<String> getSwapped() {
        return swapped.values().stream().map(ClassSwap::toString).toList();
    }

    @Override
    public List<String> getRefused() {
        List<String> lines = new ArrayList<>();
        refused.forEach(
                (name, reasons) ->
                        new TreeMap<>(reasons)
                                .forEach(
                                        (type, reason) ->
                                                lines.add(name + ": " + type + ": it " + reason)));
        return lines;
    }

    @Override
    public List<String> getProblems() {
        List<String> lines = new ArrayList<>();
        unread.forEach(place -> lines.add("not read: " + place));
        unmatched.forEach(pattern -> lines.add("include=" + pattern + " matches no class found"));
        links.forEach(
                (name, members) ->
                        members.forEach(
                                member ->
                                        lines.add(
                                                name
                                                        + " links to "
                                                        + member
                                                        + ", which is swapped")));
        failed.forEach((name, error) -> lines.add("not rewritten: " + name + ": " + error));
        return lines;
    }

    @Override
    public List<String> getViolations() {
        return Violations.list();
    }

    @Override
    public String getReport() {
        StringBuilder text = new StringBuilder("Furwock agent: ").append(options).append('\n');
        append(text, "classes swapped", getSwapped());
        append(text, "refused", getRefused());
        append(text, "problems", getProblems());
        append(text, "violations of a lock's contract", getViolations());
        return text.toString();
    }

    private static void append(StringBuilder text, String title, List<String> lines) {
        text.append("  ").append(title).append(": ").append(lines.size()).append('\n');
        lines.forEach(line -> text.append(wrap(line)));
    }

    /** Only a word that is longer than a line makes a longer one. */
    private static String wrap(String line) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : line.split(" ", -1)) {
            if (column == 0) {
                wrapped.append("    ");
                column = 4;
            } else if (column + 1 + word.length() > WIDTH) {
                wrapped.append("\n        ");
                column = 8;
            } else {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += word.length();
        }
        return wrapped.append('\n').toString();
    }
}
