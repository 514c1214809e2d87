package org.furwock.sync.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A class of model checks. They need no engine, so they run with the first one only. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(named = "furwock.engine", matches = "emulated|ffm")
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@interface ModelTest {}
