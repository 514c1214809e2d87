package org.furwock.sync.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A class of model checks. They take minutes, and not every mutant is found on every machine yet,
 * so they run when asked for: {@code mvn verify -Dfurwock.test.argLine=-Dfurwock.model=true}. They
 * need no engine, so they run with the first one only.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "furwock.model", matches = "true")
@DisabledIfSystemProperty(named = "furwock.engine", matches = "emulated|ffm")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@interface ModelTest {}
