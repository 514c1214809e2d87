package org.furwock.jcstress.run;

import java.io.IOException;
import java.io.OutputStream;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * jcstress's own main program, but for two things that it has no option for: it ends with whoever
 * started it, and it leaves out biased locking.
 */
final class ForkingMain {

    private static final String BIASED_LOCKING = "-XX:+UseBiasedLocking";

    private ForkingMain() {}

    /** With the arguments of jcstress. */
    public static void main(String[] args) throws Exception {
        Options options = new UnbiasedOptions(args);
        if (!options.parse()) {
            System.exit(1);
        }
        endWithParent();
        new JCStress(options).run();
        System.exit(0);
    }

    /**
     * Standard input is a pipe from the parent, which says nothing and is closed when that dies.
     */
    private static void endWithParent() {
        Thread watcher = new Thread(ForkingMain::awaitParentsEnd, "furwock-parent-watcher");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitParentsEnd() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // As good as its end.
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(1);
    }

    /**
     * JDK 17 still has biased locking, so jcstress runs every test twice there. It makes a
     * difference to {@code synchronized} alone, which nothing here uses.
     */
    private static final class UnbiasedOptions extends Options {

        UnbiasedOptions(String[] args) {
            super(args);
        }

        /** Asked for after the configurations were made, and before they are used. */
        @Override
        public String getTestFilter() {
            VMSupport.getAvailableVMConfigs()
                    .removeIf(config -> config.args().contains(BIASED_LOCKING));
            return super.getTestFilter();
        }
    }
}
