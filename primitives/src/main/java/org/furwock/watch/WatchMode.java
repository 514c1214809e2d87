package org.furwock.watch;

/** What happens when a check of locks finds something: the values of its property. */
public enum WatchMode {
    OFF,
    LOG,
    THROW
}
