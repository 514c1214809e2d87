package org.furwock.bench.report;

/** Text for a terminal. */
public final class Prose {

    private Prose() {}

    /**
     * Wraps text to lines of at most {@link ResultTable#WIDTH} columns. A longer word, such as a
     * path, makes a longer line. All lines after the first one are indented by the width of the
     * label.
     *
     * @param label the label before the text, on the first line
     */
    public static String wrap(String label, String text) {
        String indent = " ".repeat(label.length());
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(label);
        for (String word : text.strip().split("\\s+", -1)) {
            boolean isFirst = line.length() == label.length();
            if (!isFirst && line.length() + 1 + word.length() > ResultTable.WIDTH) {
                wrapped.append(line).append(System.lineSeparator());
                line = new StringBuilder(indent).append(word);
            } else {
                line.append(isFirst ? "" : " ").append(word);
            }
        }
        return wrapped.append(line).append(System.lineSeparator()).toString();
    }
}
