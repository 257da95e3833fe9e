package fm.raido.system.network;

/**
 * What passed a link since it was made.
 *
 * @param accepted connections that clients opened, those of a cut link not among them
 * @param refused of these, closed at once because the target was not there
 * @param open connections now
 * @param broken connections that a state of the link closed or reset
 * @param toTarget bytes delivered to the target
 * @param toClient bytes delivered to clients
 * @param swallowed bytes that came from either side and never arrived
 */
public record LinkCounts(
    long accepted,
    long refused,
    long open,
    long broken,
    long toTarget,
    long toClient,
    long swallowed) {}
