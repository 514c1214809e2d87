package org.furwock.jcstress.run;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/** The main program of jcstress, with one change for which jcstress has no option. */
final class ForkingMain {

    private static final String BIASED_LOCKING = "-XX:+UseBiasedLocking";

    private ForkingMain() {}

    /** Takes the arguments of jcstress. */
    public static void main(String[] args) throws Exception {
        Options options = new UnbiasedOptions(args);
        if (!options.parse()) {
            System.exit(1);
        }
        new JCStress(options).run();
    }

    /**
     * JDK 17 still has biased locking, so jcstress runs every test twice there. Biased locking
     * affects {@code synchronized} alone, which no test here uses.
     */
    private static final class UnbiasedOptions extends Options {

        UnbiasedOptions(String[] args) {
            super(args);
        }

        /** Called after the configurations were made, and before they are used. */
        @Override
        public String getTestFilter() {
            VMSupport.getAvailableVMConfigs()
                    .removeIf(config -> config.args().contains(BIASED_LOCKING));
            return super.getTestFilter();
        }
    }
}
