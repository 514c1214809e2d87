package org.furwock.jcstress;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test of an implementation that has one wrong step. It is nested in the sound test, or in
 * the scenario that it shares with sound tests. The command {@code negative} must find the flaw: it
 * shows that the sound test can fail.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface BrokenTwin {}
