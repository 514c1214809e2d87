package org.furwock.bench.sample.edge;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.furwock.bench.sample.outside.Outside;

/** Runs what passes the boundary. */
public final class EdgeMain {

    private EdgeMain() {}

    /** Says what was done, and with an argument what the agent says of it. */
    public static void main(String[] args) throws Exception {
        new Edges.PassesOut().pass();
        System.out.println("passed out");
        new Edges.PassesAsLock().pass();
        System.out.println("passed as a lock");
        if (Outside.Taker.isFree(new Edges.Taken())) {
            System.out.println("taken");
        }
        if (Outside.SubclassUser.plain(new Edges.UsedSubclass()).tryLock()) {
            System.out.println("subclass");
        }
        if (args.length > 0) {
            System.out.println("swapped by JMX: " + ask("Swapped"));
            System.out.println("refused by JMX: " + ask("Refused"));
        }
    }

    private static String ask(String attribute) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName agent = new ObjectName("org.furwock:type=Agent");
        while (!server.isRegistered(agent)) { // soon after the server is there
            Thread.onSpinWait();
        }
        return Arrays.toString((String[]) server.getAttribute(agent, attribute));
    }
}
