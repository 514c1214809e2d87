/** Locks and other synchronizers on futexes. */
module org.furwock.sync {
    requires transitive org.furwock.futex;
    requires static org.jspecify;

    exports org.furwock.drepper;
    exports org.furwock.locks;
    exports org.furwock.sync;
    exports org.furwock.sync.shared;
}
