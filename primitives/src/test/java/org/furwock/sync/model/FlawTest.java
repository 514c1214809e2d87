package org.furwock.sync.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A model check that must find a seeded flaw. It proves the checker and not the locks, so the build
 * leaves it out and CI runs it once: {@code -Dgroups=flaw}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@Tag("flaw")
public @interface FlawTest {}
