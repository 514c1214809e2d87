package org.furwock.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.furwock.watch.CreationPlace;

/**
 * All sites of this process. It keeps names, not classes, so that the classes of a site can be
 * unloaded.
 *
 * @since 1.0
 */
public final class LockSites {

    /** The most sites. Generated classes could make sites without end. */
    static final int MOST = 4096;

    private static final String OTHERS = "(other sites)";

    private static final Map<Key, LockSite> SITES = new ConcurrentHashMap<>();

    static {
        LockEvents.register();
    }

    private record Key(String lockClass, String place) {}

    private LockSites() {}

    /** Called in a lock's constructor: the site of the code that calls it. */
    public static LockSite ofCaller(Class<?> lockClass) {
        return of(lockClass.getName(), CreationPlace.ofCaller(lockClass));
    }

    /** The site of a place that the caller knows. */
    public static LockSite of(String lockClass, String place) {
        Key key = new Key(lockClass, place);
        LockSite known = SITES.get(key);
        if (known != null) {
            return known;
        }
        Key kept = SITES.size() < MOST ? key : new Key(lockClass, OTHERS);
        return SITES.computeIfAbsent(kept, k -> new LockSite(k.lockClass(), k.place()));
    }

    static List<LockSite> all() {
        return new ArrayList<>(SITES.values());
    }
}
