package org.furwock.bench.sample.edge;

import java.util.logging.LogManager;

/** Chooses its log manager in {@code main}, as some servers do. */
public final class LogManagerMain {

    private LogManagerMain() {}

    /** Its log manager. */
    public static final class Own extends LogManager {}

    /** Names the log manager. */
    public static void main(String[] args) {
        System.setProperty("java.util.logging.manager", Own.class.getName());
        System.out.println(LogManager.getLogManager().getClass().getName());
    }
}
