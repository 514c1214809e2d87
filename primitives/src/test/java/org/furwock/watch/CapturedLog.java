package org.furwock.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged for a class, instead of the console, until this is closed. */
final class CapturedLog extends Handler implements AutoCloseable {

    private final List<String> lines = new ArrayList<>();
    private final Runnable afterLine;
    private final Logger logger;

    CapturedLog(Class<?> source) {
        this(source, () -> {});
    }

    /** As a handler of the program that does something of its own after each line. */
    CapturedLog(Class<?> source, Runnable afterLine) {
        this.afterLine = afterLine;
        logger = Logger.getLogger(source.getName());
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getMessage());
        afterLine.run();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
