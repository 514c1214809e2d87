/** Locks and other synchronizers on futexes. */
module org.furwock.sync {
    requires transitive org.furwock.futex;
    requires static java.management;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports org.furwock.diagnostics;
    exports org.furwock.drepper;
    exports org.furwock.locks;
    exports org.furwock.profile;
    exports org.furwock.scoped;
    exports org.furwock.sync;
    exports org.furwock.sync.shared;
}
