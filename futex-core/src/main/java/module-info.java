/** The futex operations of Linux: typed, interruptible, safe. */
@SuppressWarnings("module") // the module of the qualified export is compiled later
module org.furwock.futex {
    requires static com.sun.jna;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports org.furwock.futex;
    exports org.furwock.futex.region;
    exports org.furwock.futex.lowlevel to
            org.furwock.sync;
}
