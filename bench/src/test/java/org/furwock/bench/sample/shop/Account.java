package org.furwock.bench.sample.shop;

import java.util.concurrent.locks.ReentrantLock;

/** A record with a lock, which a bootstrap method compares and prints. */
public record Account(String name, ReentrantLock lock) {}
