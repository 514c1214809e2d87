package org.furwock.sync;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls public methods by their signature: a class and its drop-in have them in common, and no
 * type.
 */
final class Duck {

    private Duck() {}

    /** The target as a type whose methods it has without declaring the type. */
    static <T> T as(Class<T> type, Object target) {
        Map<Method, Method> methods = new ConcurrentHashMap<>();
        for (Method method : type.getMethods()) {
            methods.put(method, method(target.getClass(), method));
        }
        Object duck =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            Method own = methods.getOrDefault(method, method); // of Object
                            try {
                                return own.invoke(target, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(duck);
    }

    /** The target's own method of the same signature. */
    static Method method(Class<?> target, Method method) {
        return method(target, method.getName(), method.getParameterTypes());
    }

    static Method method(Class<?> target, String name, Class<?>... parameters) {
        try {
            Method own = target.getMethod(name, parameters);
            own.setAccessible(true); // the class may not be public
            return own;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(target + " has no " + name, e);
        }
    }

    /** Calls a method without parameters, and returns its result. */
    static Object get(Object target, String getter) {
        try {
            return method(target.getClass(), getter).invoke(target);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** A new object, by the first constructor that takes the arguments. */
    static Object construct(Class<?> type, Object... arguments) {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (takes(constructor.getParameterTypes(), arguments)) {
                constructor.setAccessible(true);
                return construct(constructor, arguments);
            }
        }
        throw new AssertionError(type + " cannot be made of " + Arrays.toString(arguments));
    }

    private static Object construct(Constructor<?> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean takes(Class<?>[] parameters, Object... arguments) {
        boolean takes = parameters.length == arguments.length;
        for (int i = 0; takes && i < parameters.length; i++) {
            takes =
                    arguments[i] == null
                            || MethodType.methodType(parameters[i])
                                    .wrap()
                                    .returnType()
                                    .isInstance(arguments[i]);
        }
        return takes;
    }
}
