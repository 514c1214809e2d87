package org.furwock.profile;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import org.furwock.futex.lowlevel.FlightRecording;
import org.jspecify.annotations.Nullable;

/**
 * JFR is optional: its module may be missing, and no class of it is loaded then. A disabled event
 * costs a test of one flag.
 */
final class LockEvents {

    private static final boolean AVAILABLE =
            FlightRecording.isAvailableTo(LockEvents.class.getModule());

    private LockEvents() {}

    /** Makes the flight recorder record the sites, from its start on. */
    static void register() {
        if (AVAILABLE) {
            Registration.add();
        }
    }

    private static boolean isRecorderStarted() {
        return AVAILABLE && FlightRecorder.isInitialized(); // an event's class would start it
    }

    /** A started event; null if it is disabled. */
    static @Nullable LockContentionEvent beginContention() {
        if (!isRecorderStarted() || !LockContentionEvent.isOn()) {
            return null;
        }
        LockContentionEvent event = new LockContentionEvent();
        event.begin();
        return event;
    }

    static void endContention(
            @Nullable LockContentionEvent event,
            LockSite site,
            Object lock,
            @Nullable Thread owner,
            boolean acquired) {
        if (event == null) {
            return;
        }
        event.end();
        if (event.shouldCommit()) {
            event.lockClass = site.lockClass();
            event.identity = identity(lock);
            event.creationSite = site.place();
            event.owner = owner;
            event.ownerName = owner == null ? null : owner.getName();
            event.acquired = acquired;
            event.commit();
        }
    }

    static void heldTooLong(LockSite site, Object lock, long nanos) {
        if (!isRecorderStarted()) {
            return;
        }
        LockHeldTooLongEvent event = new LockHeldTooLongEvent();
        if (event.shouldCommit()) {
            event.lockClass = site.lockClass();
            event.identity = identity(lock);
            event.creationSite = site.place();
            event.held = nanos;
            event.commit();
        }
    }

    private static String identity(Object lock) {
        return Integer.toHexString(System.identityHashCode(lock));
    }

    /** A class of its own: its supertype is loaded only if the module is there. */
    private static final class Registration implements FlightRecorderListener {

        static void add() {
            FlightRecorder.addListener(new Registration());
        }

        @Override
        public void recorderInitialized(FlightRecorder recorder) {
            FlightRecorder.addPeriodicEvent(LockSiteEvent.class, Registration::commitAll);
        }

        private static void commitAll() {
            for (LockSiteProfile profile : LockProfiles.snapshot()) {
                new LockSiteEvent(profile).commit();
            }
        }
    }
}
