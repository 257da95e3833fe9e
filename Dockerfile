# The programs as images, a target each: producer, dj-worker, control-room, health-agent, local-voice, and tools for the
# operator's commands. docker-compose.yml builds them all; docs/docker.md tells what is in them and why.
#
#   docker build --target dj-worker -t raido-dj-worker .
#   docker build --build-arg MAVEN_OPTIONS='-s settings.xml' …   a file beside this one, for a mirror of your own
#
# It needs nothing that the builder of Docker 20.10 lacks. What changes seldom stands in front of what changes often.

ARG BUILD_IMAGE=maven:3-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

# --- the jars ------------------------------------------------------------------------------------

FROM ${BUILD_IMAGE} AS build
ARG MAVEN_OPTIONS=""
WORKDIR /src
# First the modules that the images need, without their sources: what those need is fetched once, and again only when a
# pom changes.
COPY pom.xml settings.xm[l] ./
COPY .mvn .mvn
COPY schemas/pom.xml schemas/
COPY protection/pom.xml protection/
COPY traces/pom.xml traces/
COPY testkit/pom.xml testkit/
COPY local-kafka/pom.xml local-kafka/
COPY producer/pom.xml producer/
COPY dj-worker/pom.xml dj-worker/
COPY health-agent/pom.xml health-agent/
COPY control-room/pom.xml control-room/
COPY station/pom.xml station/
COPY deploy/docker/package deploy/docker/SystemTrust.java deploy/docker/
RUN deploy/docker/package fetch ${MAVEN_OPTIONS}
COPY . .
RUN deploy/docker/package build ${MAVEN_OPTIONS}

# --- what the programs share: Java, jars, an unprivileged user ---------------------------------------

FROM ${RUNTIME_IMAGE} AS base
RUN echo 'raido:x:65532:65532::/nonexistent:/usr/sbin/nologin' >>/etc/passwd && \
    echo 'raido:x:65532:' >>/etc/group && \
    # A new volume takes over whose they are.
    install -d -o 65532 -g 65532 /var/lib/raido /var/lib/raido/tts && \
    install -d -o 65532 -g 65532 -m 700 /var/lib/raido/control-room && \
    install -d -o 65532 -g 65532 /var/lib/raido/look
WORKDIR /opt/raido
COPY --from=build /image/lib ./
COPY --from=build /image/app ./
COPY deploy/docker/raido deploy/docker/healthy /usr/local/bin/
# In a container everything but the container itself is elsewhere: ports are opened to its networks. Two arenas of the C
# library are enough for a small machine.
ENV BIND_ADDRESS=0.0.0.0 TTS_CACHE_DIR=/var/lib/raido/tts MALLOC_ARENA_MAX=2
USER 65532:65532
STOPSIGNAL SIGTERM
ENTRYPOINT ["raido"]

# --- their classes as they are once they work: with them they start in a third of the time -------------

FROM base AS training
# A broker too, which none of the images has.
COPY --from=build /src/station/target/raido /opt/broker
COPY deploy/docker/train /usr/local/bin/
USER root
RUN train

# --- the programs --------------------------------------------------------------------------------

FROM base AS producer
COPY --from=training /training/producer.aot ./
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD healthy ${PRODUCER_PORT:-8090} /actuator/health/readiness
CMD ["producer"]

FROM base AS dj-worker
COPY --from=training /training/worker.aot ./
VOLUME /var/lib/raido/tts
EXPOSE 8091
# A worker whose gate is closed is healthy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD healthy ${WORKER_PORT:-8091} /actuator/health/readiness
CMD ["worker"]

FROM base AS control-room
COPY --from=training /training/control-room.aot ./
# Where no token is set the first start makes them, and keeps them here.
VOLUME /var/lib/raido/control-room /var/lib/raido/look
ENV CONTROL_ROOM_BIND_ADDRESS=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD healthy ${CONTROL_ROOM_PORT:-8080} /api/access
CMD ["control-room"]

FROM base AS local-voice
COPY --from=training /training/voice.aot ./
EXPOSE 8880
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD healthy 8880 /health
CMD ["voice"]

FROM base AS tools
COPY --from=training /training/tools.aot ./
CMD ["help"]

# A program of its own with little beside it. It sees the pressure of the machine that its container runs on:
# /proc/pressure is not of the container's own. Give it no limits, or it takes them for the machine's.
#
#   docker run -e AGENT_HOST=speech-host -e KAFKA_BOOTSTRAP_SERVERS=kafka:9092 raido-health-agent
FROM ${RUNTIME_IMAGE} AS health-agent
WORKDIR /opt/raido
COPY --from=build /src/health-agent/target/agent/ ./
COPY deploy/docker/agent deploy/docker/healthy /usr/local/bin/
ENV BIND_ADDRESS=0.0.0.0 AGENT_METRICS_PORT=9404 MALLOC_ARENA_MAX=1
# It needs no brokers to be trained, and says goodbye when it is told to end.
RUN export AGENT_HOST=training KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1; \
    timeout 120 java @agent.jvm -XX:AOTCacheOutput=agent.aot -jar raido-agent.jar & \
    until healthy 9404 /-/healthy 2>/dev/null || ! kill -0 $!; do sleep 0.2; done; \
    sleep 4; kill $!; wait $!; test -s agent.aot
USER 65532:65532
STOPSIGNAL SIGTERM
EXPOSE 9404
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s CMD healthy ${AGENT_METRICS_PORT} /-/healthy
ENTRYPOINT ["agent"]
