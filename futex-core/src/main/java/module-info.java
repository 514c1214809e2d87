/** The futex operations of Linux: typed, interruptible, safe. */
module org.furwock.futex {
    requires com.sun.jna;
    requires static jdk.jfr;
    requires static transitive org.jspecify;

    exports org.furwock.futex;
}
