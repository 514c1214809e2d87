package org.furwock.futex.lowlevel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Handles for the fields of a class, for its static initializer. */
public final class FieldHandles {

    private FieldHandles() {}

    /**
     * The handle of a field.
     *
     * @param lookup of the class that declares the field
     * @throws ExceptionInInitializerError if there is no such field
     */
    public static VarHandle find(MethodHandles.Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
