package org.furwock.futex.linux;

/** Error numbers of Linux that a futex call can give; the same on x86-64, aarch64 and riscv64. */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EFAULT = 14;
    public static final int EINVAL = 22;
    public static final int EDEADLK = 35;
    public static final int ENOSYS = 38;
    public static final int ETIMEDOUT = 110;
    public static final int EOWNERDEAD = 130;
    public static final int ENOTRECOVERABLE = 131;

    private Errno() {}

    /** The symbolic name with the number, as in {@code EFAULT (14)}. */
    public static String describe(int errno) {
        String name =
                switch (errno) {
                    case EPERM -> "EPERM";
                    case ESRCH -> "ESRCH";
                    case EINTR -> "EINTR";
                    case EAGAIN -> "EAGAIN";
                    case ENOMEM -> "ENOMEM";
                    case EFAULT -> "EFAULT";
                    case EINVAL -> "EINVAL";
                    case EDEADLK -> "EDEADLK";
                    case ENOSYS -> "ENOSYS";
                    case ETIMEDOUT -> "ETIMEDOUT";
                    case EOWNERDEAD -> "EOWNERDEAD";
                    case ENOTRECOVERABLE -> "ENOTRECOVERABLE";
                    default -> "errno";
                };
        return name + " (" + errno + ")";
    }
}
