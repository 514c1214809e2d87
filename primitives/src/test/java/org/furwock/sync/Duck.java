package org.furwock.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
            methods.put(method, find(target.getClass(), method));
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

    private static Method find(Class<?> target, Method method) {
        try {
            Method own = target.getMethod(method.getName(), method.getParameterTypes());
            own.setAccessible(true); // the class may not be public
            return own;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(target + " has no " + method, e);
        }
    }
}
