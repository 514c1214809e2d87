package org.furwock.sync;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A test that runs once in every {@link Setting} that this JDK has. */
@ParameterizedTest
@MethodSource("org.furwock.sync.Setting#all")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface InEverySetting {}
