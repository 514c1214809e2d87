package org.furwock.bench.programs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;

/** Writes lines to a file that discards them, with the usual flush after each line. */
final class LogbackProgram implements Program {

    private final Logger logger;

    LogbackProgram() {
        LoggerContext context = new LoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %level [%thread] %logger - %msg%n");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setFile("/dev/null");
        appender.setEncoder(encoder);
        appender.start();
        logger = context.getLogger("app");
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
    }

    @Override
    public long operate(long random) {
        logger.info("request {} took {} ms", random, random & 1023);
        return random;
    }
}
