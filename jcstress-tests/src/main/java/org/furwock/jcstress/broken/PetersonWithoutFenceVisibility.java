package org.furwock.jcstress.broken;

import org.furwock.jcstress.lock.LockVisibility;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** BROKEN: must be found. See {@link PetersonWithoutFence} and the scenario. */
@JCStressTest
@State
public class PetersonWithoutFenceVisibility extends LockVisibility {

    public PetersonWithoutFenceVisibility() {
        super(new PetersonWithoutFence());
    }

    @Actor
    public void actor1() {
        write();
    }

    @Actor
    public void actor2(III_Result result) {
        read(result);
    }
}
