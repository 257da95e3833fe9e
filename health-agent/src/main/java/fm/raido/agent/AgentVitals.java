package fm.raido.agent;

import fm.raido.agent.metrics.Vitals;
import fm.raido.agent.publish.BeatCounts;
import fm.raido.agent.publish.Publisher;
import fm.raido.agent.publish.Pulse;
import org.jspecify.annotations.Nullable;

/** A running agent's own figures, asked for by whoever reads its metrics. */
record AgentVitals(String host, Publisher publisher, Sampler sampler) implements Vitals {
  @Override
  public @Nullable Pulse latest() {
    return publisher.latest();
  }

  @Override
  public BeatCounts beats() {
    return publisher.counts();
  }

  @Override
  public long lateSamples() {
    return sampler.lateSamples();
  }

  @Override
  public long refusedLooks() {
    return sampler.refusedLooks();
  }
}
