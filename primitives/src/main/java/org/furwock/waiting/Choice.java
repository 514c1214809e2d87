package org.furwock.waiting;

import java.util.Arrays;
import java.util.Locale;
import org.furwock.futex.lowlevel.Privileged;

/** A system property that names one constant of an enum, in lower case. */
public final class Choice {

    private Choice() {}

    /**
     * The constant that the property names, or {@code otherwise} if the property is not set.
     *
     * @throws IllegalArgumentException if the property names none
     */
    public static <E extends Enum<E>> E of(String property, E otherwise) {
        String name = Privileged.property(property);
        return name == null ? otherwise : parse(property, name, otherwise.getDeclaringClass());
    }

    /**
     * The constant of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static <E extends Enum<E>> E parse(String property, String name, Class<E> type) {
        E[] values = type.getEnumConstants();
        for (E value : values) {
            if (nameOf(value).equals(name)) {
                return value;
            }
        }
        String[] names = new String[values.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = nameOf(values[i]);
        }
        throw new IllegalArgumentException(
                property + "=" + name + ": choose one of " + Arrays.toString(names));
    }

    private static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
