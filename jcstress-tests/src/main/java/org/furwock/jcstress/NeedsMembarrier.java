package org.furwock.jcstress;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that proves nothing without {@code membarrier}: then the light side of an asymmetric
 * fence runs its own fence. The test is skipped if the kernel grants no {@code membarrier}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface NeedsMembarrier {}
