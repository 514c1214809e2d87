package org.furwock.bench.agent.profile;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The profile of each live object, by identity. */
final class WeakProfiles {

    private final ConcurrentHashMap<Object, ProfiledLock> profiles = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();

    /** Equal to the keys of the same object. */
    private record Probe(Object object) {

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.get() == object;
        }
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object object, ReferenceQueue<Object> gone) {
            super(object, gone);
            hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object object = get();
            return other == this
                    || (object != null && other instanceof Key key && key.get() == object);
        }
    }

    @Nullable ProfiledLock find(Object object) {
        return profiles.get(new Probe(object));
    }

    ProfiledLock get(Object object, Function<Object, ProfiledLock> creator) {
        ProfiledLock known = find(object);
        return known != null ? known : add(object, creator);
    }

    private ProfiledLock add(Object object, Function<Object, ProfiledLock> creator) {
        Object dead = gone.poll();
        while (dead != null) {
            profiles.remove(dead);
            dead = gone.poll();
        }
        return profiles.computeIfAbsent(new Key(object, gone), key -> creator.apply(object));
    }
}
