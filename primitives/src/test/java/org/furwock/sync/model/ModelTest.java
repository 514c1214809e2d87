package org.furwock.sync.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A class of model checks. Surefire runs them in JVMs of their own, since the checker rewrites
 * classes, of the JDK too; and once, since they need no engine.
 *
 * <p>In these JVMs no wait stays awake: the checker may switch threads at each spin, and then no
 * thread would ever sleep. In other JVMs model checks are skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = "furwock.wait.word-spins",
        matches = "0",
        disabledReason = "mvn surefire:test@model-checks runs the model checks")
@Timeout(value = 900, unit = TimeUnit.SECONDS)
public @interface ModelTest {}
