package org.furwock.futex.linux;

import java.net.URL;
import java.security.CodeSource;
import java.util.Locale;
import org.furwock.futex.lowlevel.Privileged;

/** Why an engine cannot be loaded: the first cause, and the remedy. */
final class LoadFailure {

    private static final String JNA = "com.sun.jna.Native";
    private static final String JNA_PACKAGE = "com/sun/jna/";
    private static final String OVERLAY =
            "META-INF/versions/22/org/furwock/futex/linux/FfmCalls.class";

    private LoadFailure() {}

    /** JNA's reasons. */
    static String ofJna(Throwable failure) {
        Throwable cause = first(failure);
        return "JNA cannot be loaded: " + cause + remedy(jnaRemedy(cause));
    }

    /** The foreign function and memory API's reasons. */
    static String ofFfm(Throwable failure) {
        Throwable cause = first(failure);
        if (cause instanceof UnsupportedOperationException) {
            return String.valueOf(cause.getMessage());
        }
        String remedy = denied(cause) ? nativeAccess("org.furwock.futex") : "";
        return "the foreign function and memory API cannot be used: " + cause + remedy(remedy);
    }

    private static String remedy(String text) {
        return text.isEmpty() ? "" : "; " + text;
    }

    private static Throwable first(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String jnaRemedy(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (denied(cause)) {
            return nativeAccess("com.sun.jna");
        }
        if (cause instanceof SecurityException) {
            return "grant the rights to load it to the jars of this library and of JNA";
        }
        if (isMissing(cause) && !isThere(JNA)) {
            return LoadFailure.class.getModule().isNamed()
                    ? "this program runs from the module path, where JNA is optional: run with"
                            + " --add-modules com.sun.jna, or require com.sun.jna in its"
                            + " module-info, with JNA (net.java.dev.jna:jna-jpms) on that path"
                    : "put JNA (net.java.dev.jna) on the class path";
        }
        if (isMissing(cause) && message.replace('.', '/').contains("java/util/logging")) {
            return "JNA needs the module java.logging: add it to the run-time image"
                    + " (jlink --add-modules)";
        }
        if (isForeign(cause, message)) {
            return "another version of JNA comes first, "
                    + jnaLocation()
                    + ": put 5.12 or newer first, and if an old libjnidispatch is installed on the"
                    + " system, run with -Djna.nosys=true";
        }
        if (isUnmappable(message.toLowerCase(Locale.ROOT))) {
            return "JNA unpacks its library into the temporary directory, which is mounted noexec or"
                    + " cannot be written: run with -Djna.tmpdir=DIRECTORY, one that allows it";
        }
        return "";
    }

    private static boolean denied(Throwable cause) {
        return cause instanceof IllegalCallerException;
    }

    private static String nativeAccess(String module) {
        return "native access is denied: run with --enable-native-access=ALL-UNNAMED, or "
                + module
                + " on the module path";
    }

    private static boolean isMissing(Throwable cause) {
        return cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException;
    }

    private static boolean isForeign(Throwable cause, String message) {
        return cause instanceof IncompatibleClassChangeError // a method or field is missing
                || message.contains("incompatible JNA native library")
                || (isMissing(cause) && message.replace('.', '/').contains(JNA_PACKAGE));
    }

    private static boolean isUnmappable(String message) {
        return message.contains("failed to map segment")
                || message.contains("operation not permitted")
                || message.contains("permission denied")
                || message.contains("read-only file system")
                || message.contains("temporary");
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, LoadFailure.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String jnaLocation() {
        try {
            Class<?> jna = Class.forName(JNA, false, LoadFailure.class.getClassLoader());
            CodeSource source = Privileged.call(() -> jna.getProtectionDomain()).getCodeSource();
            URL location = source == null ? null : source.getLocation();
            return location == null ? "from an unknown place" : "from " + location;
        } catch (ClassNotFoundException | SecurityException e) {
            return "from an unknown place (" + e + ")";
        }
    }

    /** Why the classes for JDK 22 are not those that run, on a JDK that could run them. */
    static String ofOverlay() {
        ClassLoader loader = LoadFailure.class.getClassLoader();
        URL overlay = loader == null ? null : loader.getResource(OVERLAY);
        if (overlay == null) {
            return "the classes for JDK 22 in META-INF/versions/22 of futex-core are missing, as"
                    + " after shading: keep them, and 'Multi-Release: true' in the manifest";
        }
        return overlay.getProtocol().equals("jar")
                ? "the jar that holds futex-core has META-INF/versions/22, but its manifest has lost"
                        + " 'Multi-Release: true', as by shading: add it to the manifest"
                : "futex-core runs from class files, where META-INF/versions/22 is not looked at:"
                        + " run it from its jar";
    }
}
