package org.furwock.locks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.furwock.futex.EngineInfo;
import org.furwock.futex.HangBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** The jars are bundles: a framework resolves and runs them. */
@HangBound
class OsgiIT {

    @TempDir private Path cache;

    @Test
    void shouldRunAsBundles() throws Exception {
        Framework framework =
                new FrameworkFactory()
                        .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        try {
            BundleContext context = framework.getBundleContext();
            install(context, Native.class);
            Bundle core = install(context, EngineInfo.class);
            Bundle locks = install(context, FutexReentrantLock.class);
            locks.start();

            assertThat(List.of(core, locks))
                    .extracting(Bundle::getState)
                    .doesNotContain(Bundle.INSTALLED);
            assertThat(exports(locks)).isEqualTo(exportsOfModule(FutexReentrantLock.class));
            assertThat(exports(core)).isEqualTo(exportsOfModule(EngineInfo.class));
            assertThat(core.getVersion()).isEqualTo(locks.getVersion());
            Class<?> lockClass = locks.loadClass(FutexReentrantLock.class.getName());
            assertThat(lockClass).isNotSameAs(FutexReentrantLock.class);
            Lock lock = (Lock) lockClass.getConstructor().newInstance();
            lock.lock();
            lock.unlock();
            assertThat(engine(core)).isEqualTo(EngineInfo.current().name());
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    /** The packages that a bundle exports. */
    private static Set<String> exports(Bundle bundle) {
        return bundle
                .adapt(BundleWiring.class)
                .getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                .stream()
                .map(capability -> capability.getAttributes())
                .map(attributes -> (String) attributes.get(PackageNamespace.PACKAGE_NAMESPACE))
                .collect(Collectors.toSet());
    }

    /** The packages that the module in the same jar exports, to all or to the library's modules. */
    private static Set<String> exportsOfModule(Class<?> ofJar) throws Exception {
        Path jar = Path.of(ofJar.getProtectionDomain().getCodeSource().getLocation().toURI());
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
    }

    private static Bundle install(BundleContext context, Class<?> ofJar) throws Exception {
        return context.installBundle(
                ofJar.getProtectionDomain().getCodeSource().getLocation().toString());
    }

    private static String engine(Bundle core) throws Exception {
        Class<?> info = core.loadClass(EngineInfo.class.getName());
        Method name = info.getMethod("name");
        return (String) name.invoke(info.getMethod("current").invoke(null));
    }
}
