package org.furwock.bench.programs;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The JVM of one side. It reads the length of a turn from standard input, works for that time, and
 * writes the result to standard output, until its input ends.
 */
public final class ProgramMain {

    private static final String AGENT = "org.furwock:type=Agent";

    private ProgramMain() {}

    /**
     * Runs a program in turns.
     *
     * @param args the name of a {@link ProgramKind}
     */
    public static void main(String[] args) throws Exception {
        OutputStream answers = System.out;
        System.setOut(System.err); // libraries may print
        ProgramKind kind = ProgramKind.valueOf(args[0]);
        Crowd crowd = new Crowd(kind.create(), kind.threads());
        takeTurns(crowd, new DataOutputStream(new BufferedOutputStream(answers)));
        Runtime.getRuntime().halt(0); // ends the threads of libraries too
    }

    private static void takeTurns(Crowd crowd, DataOutputStream out)
            throws IOException, InterruptedException, ExecutionException, JMException {
        DataInputStream in = new DataInputStream(System.in);
        while (true) {
            int millis;
            try {
                millis = in.readInt();
            } catch (EOFException e) {
                return;
            }
            write(crowd.work(millis), out);
        }
    }

    private static void write(Crowd.Turn turn, DataOutputStream out)
            throws IOException, JMException {
        ByteBuffer histogram = ByteBuffer.allocate(turn.operations().getNeededByteBufferCapacity());
        int length = turn.operations().encodeIntoByteBuffer(histogram);
        out.writeInt(classesSwapped());
        out.writeDouble(turn.nanos());
        out.writeDouble(turn.processorNanos());
        out.writeInt(length);
        out.write(histogram.array(), 0, length);
        out.flush();
    }

    /** How many classes the agent has rewritten so far; 0 without agent. */
    private static int classesSwapped() throws JMException {
        try {
            Object swapped =
                    ManagementFactory.getPlatformMBeanServer()
                            .getAttribute(new ObjectName(AGENT), "Swapped");
            return ((String[]) swapped).length;
        } catch (InstanceNotFoundException e) {
            return 0;
        }
    }
}
