package org.furwock.futex;

import java.util.ArrayList;
import java.util.List;
import org.furwock.futex.linux.Abi;
import org.furwock.futex.linux.KernelFutex;
import org.furwock.futex.linux.NativeCalls;
import org.furwock.futex.linux.NativeCallsLoader;
import org.furwock.futex.linux.Once;
import org.furwock.futex.lowlevel.Privileged;
import org.jspecify.annotations.Nullable;

/**
 * Chooses this process's engine, once: the system property {@value #PROPERTY} if it is set, else
 * FFM, else JNA, else emulation.
 */
final class Engines {

    static final String PROPERTY = "furwock.engine";

    private static final String CHOICES = "jna, ffm or emulated";

    private static final int FIRST_WITH_FFM = 22;

    private static final Once<Choice> CHOICE =
            new Once<>(() -> choose(Privileged.property(PROPERTY)));

    /**
     * An engine and why it was chosen, or the reason why there is none.
     *
     * @param error why there is none
     * @param lost why this is not the best engine for this JDK; empty if it is, or if the program
     *     asked for it
     */
    record Choice(@Nullable Engine engine, EngineInfo info, String error, String lost) {

        Engine orThrow() {
            if (engine == null) {
                throw new IllegalStateException(error);
            }
            return engine;
        }
    }

    private Engines() {}

    static Engine current() {
        Choice choice = CHOICE.peek();
        return (choice != null ? choice : reported(CHOICE.get())).orThrow();
    }

    /** As {@link EngineInfo#tryStart()}. */
    static boolean tryStart() {
        Choice choice = CHOICE.peek();
        if (choice == null) {
            choice = CHOICE.tryGet();
            if (choice == null) {
                return false;
            }
            reported(choice);
        }
        Engine unused = choice.orThrow();
        return true;
    }

    /** Called after the choice is made: a logger may use locks of this library. */
    private static Choice reported(Choice choice) {
        EngineLog.report(choice.info, choice.lost);
        return choice;
    }

    static EngineInfo info() {
        return CHOICE.get().info;
    }

    static Choice choose(@Nullable String wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return chooseFreely();
        }
        List<String> rejected = new ArrayList<>();
        @Nullable Engine engine =
                switch (wanted) {
                    case "jna", "ffm" -> kernel(wanted, rejected);
                    case EmulatedEngine.NAME -> emulated();
                    default -> null;
                };
        String setting = PROPERTY + "=" + wanted;
        if (engine != null) {
            return chosen(engine, "chosen by " + setting, rejected, "");
        }
        String problem = rejected.isEmpty() ? "is unknown" : "cannot be used: " + rejected.get(0);
        String error = setting + " " + problem + "; the choices are " + CHOICES;
        return new Choice(null, new EngineInfo("none", error, rejected), error, "");
    }

    private static Choice chooseFreely() {
        List<String> rejected = new ArrayList<>();
        @Nullable Engine ffm = kernel("ffm", rejected);
        if (ffm != null) {
            return chosen(ffm, "the fastest that this JDK has", rejected, "");
        }
        @Nullable Engine jna = kernel("jna", rejected);
        if (jna != null) {
            boolean best = Runtime.version().feature() < FIRST_WITH_FFM;
            return chosen(jna, "the kernel through JNA", rejected, best ? "" : rejected.get(0));
        }
        String reason = "neither way into a kernel with futexes is open";
        boolean best = !Abi.obstacle().isEmpty();
        return chosen(emulated(), reason, rejected, best ? "" : String.join("; ", rejected));
    }

    private static Choice chosen(Engine engine, String reason, List<String> rejected, String lost) {
        return new Choice(engine, new EngineInfo(engine.name(), reason, rejected), "", lost);
    }

    private static @Nullable Engine kernel(String name, List<String> rejected) {
        String obstacle = Abi.obstacle();
        if (obstacle.isEmpty()) {
            NativeCallsLoader.Result loaded = load(name);
            NativeCalls calls = loaded.calls();
            if (calls != null) {
                boolean waitv = KernelFeatures.isWaitvGranted(calls);
                KernelFutex futex = new KernelFutex(calls, waitv);
                futex.load();
                return new KernelEngine(futex);
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
