package io.herald.engine.backplane;

import java.util.Optional;

/**
 * Keeps the current edition of a cluster's scripts, and for some minutes what is proposed to be the next. Blocks. Thread-safe.
 *
 * <p>Every method throws {@link IllegalStateException} when the store can't be asked, with what to do where that is known.
 */
public interface EditionStore extends AutoCloseable {
    /** The version of the current edition; empty when there is none. */
    String version();

    /**
     * The current edition; empty when there is none.
     *
     * @throws MalformedException when what is there can't be read, passes a bound, or is not the cluster's
     */
    Optional<Edition> current() throws MalformedException;

    /**
     * Leaves an edition for all nodes to look at.
     *
     * @throws IllegalArgumentException when it is too large
     */
    void propose(Edition edition);

    /** The edition that was proposed under this id; empty when its time is over. */
    Optional<Edition> proposal(String id) throws MalformedException;

    /**
     * Makes a proposal the current edition, in one step.
     *
     * @param before the version that is current until then
     * @return whether it is current now; if not, another came first, or its time was over
     */
    boolean commit(Edition proposed, String before);

    @Override
    void close();
}
