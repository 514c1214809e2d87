package org.furwock.sync;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test that runs in every {@link Setting}, and between processes, too: it asks it to make what it
 * tests.
 */
@ParameterizedTest
@MethodSource("org.furwock.sync.Setting#allAndProcesses")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface InEverySettingAndBetweenProcesses {}
