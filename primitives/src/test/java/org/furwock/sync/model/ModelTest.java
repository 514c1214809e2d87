package org.furwock.sync.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * A class of model checks. Surefire runs them in a JVM of their own, since the checker rewrites
 * classes, of the JDK too; and once, since they need no engine.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Timeout(value = 300, unit = TimeUnit.SECONDS)
public @interface ModelTest {}
