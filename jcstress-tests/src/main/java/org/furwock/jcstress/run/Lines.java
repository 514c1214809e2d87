package org.furwock.jcstress.run;

import java.io.PrintStream;

/** Lines that fit a terminal. */
public final class Lines {

    /** In columns. */
    static final int WIDTH = 80;

    private Lines() {}

    /** Prints a text in as many lines as it needs; the lines after the first are indented. */
    public static void println(PrintStream out, String line) {
        String rest = line;
        String further = " ".repeat(line.length() - line.stripLeading().length() + 4);
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            int cut = space > further.length() ? space : WIDTH;
            out.println(rest.substring(0, cut));
            rest = further + rest.substring(cut).stripLeading();
        }
        out.println(rest);
    }
}
