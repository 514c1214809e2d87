package org.furwock.bench.agent;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.furwock.locks.FutexReentrantLock;
import org.jspecify.annotations.Nullable;

/** Whether classes of a loader and of a module can link to our classes. */
final class LockVisibility {

    private final Instrumentation instrumentation;
    private final Map<ClassLoader, Boolean> answers =
            Collections.synchronizedMap(new WeakHashMap<>());

    LockVisibility(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** Whether a loader finds our classes; lets the module read theirs. */
    boolean reaches(Module module, ClassLoader loader) {
        // Not computeIfAbsent: it keeps the lock of the map while the loader takes locks of its
        // own.
        Boolean known = answers.get(loader);
        boolean visible = known == null ? finds(loader) : known;
        if (known == null) {
            answers.put(loader, visible);
        }
        Module ours = FutexReentrantLock.class.getModule();
        if (visible && !module.canRead(ours)) {
            instrumentation.redefineModule(
                    module, Set.of(ours), Map.of(), Map.of(), Set.of(), Map.of());
        }
        return visible;
    }

    private static boolean finds(ClassLoader loader) {
        try {
            return Class.forName(FutexReentrantLock.class.getName(), false, loader)
                    == FutexReentrantLock.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether a class belongs to the JDK. The agent does not change such classes. */
    static boolean isOfJdk(Module module, @Nullable ClassLoader loader) {
        return loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || (module.isNamed() && module.getName().matches("(java|jdk)\\..*"));
    }
}
