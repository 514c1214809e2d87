package org.furwock.bench.jmh;

import java.io.IOException;
import java.nio.file.Path;
import org.furwock.bench.jmh.ProcessRoundTrip.Way;

/** The other process of {@link ProcessRoundTrip}: answers each number with the next one. */
public final class ProcessLineMain {

    private ProcessLineMain() {}

    /**
     * Answers until it is killed.
     *
     * @param args the way of communication, and the folder
     */
    public static void main(String[] args) throws IOException {
        ParentWatch.start();
        ProcessLine line = ProcessLine.far(Way.valueOf(args[0]), Path.of(args[1]));
        System.out.println("ready");
        while (true) {
            line.send(line.receive() + 1);
        }
    }
}
