package org.furwock.jcstress.mutate;

import static org.furwock.jcstress.mutate.Check.kernel;
import static org.furwock.jcstress.mutate.Edits.drop;
import static org.furwock.jcstress.mutate.Edits.jump;
import static org.furwock.jcstress.mutate.Edits.jumpIf;
import static org.furwock.jcstress.mutate.Edits.replace;
import static org.furwock.jcstress.mutate.Place.call;
import static org.furwock.jcstress.mutate.Place.code;
import static org.furwock.jcstress.mutate.Place.constant;
import static org.furwock.jcstress.mutate.Place.read;
import static org.furwock.jcstress.mutate.Place.write;

import java.util.List;
import org.furwock.jcstress.mutate.Edits.Jump;
import org.objectweb.asm.Opcodes;

/** Flaws of the lock profile. */
final class ProfileMutants {

    private static final Check HISTOGRAM = kernel("profile.HistogramTest");
    private static final Check HOLDS = kernel("profile.SampledHoldsTest");
    private static final Check PROFILE = kernel("profile.LockProfileTest");

    private ProfileMutants() {}

    static List<Mutant> all() {
        MutantList histogram = new MutantList("profile", "profile.Histogram", HISTOGRAM);
        histogram
                .mutant("octaves-overlap", "Times of two octaves share a bucket.")
                .in("bucket")
                .by(replace(constant(1), 0));
        histogram
                .mutant("longest-by-look", "A failed change of the longest time counts as done.")
                .in("see")
                .by(replace(call("compareAndSet"), true));
        MutantList times = new MutantList("profile", "profile.Times", HISTOGRAM);
        times.mutant("next-bucket", "A percentile at the end of a bucket is that of the next.")
                .in("percentile")
                .by(jumpIf(code(Opcodes.LCMP), Opcodes.IFLE));
        MutantList holds = new MutantList("profile", "profile.LockProfile", HOLDS);
        holds.mutant("late-watch-kept", "A late watch of one hold counts for the next.")
                .in("begin")
                .by(drop(write("heldSince")));
        holds.mutant("weight-kept", "A hold that was only watched counts as sampled.")
                .in("end")
                .by(drop(write("weight")));
        MutantList reads = new MutantList("profile", "profile.ReadProfile", HOLDS);
        reads.mutant("reader-sampled-for-good", "The first reader that is sampled stays it.")
                .in("end")
                .by(drop(write("sampled")));
        reads.mutant("dead-reader-sampled", "A reader that ends inside prevents all samples.")
                .in("sample")
                .by(replace(call("isAlive"), true));
        MutantList site = new MutantList("profile", "profile.LockSite", PROFILE);
        site.mutant("too-long-untold", "A hold that is too long makes no event.")
                .in("report")
                .by(jump(read("TOO_LONG_NANOS"), Jump.ALWAYS));
        return MutantList.join(histogram, times, holds, reads, site);
    }
}
