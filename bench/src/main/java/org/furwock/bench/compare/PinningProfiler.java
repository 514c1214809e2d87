package org.furwock.bench.compare;

import java.io.File;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/** Starts JMH's forks with a command prefix. JMH allows that to profilers only. */
public final class PinningProfiler implements ExternalProfiler {

    private final List<String> prefix;

    /**
     * Called by JMH.
     *
     * @param prefix the prefix of the command, words separated by spaces
     */
    public PinningProfiler(String prefix) {
        this.prefix = List.of(prefix.split(" "));
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
        return prefix;
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams params) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams params) {
        // Only the command changes.
    }

    @Override
    public Collection<? extends Result<?>> afterTrial(
            BenchmarkResult result, long pid, File stdOut, File stdErr) {
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }

    @Override
    public String getDescription() {
        return "starts forks on one processor (used by compare)";
    }
}
