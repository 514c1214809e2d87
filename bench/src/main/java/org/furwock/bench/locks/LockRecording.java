package org.furwock.bench.locks;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** The locks of a flight recording. */
public final class LockRecording {

    private static final String JUC = "java.util.concurrent.";
    private static final String RECORDER = "jdk.jfr.";
    private static final String UNKNOWN = "(unknown)";

    private final Map<String, RecordedSite> profiled = new HashMap<>();
    private final Map<String, RecordedSite> contended = new HashMap<>();
    private final Map<String, RecordedSite> parked = new HashMap<>();
    private final Map<String, RecordedSite> monitors = new HashMap<>();
    private final Map<String, WaitsFor> edges = new HashMap<>();
    private long events;

    private LockRecording() {}

    /**
     * Reads a recording.
     *
     * @throws IOException if the file does not exist, is not a recording, or has no event
     */
    public static LockRecording read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("no such file: " + file);
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a file: " + file);
        }
        if (Files.size(file) == 0) {
            throw new IOException("the file is empty: " + file);
        }
        LockRecording recording = new LockRecording();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                recording.add(events.readEvent());
            }
        } catch (IOException | RuntimeException e) { // the parser throws both for damaged files
            throw new IOException(
                    "not a flight recording: " + file + " (" + e.getMessage() + ")", e);
        }
        if (recording.events == 0) {
            throw new IOException("the recording has no events: " + file);
        }
        return recording;
    }

    private void add(RecordedEvent event) {
        events++;
        switch (event.getEventType().getName()) {
            case "org.furwock.LockSite" -> addSite(event);
            case "org.furwock.LockContention" -> addContention(event);
            case "jdk.JavaMonitorEnter" -> addMonitor(event);
            case "jdk.ThreadPark" -> addPark(event);
            default -> {
                return; // not a lock event
            }
        }
    }

    /** The numbers of a site grow from event to event. */
    private void addSite(RecordedEvent event) {
        RecordedSite site =
                new RecordedSite(
                        text(event.getString("lockClass")),
                        text(event.getString("creationSite")),
                        event.getLong("acquisitions"),
                        event.getLong("contended"),
                        event.getDuration("totalWait"),
                        event.getDuration("longestWait"),
                        event.getDuration("holdP99"),
                        event.getDuration("longestHold"),
                        event.getString("longestHolder"),
                        event.getString("longestHolderStack"));
        profiled.merge(key(site), site, (a, b) -> b.acquisitions() >= a.acquisitions() ? b : a);
    }

    private void addContention(RecordedEvent event) {
        RecordedSite site =
                RecordedSite.ofWaits(
                        text(event.getString("lockClass")), text(event.getString("creationSite")));
        addWait(contended, site, event.getDuration());
        addEdge(event, text(event.getString("ownerName")), site);
    }

    private void addMonitor(RecordedEvent event) {
        String monitor = className(event, "monitorClass");
        if (monitor.startsWith(RECORDER)) {
            return; // the recording itself causes this wait
        }
        RecordedSite site = RecordedSite.ofWaits(monitor, caller(event));
        addWait(monitors, site, event.getDuration());
        addEdge(event, name(event.getThread("previousOwner")), site);
    }

    /**
     * Threads also park for queues and pools: only the name of the blocker tells them from locks.
     */
    private void addPark(RecordedEvent event) {
        String blocker = className(event, "parkedClass");
        int inner = blocker.indexOf('$');
        if (inner > 0 && isLock(blocker.substring(0, inner))) {
            String lock = blocker.substring(0, inner);
            addWait(parked, RecordedSite.ofWaits(lock, caller(event)), event.getDuration());
        }
    }

    private static boolean isLock(String name) {
        return name.equals(JUC + "locks.ReentrantLock")
                || name.equals(JUC + "locks.ReentrantReadWriteLock")
                || name.equals(JUC + "Semaphore");
    }

    private static void addWait(Map<String, RecordedSite> sites, RecordedSite site, Duration wait) {
        sites.put(key(site), sites.getOrDefault(key(site), site).withWait(wait));
    }

    private void addEdge(RecordedEvent event, String owner, RecordedSite site) {
        WaitsFor edge =
                new WaitsFor(name(event.getThread()), owner, site.site(), 1, event.getDuration());
        edges.merge(edge.waiter() + '\n' + edge.owner() + '\n' + edge.site(), edge, WaitsFor::plus);
    }

    private static String key(RecordedSite site) {
        return site.lockClass() + '\n' + site.site();
    }

    private static String text(@Nullable String value) {
        return value == null ? UNKNOWN : value;
    }

    private static String name(@Nullable RecordedThread thread) {
        if (thread == null) {
            return UNKNOWN;
        }
        String java = thread.getJavaName();
        return java == null || java.isEmpty() ? "thread " + thread.getJavaThreadId() : java;
    }

    private static String className(RecordedEvent event, String field) {
        RecordedClass type = event.getValue(field);
        return type == null ? UNKNOWN : type.getName();
    }

    /** The innermost frame outside java.util.concurrent. */
    private static String caller(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return UNKNOWN;
        }
        return event.getStackTrace().getFrames().stream()
                .filter(frame -> !isOfJdk(frame.getMethod().getType().getName()))
                .findFirst()
                .map(LockRecording::describe)
                .orElse(UNKNOWN);
    }

    private static boolean isOfJdk(String className) {
        return className.startsWith(JUC) || className.startsWith("jdk.internal.");
    }

    private static String describe(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type + "." + frame.getMethod().getName() + "(line " + frame.getLineNumber() + ")";
    }

    // The content.

    /**
     * The sites, longest waits first. Waits of the JDK's own events are left out if a profile has
     * them too.
     */
    List<RecordedSite> hottest(int most) {
        Map<String, RecordedSite> sites = new HashMap<>(contended);
        sites.putAll(profiled);
        sites.putAll(monitors);
        boolean profilesJdk =
                profiled.values().stream().anyMatch(site -> site.lockClass().startsWith(JUC));
        if (!profilesJdk) {
            sites.putAll(parked);
        }
        return sites.values().stream()
                .sorted(
                        comparing(RecordedSite::totalWait, reverseOrder())
                                .thenComparing(RecordedSite::acquisitions, reverseOrder())
                                .thenComparing(RecordedSite::site))
                .limit(most)
                .toList();
    }

    List<WaitsFor> waits(int most) {
        return edges.values().stream()
                .sorted(comparing(WaitsFor::total, reverseOrder()))
                .limit(most)
                .toList();
    }
}
