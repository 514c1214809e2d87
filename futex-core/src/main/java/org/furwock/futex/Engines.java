package org.furwock.futex;

import java.util.ArrayList;
import java.util.List;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.jspecify.annotations.Nullable;

/**
 * Chooses this process's engine, once: the system property {@value #PROPERTY} if it is set, else
 * FFM, else JNA, else emulation.
 */
final class Engines {

    static final String PROPERTY = "furwock.engine";

    private static final String CHOICES = "jna, ffm or emulated";

    private static final Choice CHOICE = choose(System.getProperty(PROPERTY));

    /** An engine with its story, or the reason why there is none. */
    record Choice(@Nullable Engine engine, EngineInfo info, String error) {}

    private Engines() {}

    static Engine current() {
        Engine engine = CHOICE.engine;
        if (engine == null) {
            throw new IllegalStateException(CHOICE.error);
        }
        return engine;
    }

    static EngineInfo info() {
        return CHOICE.info;
    }

    static Choice choose(@Nullable String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return chooseFreely();
        }
        List<String> rejected = new ArrayList<>();
        @Nullable Engine engine =
                switch (wanted) {
                    case "jna", "ffm" -> kernel(wanted, rejected);
                    case "emulated" -> emulated();
                    default -> null;
                };
        String setting = PROPERTY + "=" + wanted;
        if (engine != null) {
            return new Choice(
                    engine, new EngineInfo(engine.name(), "chosen by " + setting, rejected), "");
        }
        String problem = rejected.isEmpty() ? "is unknown" : "cannot be used: " + rejected.get(0);
        String error = setting + " " + problem + "; the choices are " + CHOICES;
        return new Choice(null, new EngineInfo("none", error, rejected), error);
    }

    private static Choice chooseFreely() {
        List<String> rejected = new ArrayList<>();
        @Nullable Engine ffm = kernel("ffm", rejected);
        if (ffm != null) {
            return new Choice(
                    ffm, new EngineInfo("ffm", "the fastest that this JDK has", rejected), "");
        }
        @Nullable Engine jna = kernel("jna", rejected);
        if (jna != null) {
            return new Choice(jna, new EngineInfo("jna", "the kernel through JNA", rejected), "");
        }
        String reason = "neither way into a kernel with futexes is open";
        return new Choice(emulated(), new EngineInfo("emulated", reason, rejected), "");
    }

    private static @Nullable Engine kernel(String name, List<String> rejected) {
        String obstacle = Abi.obstacle();
        if (obstacle.isEmpty()) {
            NativeCallsLoader.Result loaded = load(name);
            NativeCalls calls = loaded.calls();
            if (calls != null) {
                boolean waitv = KernelFeatures.isWaitvGranted(calls);
                return new KernelEngine(new KernelFutex(calls, waitv));
            }
            obstacle = loaded.obstacle();
        }
        rejected.add(name + ": " + obstacle);
        return null;
    }

    private static NativeCallsLoader.Result load(String name) {
        return name.equals("ffm") ? NativeCallsLoader.ffm() : NativeCallsLoader.jna();
    }

    /** Without native code the emulation still works on words of its own. */
    private static Engine emulated() {
        NativeCalls ffm = NativeCallsLoader.ffm().calls();
        return new EmulatedEngine(ffm != null ? ffm : NativeCallsLoader.jna().calls());
    }
}
