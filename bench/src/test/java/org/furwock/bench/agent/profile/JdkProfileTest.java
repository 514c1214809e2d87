package org.furwock.bench.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.furwock.profile.LockProfiles;
import org.furwock.profile.LockSiteProfile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The profile of the JDK's locks in a class whose calls are replaced. */
@Timeout(60)
class JdkProfileTest {

    private static final String PROGRAM = JdkLockProgram.class.getName();

    private static Object result;
    private static long conditionalNanos;

    @BeforeAll
    static void runProgram() throws Exception {
        Class<?> program = new RewritingLoader(PROGRAM).loadClass(PROGRAM);
        result = ((Callable<?>) program.getDeclaredConstructor().newInstance()).call();
        conditionalNanos = program.getField("conditionalNanos").getLong(null);
    }

    private static LockSiteProfile site(String method, String lockClass) {
        List<LockSiteProfile> found =
                LockProfiles.snapshot().stream()
                        .filter(site -> site.site().contains(PROGRAM + "." + method + "("))
                        .filter(site -> site.lockClass().endsWith(lockClass))
                        .toList();
        assertThat(found).as(method + " " + lockClass).hasSize(1);
        return found.get(0);
    }

    @Test
    void shouldLeaveTheProgramAsItIs() {
        assertThat(result).isEqualTo(JdkLockProgram.EXPECTED);
    }

    @Test
    void shouldCountAndTimeHoldsOfReentrantLocks() {
        LockSiteProfile site = site("counted", "ReentrantLock");

        assertThat(site.acquisitions()).isEqualTo(JdkLockProgram.ROUNDS);
        assertThat(site.contended()).isZero();
        assertThat(site.holds().count()).isEqualTo(JdkLockProgram.ROUNDS);
        assertThat(site.site()).matches(".*\\(JdkLockProgram\\.java:\\d+\\)");
    }

    @Test
    void shouldTellReadersFromWriters() {
        assertThat(site("readWrite", "ReadLock").acquisitions()).isEqualTo(2);
        assertThat(site("readWrite", "WriteLock").acquisitions()).isEqualTo(1);
    }

    @Test
    void shouldTimeAWaitAndNameTheLongestHolder() {
        LockSiteProfile site = site("contended", "ReentrantLock");

        assertThat(site.contended()).isEqualTo(1);
        assertThat(site.waits().longest().toMillis()).isPositive();
        assertThat(site.longestHold()).isNotNull();
        assertThat(site.longestHold().thread()).isEqualTo("longest holder");
    }

    @Test
    void shouldEndTheHoldWhileAThreadWaitsOnACondition() {
        LockSiteProfile site = site("conditional", "ReentrantLock");

        assertThat(site.holds().count()).isEqualTo(2);
        Duration withoutTheWait =
                Duration.ofNanos(conditionalNanos).minusMillis(JdkLockProgram.CONDITION_MILLIS);
        assertThat(site.holds().longest()).isLessThanOrEqualTo(withoutTheWait);
    }

    @Test
    void shouldCountSemaphores() {
        assertThat(site("permits", "Semaphore").acquisitions()).isEqualTo(1);
    }

    @Test
    void shouldLeaveAClassWithoutLocksAlone() throws IOException {
        try (InputStream in = JdkProfileTest.class.getResourceAsStream("ProfileReport.class")) {
            assertThat(CallRewriter.rewrite(in.readAllBytes())).isNull();
        }
    }
}
